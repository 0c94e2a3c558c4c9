import { unwrap } from '@madoguchi/api'
import { useText } from '@madoguchi/i18n'
import { faultAt, RadioGroup, useIdempotencyKey } from '@madoguchi/ui'
import { useState } from 'react'
import { api, type Schemas } from '../api.ts'
import { CertificateField, FilingForm, type FormProps, ReasonText, useFiling } from './form.tsx'
import { AgreementField, CsrField, useShownAgreement } from './parts.tsx'
import { texts } from './texts.ts'

const reasons = ['server_failure', 'key_lost', 'unusable_certificate', 'other', 'ca_error'] as const
const exposures = ['no', 'yes', 'unknown'] as const

/** 再発行申請 and 継続発行; the server names everything that is missing at once. */
export function Reissue({ contract, button, kind }: FormProps & { kind: 'reissue' | 'continuation' }) {
  const key = useIdempotencyKey()
  const shown = useShownAgreement()
  const [form, setForm] = useState<Schemas['ReissueForm']>({})
  const [accepted, setAccepted] = useState(false)
  const attempt = useFiling(contract, () => {
    const agreement = shown(accepted)
    const body = { ...form, ...(agreement ? { agreement } : {}) }
    const params = { path: { id: contract.id }, header: { 'Idempotency-Key': key(body) } }
    const sent = { params, headers: { 'If-Match': contract.etag }, body }
    return unwrap(
      kind === 'reissue'
        ? api.POST('/api/v1/contracts/{id}/reissues', sent)
        : api.POST('/api/v1/contracts/{id}/continuations', sent),
    )
  })
  const { trouble } = attempt
  const set = (change: Schemas['ReissueForm']) => setForm(now => ({ ...now, ...change }))
  return (
    <FilingForm attempt={attempt} button={button}>
      <CertificateField
        contract={contract}
        action={kind}
        pointer="/old_certificate"
        value={form.old_certificate}
        onChange={old_certificate => set({ old_certificate })}
        trouble={trouble}
      />
      {kind === 'reissue' ? <Circumstances form={form} onChange={set} trouble={trouble} /> : null}
      <ReasonText value={form.reason_text} onChange={reason_text => set({ reason_text })} trouble={trouble} />
      <CsrField csr={form.csr ?? ''} onChange={csr => set({ csr })} trouble={trouble} />
      <AgreementField accepted={accepted} onAccepted={setAccepted} trouble={trouble} />
    </FilingForm>
  )
}

/** Why, and what becomes of the present certificate: nothing is preselected (R58). */
function Circumstances({
  form,
  onChange,
  trouble,
}: {
  form: Schemas['ReissueForm']
  onChange: (change: Schemas['ReissueForm']) => void
  trouble: Parameters<typeof faultAt>[0]
}) {
  const t = useText(texts)
  return (
    <>
      <RadioGroup
        pointer="/reason"
        label={t('reason')}
        need
        choices={reasons.map(value => ({ value, name: t(value) }))}
        value={form.reason}
        onChange={value => onChange({ reason: value as (typeof reasons)[number] })}
        fault={faultAt(trouble, '/reason')}
      />
      {form.reason === 'key_lost' ? (
        <RadioGroup
          pointer="/key_exposure"
          label={t('exposure')}
          need
          row
          choices={exposures.map(value => ({ value, name: t(value) }))}
          value={form.key_exposure}
          onChange={value => onChange({ key_exposure: value as (typeof exposures)[number] })}
          fault={faultAt(trouble, '/key_exposure')}
        />
      ) : null}
      <RadioGroup
        pointer="/old_certificate_end"
        label={t('oldEnd')}
        need
        choices={[
          { value: 'deferred', name: t('deferred'), more: t('deferredMore') },
          { value: 'immediate', name: t('immediate'), more: t('immediateMore') },
        ]}
        value={form.old_certificate_end}
        onChange={value => onChange({ old_certificate_end: value as 'deferred' })}
        fault={faultAt(trouble, '/old_certificate_end')}
      />
    </>
  )
}
