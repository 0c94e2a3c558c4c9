import { unwrap } from '@madoguchi/api'
import { AskForm } from '@madoguchi/frame'
import { formatDay, useLanguage, useText } from '@madoguchi/i18n'
import {
  Badge,
  faultAt,
  RadioGroup,
  Select,
  TableBox,
  TextField,
  useIdempotencyKey,
  useSubmit,
} from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Schemas } from '../api.ts'
import { Loaded, Part } from '../frame/screen.tsx'
import { StepSheet } from '../frame/sheet.tsx'
import { Telephone } from '../frame/telephone.tsx'
import { deskNames, useSourceName } from '../names.ts'
import { useOfficerName } from '../officers/queries.ts'
import { numbersQuery, useRefresh } from './queries.ts'
import { texts } from './texts.ts'

type NumberOnFile = Schemas['VerifiedNumber']
const subjects = ['registrant', 'applicant', 'organization'] as const
const sources = [
  'government_registry',
  'independent_directory',
  'professional_letter',
  'site_visit',
  'through_main_number',
] as const

/** The numbers that may be called, each with its source and age; there are no others (R119). */
export function Numbers({ contract }: { contract: string }) {
  const t = useText(texts)
  const numbers = useQuery(numbersQuery(contract))
  return (
    <Part
      id="numbers"
      title={t('numbers')}
      act={
        <StepSheet can={numbers.data?.can} action="numbers" why open={t('addNumber')} title={t('addNumber')}>
          {close => <AddNumber contract={contract} close={close} />}
        </StepSheet>
      }
    >
      <p className="text-text-quiet">{t('numbersLead')}</p>
      <Loaded query={numbers}>
        {data => (
          <TableBox label={t('numbers')}>
            <table className="table table-cards">
              <thead>
                <tr>
                  <th scope="col">{t('whose')}</th>
                  <th scope="col">{t('phone')}</th>
                  <th scope="col">{t('source')}</th>
                  <th scope="col">{t('since')}</th>
                  <th scope="col">{t('state')}</th>
                </tr>
              </thead>
              <tbody>
                {data.numbers.map(number => (
                  <Line key={number.id} contract={contract} number={number} />
                ))}
              </tbody>
            </table>
          </TableBox>
        )}
      </Loaded>
    </Part>
  )
}

function Line({ contract, number }: { contract: string; number: NumberOnFile }) {
  const sourceName = useSourceName()
  const t = useText(texts)
  const desk = useText(deskNames)
  const officer = useOfficerName()
  const { language } = useLanguage()
  return (
    <tr>
      <td data-label={t('whose')} className="word">
        {desk(number.subject)}
      </td>
      <td data-label={t('phone')}>
        <Telephone phone={number.phone} />
      </td>
      <td data-label={t('source')}>
        {sourceName(number.source)}
        <p className="text-text-quiet text-sm">{t('by', { name: officer(number.verified_by) })}</p>
      </td>
      <td data-label={t('since')} className="whitespace-nowrap">
        {formatDay(number.valid_from, language)}
        <p className="text-text-quiet text-sm">
          {number.age_days > 0 ? t('age', { days: number.age_days }) : t('ageToday')}
        </p>
      </td>
      <td data-label={t('state')}>
        {number.valid_until ? (
          <Badge mood="quiet">{t('ended', { day: formatDay(number.valid_until, language) })}</Badge>
        ) : (
          <Badge mood="good">{t('usable')}</Badge>
        )}
        <div>
          <StepSheet
            can={number.can}
            action="end"
            quiet
            open={t('end')}
            label={t('endOf', { phone: number.phone })}
            title={t('endOf', { phone: number.phone })}
          >
            {close => <EndNumber contract={contract} number={number} close={close} />}
          </StepSheet>
        </div>
      </td>
    </tr>
  )
}

/** Nobody can take it back: the question says what follows. */
function EndNumber({
  contract,
  number,
  close,
}: {
  contract: string
  number: NumberOnFile
  close: () => void
}) {
  const t = useText(texts)
  const refresh = useRefresh(contract)
  const attempt = useSubmit(async () => {
    const params = { path: { id: contract, number: number.id } }
    try {
      await unwrap(api.POST('/api/v1/contracts/{id}/numbers/{number}/end', { params }))
      close()
    } finally {
      await refresh()
    }
  })
  return (
    <AskForm attempt={attempt} button={t('endOf', { phone: number.phone })} look="danger" onGiveUp={close}>
      <p>{t('endLead')}</p>
    </AskForm>
  )
}

function AddNumber({ contract, close }: { contract: string; close: () => void }) {
  const t = useText(texts)
  const desk = useText(deskNames)
  const refresh = useRefresh(contract)
  const key = useIdempotencyKey()
  const [subject, setSubject] = useState<string>()
  const [phone, setPhone] = useState('')
  const [source, setSource] = useState<(typeof sources)[number]>('government_registry')
  const [foundIn, setFoundIn] = useState('')
  const attempt = useSubmit(async () => {
    if (!subject) {
      const messages = t.both('whoseMissing')
      attempt.setTrouble({ faults: [{ pointer: '/subject', code: 'missing', messages }] })
      return
    }
    const body = {
      subject: subject as (typeof subjects)[number],
      phone,
      source,
      found_in: foundIn,
    }
    await unwrap(
      api.POST('/api/v1/contracts/{id}/numbers', {
        params: { path: { id: contract }, header: { 'Idempotency-Key': key(body) } },
        body,
      }),
    )
    await refresh()
    close()
  })
  const { trouble } = attempt
  return (
    <AskForm attempt={attempt} button={t('putOnFile')} onGiveUp={close}>
      <RadioGroup
        pointer="/subject"
        label={t('whose')}
        need
        choices={subjects.map(value => ({ value, name: desk(value) }))}
        value={subject}
        onChange={setSubject}
        fault={faultAt(trouble, '/subject')}
      />
      <TextField
        pointer="/phone"
        label={t('phone')}
        need
        inputMode="tel"
        className="input-short"
        value={phone}
        onChange={event => setPhone(event.target.value)}
        fault={faultAt(trouble, '/phone')}
      />
      <Select
        pointer="/source"
        label={t('source')}
        need
        value={source}
        onChange={event => setSource(event.target.value as (typeof sources)[number])}
        fault={faultAt(trouble, '/source')}
      >
        {sources.map(value => (
          <option key={value} value={value}>
            {desk(value)}
          </option>
        ))}
      </Select>
      <TextField
        pointer="/found_in"
        label={t('foundIn')}
        hint={t('foundInHint')}
        need
        maxLength={200}
        value={foundIn}
        onChange={event => setFoundIn(event.target.value)}
        fault={faultAt(trouble, '/found_in')}
      />
    </AskForm>
  )
}
