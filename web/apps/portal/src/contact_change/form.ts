import type { Schemas } from '../api.ts'
import { type Contact, type ContactField, isContactField, presentContact } from '../contact/fields.ts'

export type Role = 'registrant' | 'technical' | 'billing'
export const roles: Role[] = ['registrant', 'technical', 'billing']

export type Edits = Partial<Record<Role, Partial<Record<ContactField, string>>>>

/** What the person typed: only what differs from what stands on file (R35). */
export interface ChangeDraft {
  roles: Role[]
  edits: Edits
  /** Other contracts for the same change (R43). */
  others: string[]
  /** How many pages were seen: a draft opens where it was left. */
  reached: number
  /** The application that is corrected, if one is. */
  application?: string | undefined
}

export const emptyDraft: ChangeDraft = { roles: [], edits: {}, others: [], reached: 0 }

const isRole = (value: unknown): value is Role => roles.some(role => role === value)

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** A draft as it was saved, perhaps by an older page: what is not understood is left out. */
export function readDraft(content: unknown): ChangeDraft {
  const saved = record(content)
  const edits: Edits = {}
  for (const [role, typed] of Object.entries(record(saved.edits))) {
    if (!isRole(role)) continue
    const fields: Partial<Record<ContactField, string>> = {}
    for (const [field, value] of Object.entries(record(typed))) {
      if (isContactField(field) && typeof value === 'string') fields[field] = value
    }
    edits[role] = fields
  }
  return {
    roles: roles.filter(role => list(saved.roles).includes(role)),
    edits,
    others: list(saved.others).filter(one => typeof one === 'string'),
    reached: typeof saved.reached === 'number' ? saved.reached : 0,
    ...(typeof saved.application === 'string' ? { application: saved.application } : {}),
  }
}

/** The wish of an application that was sent back, to go on from. */
export function draftOf(application: Schemas['Application']): ChangeDraft {
  const edits: Edits = {}
  for (const { role, field, after } of application.contact_change?.changes ?? []) {
    if (!isRole(role) || !isContactField(field)) continue
    edits[role] = { ...edits[role], [field]: after ?? '' }
  }
  return { ...emptyDraft, roles: roles.filter(role => edits[role]), edits, application: application.id }
}

export const onFile = (contact: Contact | undefined, field: ContactField): string => contact?.[field] ?? ''

/** What a field shows: as typed, else as it stands on file. */
export const shown = (draft: ChangeDraft, contact: Contact | undefined, role: Role, field: ContactField) =>
  draft.edits[role]?.[field] ?? onFile(contact, field)

/** The edits with one field typed; typed back to what stands on file, it is no edit. */
export function edited(
  edits: Edits,
  contact: Contact | undefined,
  role: Role,
  field: ContactField,
  value: string,
): Edits {
  const { [field]: _, ...rest } = edits[role] ?? {}
  return { ...edits, [role]: value === onFile(contact, field) ? rest : { ...rest, [field]: value } }
}

/** The chosen contacts' edits, or one contact's, as the server takes them. */
export function bodyOf(
  draft: ChangeDraft,
  contract: Schemas['Contract'],
  only?: Role,
): Schemas['ContactChangeForm'] {
  const contacts: Schemas['ContactChangeForm']['contacts'] = {}
  for (const role of draft.roles) {
    const contact = presentContact(contract.contacts, role)
    const typed = Object.entries(draft.edits[role] ?? {}).filter(
      ([field, value]) => value !== onFile(contact, field as ContactField),
    )
    if (typed.length > 0 && (only === undefined || only === role)) contacts[role] = Object.fromEntries(typed)
  }
  return { contacts }
}
