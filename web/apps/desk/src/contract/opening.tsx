import { unwrap } from '@madoguchi/api'
import { AskForm } from '@madoguchi/frame'
import { useText } from '@madoguchi/i18n'
import { useIdempotencyKey, useSubmit } from '@madoguchi/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../api.ts'
import { AgreementField, CsrField, calmly, useShownAgreement } from '../filing/parts.tsx'
import { Part } from '../frame/screen.tsx'
import { Sheet } from '../frame/sheet.tsx'
import { texts } from './party_texts.ts'
import { type Contract, mayDo } from './queries.ts'

/** A contract without its first certificate: another application for it, or none at all (R125). */
export function StillOpening({ contract }: { contract: Contract }) {
  const t = useText(texts)
  const issues = mayDo(contract, 'first_issue')
  const abandons = mayDo(contract, 'abandon')
  if (!(issues || abandons)) return null
  const abandoning = t('abandon', { number: contract.number })
  return (
    <Part id="opening" title={t('opening')}>
      <div className="btn-row">
        {issues ? (
          <Sheet open={t('again')} title={t('again')}>
            {close => <Again contract={contract} close={close} />}
          </Sheet>
        ) : null}
        {abandons ? (
          <Sheet open={abandoning} title={abandoning} quiet>
            {close => <Abandon contract={contract} label={abandoning} close={close} />}
          </Sheet>
        ) : null}
      </div>
    </Part>
  )
}

function Again({ contract, close }: { contract: Contract; close: () => void }) {
  const t = useText(texts)
  const client = useQueryClient()
  const navigate = useNavigate()
  const key = useIdempotencyKey()
  const shown = useShownAgreement()
  const [csr, setCsr] = useState('')
  const [accepted, setAccepted] = useState(false)
  const attempt = useSubmit(async () => {
    const agreement = shown(accepted)
    const body = { csr, ...(agreement ? { agreement } : {}) }
    const params = { path: { id: contract.id }, header: { 'Idempotency-Key': key(body) } }
    const { id } = await unwrap(api.POST('/api/v1/contracts/{id}/first-issues', { params, body }))
    await client.invalidateQueries({ queryKey: ['contract', contract.id] })
    await navigate({ to: '/applications/$id', params: { id } })
  })
  return (
    <AskForm attempt={attempt} button={t('again')} onGiveUp={close}>
      <p>{t('againLead')}</p>
      <CsrField csr={csr} onChange={setCsr} trouble={attempt.trouble} />
      <AgreementField accepted={accepted} onAccepted={setAccepted} trouble={attempt.trouble} />
    </AskForm>
  )
}

function Abandon({ contract, label, close }: { contract: Contract; label: string; close: () => void }) {
  const t = useText(texts)
  const client = useQueryClient()
  const attempt = useSubmit(async () => {
    const params = { path: { id: contract.id }, header: { 'If-Match': contract.etag } }
    try {
      await unwrap(api.POST('/api/v1/contracts/{id}/abandon', { params }))
      close()
    } finally {
      await client.invalidateQueries({ queryKey: ['contract', contract.id] })
    }
  })
  return (
    <AskForm attempt={attempt} button={label} look="danger" {...calmly(attempt.trouble)} onGiveUp={close}>
      <p>{t('abandonLead')}</p>
    </AskForm>
  )
}
