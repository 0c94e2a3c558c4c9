import { type Sentence, useText } from '@madoguchi/i18n'
import { names } from '@madoguchi/names'
import { contactRoles } from '../filing/contact_fields.tsx'
import { contactTexts } from '../filing/contact_texts.ts'
import { texts } from './texts.ts'

const labels = {
  '/new_customer/name': 'name',
  '/new_customer/name_kana': 'kana',
  '/new_customer/corporate_number': 'number',
  '/starts_on': 'startsOn',
  '/subject/organization': 'organization',
  '/subject/locality': 'locality',
  '/subject/state_or_province': 'state',
  '/subject/country': 'country',
  '/subject/business_category': 'category',
  '/subject/jurisdiction_country': 'jurisdiction',
  '/subject/registration_number': 'registration',
  '/numbers/0/phone': 'phone',
  '/numbers/0/source': 'source',
  '/numbers/0/found_in': 'foundIn',
} as const

/** What is wrong, with the field's name before it. */
export function useFieldFault(): (pointer: string, why: Sentence) => Sentence {
  const t = useText(texts)
  const role = useText(names)
  const contact = useText(contactTexts)
  return (pointer, why) => {
    const label = labels[pointer as keyof typeof labels]
    if (label) return t.both('fieldFault', { field: t.both(label), why })
    const [, of, name] = /^\/contacts\/(\w+)\/(\w+)$/.exec(pointer) ?? []
    const known = contactRoles.find(each => each === of)
    if (!known || !name || !(name in contactTexts)) return why
    const field = { role: role.both(known), field: contact.both(name as keyof typeof contactTexts) }
    return t.both('fieldFault', { field: t.both('contactField', field), why })
  }
}
