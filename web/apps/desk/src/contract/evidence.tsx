import { unwrap } from '@madoguchi/api'
import { AskForm } from '@madoguchi/frame'
import { formatDay, useLanguage, useText } from '@madoguchi/i18n'
import {
  Badge,
  faultAt,
  Select,
  TableBox,
  TextArea,
  TextField,
  useIdempotencyKey,
  useSubmit,
} from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Schemas } from '../api.ts'
import { Loaded, Part } from '../frame/screen.tsx'
import { StepSheet } from '../frame/sheet.tsx'
import { deskNames, evidenceKinds, isNamed } from '../names.ts'
import { evidenceQuery, useRefresh } from './queries.ts'
import { texts } from './texts.ts'

/** What was checked, by whom, how old it is, and what will not last until the issue (R123). */
export function Evidence({ contract }: { contract: string }) {
  const t = useText(texts)
  const evidence = useQuery(evidenceQuery(contract))
  return (
    <Part
      id="evidence"
      title={t('evidence')}
      act={
        <StepSheet
          can={evidence.data?.can}
          action="evidence"
          open={t('addEvidence')}
          title={t('addEvidence')}
        >
          {close => <AddEvidence contract={contract} close={close} />}
        </StepSheet>
      }
    >
      <Loaded query={evidence}>
        {data =>
          data.evidence.length === 0 ? (
            <p className="text-text-quiet">{t('noEvidence')}</p>
          ) : (
            <TableBox label={t('evidence')}>
              <table className="table table-cards">
                <thead>
                  <tr>
                    <th scope="col">{t('what')}</th>
                    <th scope="col">{t('source')}</th>
                    <th scope="col">{t('collected')}</th>
                    <th scope="col">{t('state')}</th>
                  </tr>
                </thead>
                <tbody>
                  {data.evidence.map(record => (
                    <Line key={record.id} record={record} />
                  ))}
                </tbody>
              </table>
            </TableBox>
          )
        }
      </Loaded>
    </Part>
  )
}

function Line({ record }: { record: Schemas['Evidence'] }) {
  const t = useText(texts)
  const desk = useText(deskNames)
  const { language } = useLanguage()
  return (
    <tr>
      <td className="font-bold">{isNamed(record.kind) ? desk(record.kind) : record.kind}</td>
      <td data-label={t('source')}>
        {record.source}
        <p className="text-text-quiet text-sm">{record.note}</p>
      </td>
      <td data-label={t('collected')}>
        {formatDay(record.collected_at, language)}
        <p className="text-text-quiet text-sm">{t('by', { name: record.collected_by.name })}</p>
      </td>
      <td data-label={t('state')}>
        <Badge mood={!record.good ? 'bad' : record.expires_before_issue ? 'wait' : 'good'}>
          {t(!record.good ? 'notGood' : record.expires_before_issue ? 'endsBefore' : 'good')}
        </Badge>
        <p className="text-text-quiet text-sm">
          {t(record.age_days > 0 ? 'goodUntil' : 'goodUntilNew', {
            day: formatDay(record.valid_until, language),
            days: record.age_days,
          })}
        </p>
      </td>
    </tr>
  )
}

function AddEvidence({ contract, close }: { contract: string; close: () => void }) {
  const t = useText(texts)
  const desk = useText(deskNames)
  const refresh = useRefresh(contract)
  const key = useIdempotencyKey()
  const [kind, setKind] = useState<string>(evidenceKinds[0])
  const [source, setSource] = useState('')
  const [note, setNote] = useState('')
  const attempt = useSubmit(async () => {
    const body = { kind, source, note }
    await unwrap(
      api.POST('/api/v1/contracts/{id}/evidence', {
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
      <Select
        pointer="/kind"
        label={t('what')}
        need
        value={kind}
        onChange={event => setKind(event.target.value)}
        fault={faultAt(trouble, '/kind')}
      >
        {evidenceKinds.map(value => (
          <option key={value} value={value}>
            {desk(value)}
          </option>
        ))}
      </Select>
      <TextField
        pointer="/source"
        label={t('source')}
        hint={t('foundInHint')}
        need
        maxLength={200}
        value={source}
        onChange={event => setSource(event.target.value)}
        fault={faultAt(trouble, '/source')}
      />
      <TextArea
        pointer="/note"
        label={t('note')}
        rows={3}
        value={note}
        onChange={event => setNote(event.target.value)}
        fault={faultAt(trouble, '/note')}
      />
    </AskForm>
  )
}
