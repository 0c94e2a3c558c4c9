import { formatDay, formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { faultAt, RadioGroup, TextField } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import type { Schemas } from '../api.ts'
import { Dial } from '../frame/telephone.tsx'
import { useSourceName } from '../names.ts'
import { Area, type FieldsProps } from './fields.tsx'
import { texts as phoneTexts } from './phone_texts.ts'
import { type Application, evidenceQuery, numbersQuery } from './queries.ts'
import { Script } from './script.tsx'
import { texts } from './texts.ts'

type Numbers = Schemas['VerifiedNumber'][]

/** What to say, whom to call, and what came of it: only numbers on file, with their source and age (R40, R119). */
export function Verification({ application, ...fields }: FieldsProps & { application: Application }) {
  const t = useText(texts)
  const phone = useText(phoneTexts)
  const sourceName = useSourceName()
  const { language } = useLanguage()
  const all = useQuery(numbersQuery(application.contract.id)).data?.numbers ?? []
  const numbers = all.filter(each => !each.valid_until)
  const { script_ja: ja, script_en: en } = application.contact_change ?? {}
  return (
    <>
      {ja && en ? <Script ja={ja} en={en} /> : null}
      <RadioGroup
        pointer="/number"
        label={t('verifyNumber')}
        value={fields.typed.number}
        onChange={fields.set('number')}
        fault={faultAt(fields.trouble, '/number')}
        choices={numbers.map(each => ({
          value: each.id,
          name: phone('numberLine', { subject: phone(each.subject), phone: each.phone }),
          more: phone('numberMore', {
            source: sourceName(each.source),
            at: formatDay(each.valid_from, language),
            days: each.age_days,
          }),
        }))}
      />
      <Dial phone={numbers.find(each => each.id === fields.typed.number)?.phone} />
      <TextField
        pointer="/person"
        label={t('person')}
        value={fields.typed.person ?? ''}
        onChange={event => fields.set('person')(event.target.value)}
        fault={faultAt(fields.trouble, '/person')}
      />
      <Area {...fields} name="note" label={t('note')} />
      <Confirmations application={application} numbers={all} />
    </>
  )
}

const KIND = 'contact_verification'
/** "verified_number/ID" (src/usecase/contact_change.h). */
const numberIn = (source: string, numbers: Numbers) =>
  numbers.find(each => source === `verified_number/${each.id}`)?.phone ?? source

/** Calls for this application that are on record: who spoke to whom, when, at which number. */
function Confirmations({ application, numbers }: { application: Application; numbers: Numbers }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const records = useQuery(evidenceQuery(application.contract.id)).data?.evidence ?? []
  const own = records.filter(each => each.kind === KIND && each.application === application.id)
  return (
    <>
      <h3 className="mt-4">{t('confirmations')}</h3>
      {own.length === 0 ? <p className="text-text-quiet">{t('noConfirmations')}</p> : null}
      <ul>
        {own.map(each => (
          <li key={each.id} className="py-1 text-sm">
            {t('confirmation', {
              at: formatDayTime(each.collected_at, language),
              phone: numberIn(each.source, numbers),
              name: each.collected_by.name,
            })}
            <p className="text-text-quiet whitespace-pre-wrap">{each.note}</p>
          </li>
        ))}
      </ul>
    </>
  )
}
