import { type Language, useLanguage, useText } from '@madoguchi/i18n'
import { Notice, Select } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { texts as agreeTexts } from './agree_texts.ts'
import { Area, type FieldsProps } from './fields.tsx'
import { MailPreview } from './mail.tsx'
import { type Application, contractQuery, templatesQuery } from './queries.ts'
import { texts } from './texts.ts'

const LANGUAGES: Language[] = ['ja', 'en']
/** Who is told of a decision. */
const TOLD = ['registrant', 'technical']

/** The languages of those who read it, whatever the screen's; both as long as nobody knows. */
function useReadersLanguages(contract: string): Language[] {
  const contacts = useQuery(contractQuery(contract)).data?.contacts ?? []
  const readers = contacts.filter(each => !each.valid_until && TOLD.includes(each.role))
  const read = LANGUAGES.filter(each => readers.some(reader => reader.language === each))
  return read.length > 0 ? read : LANGUAGES
}

/** A reason from the templates, to be completed, and what of it the customer will read (R97, R103). */
export function CustomerText({
  action,
  application,
  ...fields
}: FieldsProps & { action: 'send_back' | 'reject'; application: Application }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const readers = useReadersLanguages(application.contract.id)
  const templates = useQuery(templatesQuery(action)).data?.templates ?? []
  const text = fields.typed.customer_text
  type Template = (typeof templates)[number]
  const inLanguage = (each: Template, of: Language) => (of === 'ja' ? each.text_ja : each.text_en)
  const textOf = (each: Template) => readers.map(of => inLanguage(each, of)).join('\n\n')
  return (
    <>
      <Select
        pointer="/template"
        label={t('template')}
        hint={t('templateHint', { languages: readers.map(of => t(of)).join(t('listed')) })}
        value={templates.find(each => textOf(each) === text)?.id ?? ''}
        onChange={event => {
          const chosen = templates.find(each => each.id === event.target.value)
          if (chosen) fields.set('customer_text')(textOf(chosen))
        }}
      >
        <option value="">{t('templateNone')}</option>
        {templates.map(each => (
          <option key={each.id} value={each.id}>
            {inLanguage(each, language)}
          </option>
        ))}
      </Select>
      <Area {...fields} name="customer_text" label={t('customerText')} />
      <MailPreview application={application} step={action} text={text ?? ''} />
    </>
  )
}

/** What a rejection ends, that it is final, and what stays as it is (R129). */
export function Rejected({ application }: { application: Application }) {
  const t = useText(texts)
  const agree = useText(agreeTexts)
  const { number, reissue, contact_change: change } = application
  const lines = [agree('rejected', { number })]
  if (change) lines.push(t('rejectedContacts'))
  if (reissue) lines.push(t('rejectedReissue'))
  if (!change && (!reissue || reissue.old_certificate)) lines.push(agree('rejectedAlive'))
  return (
    <Notice kind="warning" title={t('willHappen')}>
      <ul className="list-disc pl-5">
        {lines.map(line => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Notice>
  )
}
