import { useText } from '@madoguchi/i18n'
import { names } from '@madoguchi/names'
import { CheckBox, faultAt, Select } from '@madoguchi/ui'
import { ContactFields, contactRoles, type Form, type Role } from '../filing/contact_fields.tsx'
import { contactTexts } from '../filing/contact_texts.ts'
import { Part } from '../frame/screen.tsx'
import type { PartProps } from './sections.tsx'
import { texts } from './texts.ts'

/** All four (R27); who is the same person as the registrant is typed once. */
export function Contacts(props: PartProps) {
  const t = useText(texts)
  const name = useText(names)
  return (
    <Part id="contacts" title={t('contacts')}>
      {contactRoles.map(role => (
        <div key={role} className="mt-6">
          <h3>{name(role)}</h3>
          <One {...props} role={role} />
        </div>
      ))}
    </Part>
  )
}

function One({ typed, set, trouble, role }: PartProps & { role: Role }) {
  const t = useText(texts)
  const name = useText(names)
  const values = typed.contacts[role] ?? {}
  const onChange = (change: Form) =>
    set({ contacts: { ...typed.contacts, [role]: { ...values, ...change } } })
  if (role === 'registrant')
    return <ContactFields role={role} ownOrganization {...{ values, onChange, trouble }} />
  const isSame = typed.same.includes(role)
  return (
    <>
      <CheckBox
        pointer={`/contacts/${role}`}
        label={t('same', { role: name(role) })}
        checked={isSame}
        onChange={on => set({ same: on ? [...typed.same, role] : typed.same.filter(each => each !== role) })}
        fault={faultAt(trouble, `/contacts/${role}`)}
      />
      {isSame ? null : <ContactFields {...{ role, values, onChange, trouble }} />}
      {isSame && role === 'billing' ? <Invoices {...{ values, onChange, trouble }} /> : null}
    </>
  )
}

/** The billing contact alone has them (R29), whoever it is. */
function Invoices({
  values,
  onChange,
  trouble,
}: Pick<PartProps, 'trouble'> & { values: Form; onChange: (change: Form) => void }) {
  const t = useText(contactTexts)
  const pointer = '/contacts/billing/invoice_delivery'
  return (
    <Select
      pointer={pointer}
      label={t('invoice_delivery')}
      need
      className="input-short"
      value={values.invoice_delivery ?? ''}
      onChange={event => onChange({ invoice_delivery: event.target.value as 'electronic' })}
      fault={faultAt(trouble, pointer)}
    >
      <option value="">{t('choose')}</option>
      <option value="electronic">{t('electronic')}</option>
      <option value="paper">{t('paper')}</option>
    </Select>
  )
}
