import { type FieldFault, Refused } from '@madoguchi/api'
import type { Sentence } from '@madoguchi/i18n'
import type { Schemas } from '../api.ts'
import { type Form as ContactForm, contactRoles, type Role } from '../filing/contact_fields.tsx'
import type { Customer } from '../filing/customer_field.tsx'

export type Text =
  | 'name'
  | 'name_kana'
  | 'corporate_number'
  | 'starts_on'
  | 'organization'
  | 'locality'
  | 'state_or_province'
  | 'country'
  | 'business_category'
  | 'jurisdiction_country'
  | 'registration_number'
  | 'dns_names'
  | 'phone'
  | 'found_in'

/** What is typed into the form, before it is what the API wants. */
export interface Typed {
  whose: 'on_file' | 'new' | undefined
  customer: Customer | undefined
  secondApproval: boolean
  product: string | undefined
  text: Partial<Record<Text, string>>
  contacts: Partial<Record<Role, ContactForm>>
  same: Role[]
  withNumber: boolean
  subject: string
  source: string
  csr: string
  accepted: boolean
}
export const blank: Typed = {
  whose: undefined,
  customer: undefined,
  secondApproval: false,
  product: undefined,
  text: {},
  contacts: {},
  same: [],
  withNumber: false,
  subject: '',
  source: '',
  csr: '',
  accepted: false,
}

export const linesOf = (text: string | undefined) =>
  (text ?? '')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')

/** Only what was typed: an empty field is absent. */
function some<Field extends string>(entries: [Field, string | undefined][]): Partial<Record<Field, string>> {
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== '')) as Partial<
    Record<Field, string>
  >
}

/** The billing contact alone has an invoice; what is the same is sent as the registrant's. */
function contactOf(typed: Typed, role: Role): ContactForm {
  const own = typed.contacts[role] ?? {}
  if (!typed.same.includes(role)) return own
  return { ...typed.contacts.registrant, ...(role === 'billing' ? own : {}) }
}

export function bodyOf(
  typed: Typed,
  isEv: boolean,
  agreement: Schemas['Opening']['agreement'],
): Schemas['Opening'] {
  const { text } = typed
  const contacts = Object.fromEntries(contactRoles.map(role => [role, contactOf(typed, role)]))
  return {
    ...(typed.whose === 'on_file' && typed.customer ? { customer: typed.customer.id } : {}),
    ...(typed.whose === 'new'
      ? {
          new_customer: {
            name: text.name ?? '',
            name_kana: text.name_kana ?? '',
            ...some([['corporate_number', text.corporate_number?.trim()]]),
            second_approval: typed.secondApproval,
          },
        }
      : {}),
    product: typed.product ?? '',
    ...some([['starts_on', text.starts_on]]),
    subject: {
      organization: text.organization ?? '',
      ...some([
        ['country', text.country],
        ['locality', text.locality],
        ['state_or_province', text.state_or_province],
      ]),
      ...(isEv
        ? some([
            ['business_category', text.business_category],
            ['jurisdiction_country', text.jurisdiction_country],
            ['registration_number', text.registration_number],
          ])
        : {}),
    },
    dns_names: linesOf(text.dns_names),
    contacts: contacts as Schemas['Opening']['contacts'],
    ...(typed.withNumber
      ? {
          numbers: [
            {
              subject: typed.subject as 'registrant',
              phone: text.phone ?? '',
              source: typed.source,
              found_in: text.found_in ?? '',
            },
          ],
        }
      : {}),
    csr: typed.csr,
    agreement,
  }
}

interface Say {
  line: (line: number, value: string, why: Sentence) => Sentence
  /** Many fields miss the same: the summary names each. */
  field: (pointer: string, why: Sentence) => Sentence
}

/** A fault goes where the form has its field: names are lines of one, a person who is the same has none of its own. */
export function atItsField(error: unknown, typed: Typed, say: Say): unknown {
  if (!(error instanceof Refused)) return error
  const faults = error.problem.errors ?? []
  const names = linesOf(typed.text.dns_names)
  const told = (fault: FieldFault) => {
    const [, role, field] = /^\/contacts\/(\w+)\/(\w+)$/.exec(fault.pointer) ?? []
    if (!typed.same.includes(role as Role)) return false
    const first = `/contacts/registrant/${field}`
    return faults.some(each => each.pointer === first && each.code === fault.code)
  }
  const moved = (fault: FieldFault): FieldFault => {
    const name = /^\/dns_names\/(\d+)$/.exec(fault.pointer)?.[1]
    if (name !== undefined) {
      const at = Number(name)
      return { ...fault, pointer: '/dns_names', messages: say.line(at + 1, names[at] ?? '', fault.messages) }
    }
    const role = /^\/contacts\/(\w+)\//.exec(fault.pointer)?.[1] as Role | undefined
    const own = fault.pointer.endsWith('/invoice_delivery')
    const messages = say.field(fault.pointer, fault.messages)
    if (role && typed.same.includes(role) && !own) return { ...fault, messages, pointer: `/contacts/${role}` }
    return { ...fault, messages }
  }
  return new Refused({ ...error.problem, errors: faults.filter(fault => !told(fault)).map(moved) })
}
