import { unwrap } from '@madoguchi/api'
import { AskForm } from '@madoguchi/frame'
import { useText } from '@madoguchi/i18n'
import { names } from '@madoguchi/names'
import { faultAt, Notice, TextField, useSubmit } from '@madoguchi/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Schemas } from '../api.ts'
import { calmly } from '../filing/parts.tsx'
import { Sheet } from '../frame/sheet.tsx'
import { type Contract, contractQuery } from './queries.ts'
import { texts } from './texts.ts'

type Contact = Contract['contacts'][number]
/** What the desk mends on file; the order is the form's (R27). */
const fields = [
  ['organization', 'organization'],
  ['department', 'department'],
  ['person_name', 'person'],
  ['person_kana', 'kana'],
  ['phone', 'phone'],
  ['mail', 'mail'],
  ['postal_code', 'postalCode'],
  ['address', 'address'],
] as const
type Field = (typeof fields)[number][0]

/** A misspelt name, a number read wrongly: corrected without an application, and told (R38, R44). */
export function CorrectContact({ contract, contact }: { contract: Contract; contact: Contact }) {
  const t = useText(texts)
  const name = useText(names)
  const title = t('correctOf', { role: name(contact.role) })
  return (
    <Sheet open={t('correct')} title={title} quiet label={title}>
      {close => <CorrectForm contract={contract} contact={contact} close={close} />}
    </Sheet>
  )
}

function CorrectForm({
  contract,
  contact,
  close,
}: {
  contract: Contract
  contact: Contact
  close: () => void
}) {
  const t = useText(texts)
  const client = useQueryClient()
  // As it was when the sheet opened: what another officer changes meanwhile is refused, not overwritten, and then shown.
  const [seen, setSeen] = useState(contract)
  const [typed, setTyped] = useState<Partial<Record<Field, string>>>({})
  const at = (field: string) => `/contacts/${contact.role}/${field}`
  const attempt = useSubmit(async () => {
    const body: Schemas['ContactForm'] = {}
    for (const [field] of fields) {
      const value = typed[field]
      if (value !== undefined && value !== contact[field]) body[field] = value
    }
    const params = {
      path: { id: contract.id, role: contact.role },
      header: { 'If-Match': seen.etag },
    }
    try {
      await unwrap(api.PATCH('/api/v1/contracts/{id}/contacts/{role}', { params, body }))
    } catch (error) {
      setSeen(await client.fetchQuery({ ...contractQuery(contract.id), staleTime: 0 }))
      throw error
    }
    await client.invalidateQueries({ queryKey: ['contract', contract.id] })
    close()
  })
  return (
    <AskForm attempt={attempt} button={t('correctDo')} {...calmly(attempt.trouble)} onGiveUp={close}>
      <Notice>{t('correctLead')}</Notice>
      {fields.map(([field, key]) => (
        <TextField
          key={field}
          pointer={at(field)}
          label={t(key)}
          autoComplete="off"
          value={typed[field] ?? contact[field] ?? ''}
          onChange={event => setTyped(now => ({ ...now, [field]: event.target.value }))}
          fault={faultAt(attempt.trouble, at(field))}
        />
      ))}
    </AskForm>
  )
}
