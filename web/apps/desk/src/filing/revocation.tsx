import { unwrap } from '@madoguchi/api'
import { useText } from '@madoguchi/i18n'
import { names } from '@madoguchi/names'
import {
  CheckBox,
  faultAt,
  RadioGroup,
  Select,
  TextField,
  type Trouble,
  useIdempotencyKey,
} from '@madoguchi/ui'
import { useState } from 'react'
import { api, type Schemas } from '../api.ts'
import { CertificateField, FilingForm, type FormProps, ReasonText, useFiling } from './form.tsx'
import { texts } from './texts.ts'

type Form = Schemas['RevocationForm']
const blank: Form = { reason_text: '', understood: false, typed_dns_name: '' }
const reasons = ['unspecified', 'affiliation_changed', 'superseded', 'cessation_of_operation'] as const

/** 失効(解約)申請: the call to the registrant comes before anything is revoked (R80, R84). */
export function Revocation({ contract, button }: FormProps) {
  const t = useText(texts)
  const name = useText(names)
  const key = useIdempotencyKey()
  const [form, setForm] = useState(blank)
  const attempt = useFiling(contract, () => {
    const { certificate, ...whole } = form
    const body = form.scope === 'certificate' && certificate ? { ...whole, certificate } : whole
    const params = { path: { id: contract.id }, header: { 'Idempotency-Key': key(body) } }
    return unwrap(api.POST('/api/v1/contracts/{id}/revocations', { params, body }))
  })
  const { trouble } = attempt
  const set = (change: Partial<Form>) => setForm(now => ({ ...now, ...change }))
  return (
    <FilingForm attempt={attempt} button={button}>
      <RadioGroup
        pointer="/scope"
        label={t('scope')}
        need
        choices={[
          { value: 'certificate', name: t('scopeOne') },
          { value: 'contract', name: t('scopeAll') },
        ]}
        value={form.scope}
        onChange={value => set({ scope: value as 'certificate' })}
        fault={faultAt(trouble, '/scope')}
      />
      {form.scope === 'certificate' ? (
        <CertificateField
          contract={contract}
          action="revocation"
          pointer="/certificate"
          value={form.certificate}
          onChange={certificate => set({ certificate })}
          trouble={trouble}
        />
      ) : null}
      <Select
        pointer="/reason"
        label={t('reason')}
        need
        value={form.reason ?? ''}
        onChange={event => {
          const reason = reasons.find(each => each === event.target.value)
          if (reason) set({ reason })
        }}
        fault={faultAt(trouble, '/reason')}
      >
        <option value="">{t('choose')}</option>
        {reasons.map(each => (
          <option key={each} value={each}>
            {name(each)}
          </option>
        ))}
      </Select>
      <ReasonText
        need
        value={form.reason_text}
        onChange={reason_text => set({ reason_text })}
        trouble={trouble}
      />
      <Understood
        understood={form.understood}
        onChange={understood => set({ understood })}
        trouble={trouble}
      />
      <TextField
        pointer="/typed_dns_name"
        label={t('typed')}
        hint={t('typedHint')}
        need
        autoComplete="off"
        spellCheck={false}
        value={form.typed_dns_name}
        onChange={event => set({ typed_dns_name: event.target.value })}
        fault={faultAt(trouble, '/typed_dns_name')}
      />
    </FilingForm>
  )
}

/** 緊急失効 by telephone: a claim, decided by two officers within 24 hours (R62, R63). */
export function Emergency({ contract, button }: FormProps) {
  const key = useIdempotencyKey()
  const [form, setForm] = useState({ certificate: '', reason_text: '', understood: false })
  const attempt = useFiling(contract, () => {
    const params = { path: { id: contract.id }, header: { 'Idempotency-Key': key(form) } }
    return unwrap(api.POST('/api/v1/contracts/{id}/emergency-revocations', { params, body: form }))
  })
  const set = (change: Partial<typeof form>) => setForm(now => ({ ...now, ...change }))
  const { trouble } = attempt
  return (
    <FilingForm attempt={attempt} button={button}>
      <CertificateField
        contract={contract}
        action="revocation"
        pointer="/certificate"
        value={form.certificate}
        onChange={certificate => set({ certificate })}
        trouble={trouble}
      />
      <ReasonText
        need
        value={form.reason_text}
        onChange={reason_text => set({ reason_text })}
        trouble={trouble}
      />
      <Understood
        understood={form.understood}
        onChange={understood => set({ understood })}
        trouble={trouble}
      />
    </FilingForm>
  )
}

function Understood({
  understood,
  onChange,
  trouble,
}: {
  understood: boolean
  onChange: (understood: boolean) => void
  trouble: Trouble | undefined
}) {
  const t = useText(texts)
  return (
    <CheckBox
      pointer="/understood"
      label={t('understood')}
      checked={understood}
      onChange={onChange}
      fault={faultAt(trouble, '/understood')}
    />
  )
}
