import { useText } from '@madoguchi/i18n'
import { faultAt, Select, TextField, type Trouble } from '@madoguchi/ui'
import type { Schemas } from '../api.ts'
import { contactTexts } from './contact_texts.ts'

export type Role = Schemas['ContactRole']
export type Form = Schemas['ContactForm']
export type Field = keyof Form
export const contactRoles = ['registrant', 'technical', 'billing', 'applicant'] as const satisfies Role[]

/** In the order of the page (R27, R28). */
const lines = [
  'organization',
  'department',
  'person_name',
  'person_kana',
  'phone',
  'mail',
  'country',
  'postal_code',
  'address',
] as const satisfies Field[]
/** What the server asks of a Japanese contact; a bill can go by post (R29). */
const isNeeded = (role: Role, field: Field, { country }: Form) =>
  field === 'person_name' ||
  field === 'phone' ||
  (field === 'person_kana' && (country ?? 'JP').toUpperCase() === 'JP') ||
  (field === 'mail' && role !== 'billing') ||
  (field === 'address' && role === 'registrant')
const short: Field[] = ['country', 'postal_code', 'phone']

interface Props {
  role: Role
  /** A registrant belongs to the contract's own corporation: its 法人名 is not typed (R31). */
  ownOrganization?: boolean
  values: Form
  onChange: (change: Form) => void
  trouble: Trouble | undefined
}

/** The fields of one contact, as they are typed; the server has the last word about each. */
export function ContactFields({ role, ownOrganization, values, onChange, trouble }: Props) {
  const t = useText(contactTexts)
  const at = (field: Field) => `/contacts/${role}/${field}`
  return (
    <>
      {lines.map(field =>
        field === 'organization' && ownOrganization ? null : (
          <TextField
            key={field}
            pointer={at(field)}
            label={t(field)}
            need={isNeeded(role, field, values)}
            autoComplete="off"
            className={short.includes(field) ? 'input-short' : ''}
            value={values[field] ?? ''}
            onChange={event => onChange({ [field]: event.target.value })}
            fault={faultAt(trouble, at(field))}
          />
        ),
      )}
      <Choice
        {...{ role, values, onChange, trouble }}
        field="language"
        choices={[
          ['ja', t('ja')],
          ['en', t('en')],
        ]}
      />
      {role === 'billing' ? (
        <Choice
          {...{ role, values, onChange, trouble }}
          field="invoice_delivery"
          choices={[
            ['electronic', t('electronic')],
            ['paper', t('paper')],
          ]}
        />
      ) : null}
      <Choice
        {...{ role, values, onChange, trouble }}
        field="renewal_notice"
        choices={[
          ['required', t('wanted')],
          ['not_required', t('unwanted')],
        ]}
      />
    </>
  )
}

function Choice({
  role,
  field,
  choices,
  values,
  onChange,
  trouble,
}: Omit<Props, 'ownOrganization'> & {
  field: 'language' | 'invoice_delivery' | 'renewal_notice'
  choices: [string, string][]
}) {
  const t = useText(contactTexts)
  const pointer = `/contacts/${role}/${field}`
  return (
    <Select
      pointer={pointer}
      label={t(field)}
      need={field === 'invoice_delivery'}
      className="input-short"
      value={values[field] ?? ''}
      onChange={event => onChange({ [field]: event.target.value || undefined } as Form)}
      fault={faultAt(trouble, pointer)}
    >
      <option value="">{t('choose')}</option>
      {choices.map(([value, name]) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </Select>
  )
}
