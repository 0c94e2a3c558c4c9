import { useLanguage, useText } from '@madoguchi/i18n'
import { Button, faultAt, RadioGroup, Select, TextArea, TextField, type Trouble } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { texts } from './open_texts.ts'
import { productsQuery } from './queries.ts'
import { type Kind, readValues, type Value } from './values.ts'

const FILE_BYTES_MAX = 100_000_000

interface File {
  name: string
  text: string
}

/** What says who is meant, as it is typed. */
export interface Whom {
  way: Kind | 'period' | undefined
  text: string
  file: File | undefined
  from: string
  until: string
  product: string
}
export const nobody: Whom = { way: undefined, text: '', file: undefined, from: '', until: '', product: '' }

export const valuesOf = ({ way, text, file }: Whom): Value[] =>
  way === undefined || way === 'period' ? [] : readValues(file ? file.text : text, way)

interface WhomProps {
  whom: Whom
  onChange: (change: Partial<Whom>) => void
  trouble: Trouble | undefined
  /** A period is said once, when the incident is opened. */
  withPeriod: boolean
}

/** By serial numbers, keys, names, organizations or a period of issue: one of them at a time. */
export function WhomFields({ whom, onChange, trouble, withPeriod }: WhomProps) {
  const t = useText(texts)
  const ways = [
    { value: 'serial', name: t('serial'), more: t('serialMore') },
    { value: 'spki_sha256', name: t('spki_sha256'), more: t('spkiMore') },
    { value: 'dns_name', name: t('dns_name'), more: t('dnsMore') },
    { value: 'organization', name: t('organization'), more: t('organizationMore') },
  ]
  if (withPeriod) ways.push({ value: 'period', name: t('period'), more: t('periodMore') })
  const { way } = whom
  return (
    <>
      <RadioGroup
        pointer="/way"
        label={t('way')}
        hint={t('wayHint')}
        need
        choices={ways}
        value={way}
        onChange={value => onChange({ way: value as Kind | 'period' })}
        fault={faultAt(trouble, '/way')}
      />
      {way === 'period' ? <Period whom={whom} onChange={onChange} trouble={trouble} /> : null}
      {way !== undefined && way !== 'period' ? (
        <Values whom={whom} onChange={onChange} trouble={trouble} />
      ) : null}
    </>
  )
}

type Fields = Omit<WhomProps, 'withPeriod'>

function Values({ whom, onChange, trouble }: Fields) {
  const t = useText(texts)
  const { language } = useLanguage()
  const chooser = useRef<HTMLInputElement>(null)
  const [tooLarge, setTooLarge] = useState(false)
  const count = valuesOf(whom).length.toLocaleString(language)
  async function take(file: Blob & { name: string }) {
    const fits = file.size <= FILE_BYTES_MAX
    setTooLarge(!fits)
    if (fits) onChange({ file: { name: file.name, text: await file.text() } })
  }
  return (
    <>
      {whom.file ? (
        <p role="status">{t('fileRead', { name: whom.file.name, count })}</p>
      ) : (
        <TextArea
          pointer="/values"
          label={t('values')}
          hint={t('valuesHint')}
          need
          className="input-mono"
          rows={6}
          spellCheck={false}
          value={whom.text}
          onChange={event => onChange({ text: event.target.value })}
          fault={faultAt(trouble, '/values')}
        />
      )}
      {tooLarge ? <p className="field-fault">{t('fileTooLarge')}</p> : null}
      <div className="flex flex-wrap items-baseline gap-4">
        <input
          ref={chooser}
          type="file"
          className="sr-only"
          tabIndex={-1}
          aria-label={t('file')}
          onChange={event => {
            const file = event.target.files?.[0]
            if (file) take(file)
            event.target.value = ''
          }}
        />
        {whom.file ? (
          <Button small look="plain" onClick={() => onChange({ file: undefined })}>
            {t('fileForget')}
          </Button>
        ) : (
          <>
            <Button small onClick={() => chooser.current?.click()}>
              {t('file')}
            </Button>
            <span className="text-text-quiet">{t('counted', { count })}</span>
          </>
        )}
      </div>
    </>
  )
}

function Period({ whom, onChange, trouble }: Fields) {
  const t = useText(texts)
  const products = useQuery(productsQuery).data?.products ?? []
  return (
    <>
      <TextField
        pointer="/query/issued_from"
        label={t('from')}
        hint={t('momentHint')}
        need
        type="datetime-local"
        className="input-short"
        value={whom.from}
        onChange={event => onChange({ from: event.target.value })}
        fault={faultAt(trouble, '/query/issued_from')}
      />
      <TextField
        pointer="/query/issued_until"
        label={t('until')}
        hint={t('momentHint')}
        need
        type="datetime-local"
        className="input-short"
        value={whom.until}
        onChange={event => onChange({ until: event.target.value })}
        fault={faultAt(trouble, '/query/issued_until')}
      />
      <Select
        pointer="/query/product"
        label={t('product')}
        value={whom.product}
        onChange={event => onChange({ product: event.target.value })}
        fault={faultAt(trouble, '/query/product')}
      >
        <option value="">{t('anyProduct')}</option>
        {products.map(product => (
          <option key={product.id} value={product.id}>
            {product.name}
          </option>
        ))}
      </Select>
    </>
  )
}
