import { useText } from '@madoguchi/i18n'
import { CheckBox, faultAt, RadioGroup, Select, TextArea, TextField, type Trouble } from '@madoguchi/ui'
import type { Schemas } from '../api.ts'
import { CustomerField } from '../filing/customer_field.tsx'
import { Part } from '../frame/screen.tsx'
import { deskNames } from '../names.ts'
import type { Text, Typed } from './form.ts'
import { texts } from './texts.ts'

export interface PartProps {
  typed: Typed
  set: (change: Partial<Typed>) => void
  setText: (name: Text, value: string) => void
  trouble: Trouble | undefined
}

interface LineProps extends PartProps {
  name: Text
  pointer: string
  label: string
  hint?: string
  need?: boolean
  short?: boolean
  type?: 'text' | 'date'
}

function Line({ typed, setText, trouble, name, pointer, short, type = 'text', ...rest }: LineProps) {
  const { label, hint, need } = rest
  return (
    <TextField
      {...{ pointer, label, type, hint }}
      need={need ?? false}
      autoComplete="off"
      className={short ? 'input-short' : ''}
      value={typed.text[name] ?? ''}
      onChange={event => setText(name, event.target.value)}
      fault={faultAt(trouble, pointer)}
    />
  )
}

export function CustomerPart(props: PartProps & { begin: string }) {
  const t = useText(texts)
  const { typed, set, trouble, begin } = props
  return (
    <Part id="customer" title={t('customer')}>
      <RadioGroup
        pointer="/whose"
        label={t('which')}
        need
        row
        choices={[
          { value: 'on_file', name: t('onFile') },
          { value: 'new', name: t('fresh') },
        ]}
        value={typed.whose}
        onChange={value => set({ whose: value as Typed['whose'] })}
        fault={faultAt(trouble, '/whose')}
      />
      {typed.whose === 'on_file' ? (
        <CustomerField
          begin={begin}
          customer={typed.customer}
          onCustomer={customer => set({ customer })}
          fault={faultAt(trouble, '/customer')}
        />
      ) : null}
      {typed.whose === 'new' ? (
        <>
          <Line {...props} name="name" pointer="/new_customer/name" label={t('name')} need />
          <Line {...props} name="name_kana" pointer="/new_customer/name_kana" label={t('kana')} need />
          <Line
            {...props}
            name="corporate_number"
            pointer="/new_customer/corporate_number"
            label={t('number')}
            short
          />
          <CheckBox
            pointer="/new_customer/second_approval"
            label={t('secondApproval')}
            checked={typed.secondApproval}
            onChange={secondApproval => set({ secondApproval })}
          />
        </>
      ) : null}
    </Part>
  )
}

export function ProductPart(props: PartProps & { products: Schemas['Products']['products'] }) {
  const t = useText(texts)
  const { typed, set, trouble, products } = props
  return (
    <Part id="contract" title={t('contract')}>
      <RadioGroup
        pointer="/product"
        label={t('product')}
        need
        choices={products.map(product => ({
          value: product.id,
          name: product.name,
          more: t('productMore', { months: product.term_months }),
        }))}
        value={typed.product}
        onChange={product => set({ product })}
        fault={faultAt(trouble, '/product')}
      />
      <Line
        {...props}
        name="starts_on"
        pointer="/starts_on"
        label={t('startsOn')}
        hint={t('startsHint')}
        type="date"
        short
      />
    </Part>
  )
}

const categories = ['Private Organization', 'Government Entity', 'Business Entity', 'Non-Commercial Entity']

export function SubjectPart(props: PartProps & { isEv: boolean }) {
  const t = useText(texts)
  const { typed, setText, trouble, isEv } = props
  return (
    <Part id="subject" title={t('subject')}>
      <Line {...props} name="organization" pointer="/subject/organization" label={t('organization')} need />
      <Line {...props} name="locality" pointer="/subject/locality" label={t('locality')} />
      <Line {...props} name="state_or_province" pointer="/subject/state_or_province" label={t('state')} />
      <Line
        {...props}
        name="country"
        pointer="/subject/country"
        label={t('country')}
        hint={t('countryHint')}
        short
      />
      {isEv ? (
        <>
          <Select
            pointer="/subject/business_category"
            label={t('category')}
            need
            value={typed.text.business_category ?? ''}
            onChange={event => setText('business_category', event.target.value)}
            fault={faultAt(trouble, '/subject/business_category')}
          >
            <option value="">{t('choose')}</option>
            {categories.map(category => (
              <option key={category}>{category}</option>
            ))}
          </Select>
          <Line
            {...props}
            name="jurisdiction_country"
            pointer="/subject/jurisdiction_country"
            label={t('jurisdiction')}
            need
            short
          />
          <Line
            {...props}
            name="registration_number"
            pointer="/subject/registration_number"
            label={t('registration')}
            need
          />
        </>
      ) : null}
      <TextArea
        pointer="/dns_names"
        label={t('names')}
        hint={t('namesHint')}
        need
        rows={3}
        spellCheck={false}
        value={typed.text.dns_names ?? ''}
        onChange={event => setText('dns_names', event.target.value)}
        fault={faultAt(trouble, '/dns_names')}
      />
    </Part>
  )
}

const sources = [
  'government_registry',
  'independent_directory',
  'professional_letter',
  'site_visit',
  'through_main_number',
] as const
const subjects = ['registrant', 'applicant', 'organization'] as const

/** A number that may be called, found in an independent source (R119). */
export function NumberPart(props: PartProps) {
  const t = useText(texts)
  const desk = useText(deskNames)
  const { typed, set, trouble } = props
  return (
    <Part id="numbers" title={t('numbers')}>
      <p className="text-text-quiet">{t('numbersLead')}</p>
      <CheckBox
        pointer="/numbers"
        label={t('numberNow')}
        checked={typed.withNumber}
        onChange={withNumber => set({ withNumber })}
        fault={faultAt(trouble, '/numbers')}
      />
      {typed.withNumber ? (
        <>
          <Select
            pointer="/numbers/0/subject"
            label={t('whose')}
            need
            className="input-short"
            value={typed.subject}
            onChange={event => set({ subject: event.target.value })}
            fault={faultAt(trouble, '/numbers/0/subject')}
          >
            <option value="">{t('choose')}</option>
            {subjects.map(each => (
              <option key={each} value={each}>
                {desk(each)}
              </option>
            ))}
          </Select>
          <Line {...props} name="phone" pointer="/numbers/0/phone" label={t('phone')} need short />
          <Select
            pointer="/numbers/0/source"
            label={t('source')}
            need
            value={typed.source}
            onChange={event => set({ source: event.target.value })}
            fault={faultAt(trouble, '/numbers/0/source')}
          >
            <option value="">{t('choose')}</option>
            {sources.map(each => (
              <option key={each} value={each}>
                {desk(each)}
              </option>
            ))}
          </Select>
          <Line {...props} name="found_in" pointer="/numbers/0/found_in" label={t('foundIn')} need />
        </>
      ) : null}
    </Part>
  )
}
