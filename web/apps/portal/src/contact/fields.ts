import { type Language, useLanguage, useText } from '@madoguchi/i18n'
import type { Schemas } from '../api.ts'
import { fieldNames, valueNames } from './names.ts'

export type ContactField = keyof Schemas['ContactForm']
export type Contact = Schemas['Contact']

/** In the order of the form, as the server names them. */
export const contactFields = Object.keys(fieldNames) as ContactField[]

export const isContactField = (name: string): name is ContactField => name in fieldNames

/** ISO 3166-1; the server has the last word. */
const COUNTRIES =
  'JP AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'

function regionNames(language: Language): (code: string) => string {
  const regions = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' })
  return code => (/^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? code) : code)
}

/** Japan first, then the others in the reader's order. */
export function countries(language: Language): { code: string; name: string }[] {
  const nameOf = regionNames(language)
  const [home = 'JP', ...others] = COUNTRIES.split(' ')
  const named = others.map(code => ({ code, name: nameOf(code) }))
  named.sort((a, b) => a.name.localeCompare(b.name, language))
  return [{ code: home, name: nameOf(home) }, ...named]
}

/** A field's value as people read it: 要, 電子, アメリカ合衆国. */
export function useShownValue(): (field: ContactField, value: string | undefined) => string {
  const { language } = useLanguage()
  const name = useText(valueNames)
  return (field, value) => {
    if (value === undefined || value === '') return ''
    if (field === 'country') return regionNames(language)(value)
    const key = value as keyof typeof valueNames
    if (
      (field === 'language' || field === 'invoice_delivery' || field === 'renewal_notice') &&
      key in valueNames
    )
      return name(key)
    return value
  }
}

export const presentContact = (contacts: Contact[], role: Contact['role']): Contact | undefined =>
  contacts.find(contact => contact.role === role && !contact.valid_until)
