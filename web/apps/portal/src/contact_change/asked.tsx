import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { names } from '@madoguchi/names'
import { Notice, TableBox } from '@madoguchi/ui'
import {
  type Contact,
  type ContactField,
  isContactField,
  presentContact,
  useShownValue,
} from '../contact/fields.ts'
import { fieldNames } from '../contact/names.ts'
import { Buttons } from '../form/parts.tsx'
import type { PageProps } from './change_form.tsx'
import { onFile } from './form.ts'
import { texts } from './texts.ts'

/** 差戻し: what we wrote, until when; and what we corrected on file meanwhile, for one to compare (R44, R98). */
export function AskedPage({ contract, application, flow }: PageProps) {
  const t = useText(texts)
  const { language } = useLanguage()
  if (!application) return null
  return (
    <>
      <p className="mt-2">{t('askedLead', { number: application.number })}</p>
      <Notice kind="warning">
        <p className="whitespace-pre-wrap">{application.customer_text ?? t('askedNothing')}</p>
      </Notice>
      {application.answer_until ? (
        <p>{t('answerUntil', { at: formatDayTime(application.answer_until, language) })}</p>
      ) : null}
      <Recheck contract={contract} application={application} />
      <Buttons>
        <button type="button" className="btn btn-first" onClick={flow.next}>
          {t('begin')}
        </button>
      </Buttons>
    </>
  )
}

interface ThreeWay {
  role: Contact['role']
  field: ContactField
  filed: string
  now: string
  wished: string
}

function Recheck({
  contract,
  application,
}: {
  contract: PageProps['contract']
  application: NonNullable<PageProps['application']>
}) {
  const t = useText(texts)
  const name = useText(names)
  const fieldName = useText(fieldNames)
  const show = useShownValue()
  const corrected: ThreeWay[] = (application.contact_change?.changes ?? []).flatMap(change => {
    const { role, field, before = '', after = '' } = change
    if (!isContactField(field)) return []
    const now = onFile(presentContact(contract.contacts, role), field)
    return now === before || now === after ? [] : [{ role, field, filed: before, now, wished: after }]
  })
  if (corrected.length === 0) return null
  return (
    <div className="mt-8">
      <h3>{t('recheck')}</h3>
      <p>{t('recheckLead')}</p>
      <TableBox label={t('recheck')}>
        <table className="table table-cards">
          <thead>
            <tr>
              <th scope="col">{t('recheckField')}</th>
              <th scope="col">{t('recheckThen')}</th>
              <th scope="col">{t('recheckNow')}</th>
              <th scope="col">{t('recheckWished')}</th>
            </tr>
          </thead>
          <tbody>
            {corrected.map(one => (
              <tr key={`${one.role} ${one.field}`}>
                <td className="font-bold">
                  {t('change', { role: name(one.role), field: fieldName(one.field) })}
                </td>
                <td data-label={t('recheckThen')}>{show(one.field, one.filed) || '―'}</td>
                <td data-label={t('recheckNow')}>{show(one.field, one.now) || '―'}</td>
                <td data-label={t('recheckWished')} className="font-bold">
                  {show(one.field, one.wished) || '―'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
    </div>
  )
}
