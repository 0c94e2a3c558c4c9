import { unwrap } from '@madoguchi/api'
import { holdsPrivateKey } from '@madoguchi/api/private_key.ts'
import { useText } from '@madoguchi/i18n'
import { CheckBox, FaultSummary, faultAt, Notice, TextArea, type Trouble } from '@madoguchi/ui'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Schemas } from '../api.ts'
import { texts } from './parts_texts.ts'

export const agreementQuery = queryOptions({
  queryKey: ['agreement'],
  queryFn: () => unwrap(api.GET('/api/v1/agreement')),
})

interface CsrProps {
  csr: string
  onChange: (csr: string) => void
  trouble: Trouble | undefined
}

/** A request as the customer sent it. */
export function CsrField({ csr, onChange, trouble }: CsrProps) {
  const t = useText(texts)
  const [refused, setRefused] = useState(false)
  return (
    <>
      {refused ? (
        <div role="alert">
          <Notice kind="danger">{t('privateKey')}</Notice>
        </div>
      ) : null}
      <TextArea
        pointer="/csr"
        label={t('csr')}
        hint={t('csrHint')}
        need
        className="input-mono"
        rows={8}
        spellCheck={false}
        autoComplete="off"
        value={csr}
        onChange={event => {
          const isKey = holdsPrivateKey(event.target.value)
          setRefused(isKey)
          onChange(isKey ? '' : event.target.value)
        }}
        fault={faultAt(trouble, '/csr')}
      />
    </>
  )
}

interface AgreementProps {
  accepted: boolean
  onAccepted: (accepted: boolean) => void
  trouble: Trouble | undefined
}

/** The agreement in force, and that the customer accepted exactly this one (R120). */
export function AgreementField({ accepted, onAccepted, trouble }: AgreementProps) {
  const t = useText(texts)
  const agreement = useQuery(agreementQuery).data
  if (!agreement) return null
  return (
    <>
      <CheckBox
        pointer="/agreement"
        label={t('agreement', { version: agreement.version })}
        checked={accepted}
        onChange={onAccepted}
        fault={faultAt(trouble, '/agreement')}
      />
      <details>
        <summary>{t('agreementText')}</summary>
        <p className="whitespace-pre-wrap">{agreement.text}</p>
      </details>
    </>
  )
}

/** What a filing says of the agreement: which one was shown. */
export function useShownAgreement(): (accepted: boolean) => Schemas['Opening']['agreement'] | undefined {
  const agreement = useQuery(agreementQuery).data
  return accepted =>
    accepted && agreement ? { version: agreement.version, text_sha256: agreement.text_sha256 } : undefined
}

const CHANGED = 'record.changed'

/** In the place of what was wrong, where a form shows that itself: the calm answer of Wrong. */
export const calmly = (trouble: Trouble | undefined) =>
  trouble?.code === CHANGED ? { said: <Wrong trouble={trouble} /> } : {}

/** What was wrong; a record that is another by now has its calm answer. */
export function Wrong({ trouble }: { trouble: Trouble | undefined }) {
  const t = useText(texts)
  if (trouble?.code !== CHANGED) return <FaultSummary trouble={trouble} />
  return (
    <div role="alert">
      <Notice kind="warning" title={t('changed')}>
        <p>{t('changedMore')}</p>
      </Notice>
    </div>
  )
}
