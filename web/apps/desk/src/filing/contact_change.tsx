import { unwrap } from '@madoguchi/api'
import { useText } from '@madoguchi/i18n'
import { names } from '@madoguchi/names'
import { CheckGroup, faultAt, useIdempotencyKey } from '@madoguchi/ui'
import { useState } from 'react'
import { api } from '../api.ts'
import type { Contract } from '../contract/queries.ts'
import { ContactFields, contactRoles, type Form, type Role } from './contact_fields.tsx'
import { FilingForm, type FormProps, useFiling } from './form.tsx'
import { texts } from './texts.ts'

/** What stands on file, as the form shows it. */
function onFile(contract: Contract, role: Role): Form {
  const contact = contract.contacts.find(each => each.role === role && !each.valid_until)
  if (!contact) return {}
  const { organization, department, person_name, person_kana, phone, mail, country, postal_code, address } =
    contact
  const { language, invoice_delivery, renewal_notice } = contact
  const lines = {
    organization,
    department,
    person_name,
    person_kana,
    phone,
    mail,
    country,
    postal_code,
    address,
  }
  const choices = { language, invoice_delivery, renewal_notice }
  const given = Object.entries({ ...lines, ...choices }).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given) as Form
}

/** 担当者変更申請 for one contact or several at once; only what is another is sent (R35). */
export function ContactChange({ contract, button }: FormProps) {
  const t = useText(texts)
  const name = useText(names)
  const key = useIdempotencyKey()
  const [roles, setRoles] = useState<Role[]>([])
  const [typed, setTyped] = useState<Partial<Record<Role, Form>>>({})
  const attempt = useFiling(contract, async () => {
    if (roles.length === 0) {
      attempt.setTrouble({
        faults: [{ pointer: '/contacts', code: 'missing', messages: t.both('rolesMissing') }],
      })
      return undefined
    }
    const changed = roles.map(role => {
      const before = onFile(contract, role)
      const other = Object.entries(typed[role] ?? {}).filter(
        ([field, value]) => value !== (before[field as keyof Form] ?? ''),
      )
      return [role, Object.fromEntries(other)]
    })
    const body = { contacts: Object.fromEntries(changed) }
    const params = { path: { id: contract.id }, header: { 'Idempotency-Key': key(body) } }
    const headers = { 'If-Match': contract.etag }
    return unwrap(api.POST('/api/v1/contracts/{id}/contact-changes', { params, headers, body }))
  })
  const { trouble } = attempt
  return (
    <FilingForm attempt={attempt} button={button}>
      <CheckGroup
        pointer="/contacts"
        label={t('roles')}
        need
        choices={contactRoles.map(role => ({ value: role, name: name(role) }))}
        values={roles}
        onChange={values => setRoles(contactRoles.filter(role => values.includes(role)))}
        fault={faultAt(trouble, '/contacts')}
      />
      {roles.map(role => (
        <div key={role} className="mt-8">
          <h2>{name(role)}</h2>
          <ContactFields
            role={role}
            ownOrganization={role === 'registrant'}
            values={{ ...onFile(contract, role), ...typed[role] }}
            onChange={change => setTyped(now => ({ ...now, [role]: { ...now[role], ...change } }))}
            trouble={trouble}
          />
        </div>
      ))}
    </FilingForm>
  )
}
