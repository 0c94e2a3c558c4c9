import { unwrap } from '@madoguchi/api'
import { AskForm } from '@madoguchi/frame'
import { useText } from '@madoguchi/i18n'
import { Dialog, faultAt, RadioGroup, useIdempotencyKey, useSubmit } from '@madoguchi/ui'
import { useState } from 'react'
import { api } from '../api.ts'
import { Agreement, useAgreement } from './agree.tsx'
import { Approval } from './approval.tsx'
import { type Changed, ChangedNotice } from './changed.tsx'
import { CustomerText, Rejected } from './customer_text.tsx'
import { Area, type FieldsProps } from './fields.tsx'
import { MailPreview } from './mail.tsx'
import { texts as phoneTexts } from './phone_texts.ts'
import type { Application } from './queries.ts'
import { texts } from './texts.ts'
import { Verification } from './verification.tsx'

const kinds = [
  'approve',
  'reject',
  'send-back',
  'pass-review',
  'verification',
  'return',
  'propose',
  'agree',
  'look-over',
] as const
export type SheetKind = (typeof kinds)[number]
/** The sheet of a step; starting a review needs none. */
export const sheetOf = (verb: string): SheetKind | undefined => kinds.find(kind => kind === verb)

interface SheetProps {
  kind: SheetKind
  application: Application
  changed: Changed | undefined
  /** The step with its object, as the last button says it. */
  object: string
  onDone: () => Promise<void>
  /** The record is another by now: read it again. */
  onStale: () => Promise<unknown>
  onClose: () => void
}

const STALE = 'record.changed'

type Typed = Record<string, string>

/** One step of a review: what will happen in words, what has to be said, one button that names its object. */
export function Sheet({ kind, application, changed, object, onDone, onStale, onClose }: SheetProps) {
  const t = useText(texts)
  const phone = useText(phoneTexts)
  const keyOf = useIdempotencyKey()
  const [typed, setTyped] = useState<Typed>({})
  const [seen, setSeen] = useState(false)
  const attempt = useSubmit(async () => {
    if (kind === 'pass-review' && !typed.legal_cause) {
      attempt.setTrouble({
        faults: [{ pointer: '/legal_cause', code: 'missing', messages: t.both('causeMissing') }],
      })
      return
    }
    if (kind === 'propose' && !typed.decision) {
      const messages = phone.both('chooseWhat', { what: phone.both('decision') })
      attempt.setTrouble({ faults: [{ pointer: '/decision', code: 'missing', messages }] })
      return
    }
    try {
      await send(kind, application, typed, seen, keyOf)
    } catch (error) {
      await onStale()
      throw error
    }
    await onDone()
  })
  const set = (name: string) => (value: string) => setTyped(now => ({ ...now, [name]: value }))
  const { trouble } = attempt
  const fields = { typed, set, trouble }
  const stale = trouble?.code === STALE && changed ? <ChangedNotice changed={changed} /> : undefined
  const agreement = useAgreement(application)
  const decides = kind === 'agree' && application.revocation ? agreement : undefined
  return (
    <Dialog title={object} onClose={onClose}>
      <AskForm
        attempt={attempt}
        button={decides?.button ?? object}
        look={kind === 'reject' || decides?.danger ? 'danger' : 'first'}
        said={stale}
        onGiveUp={onClose}
      >
        {kind === 'approve' ? (
          <Approval application={application} seen={seen} onSeen={setSeen} trouble={trouble} />
        ) : null}
        {kind === 'reject' ? <Rejection {...fields} application={application} /> : null}
        {kind === 'send-back' ? <SendBack {...fields} application={application} /> : null}
        {kind === 'pass-review' ? <PassReview {...fields} /> : null}
        {kind === 'verification' ? <Verification {...fields} application={application} /> : null}
        {kind === 'propose' ? <Proposal {...fields} application={application} /> : null}
        {kind === 'agree' ? <Agreement application={application} /> : null}
        {kind === 'return' || kind === 'agree' || kind === 'look-over' ? (
          <Area {...fields} name="note" label={t('note')} />
        ) : null}
        {kind === 'agree' ? <MailPreview application={application} step="agree" /> : null}
      </AskForm>
    </Dialog>
  )
}

type LegalCause = 'none' | 'within_5_days' | 'within_24_hours'

/** Of what was typed, what belongs to the decision: what was typed for the other one stays in the sheet. */
function proposalOnly(decision: string, typed: Typed) {
  const { customer_text, legal_cause, evidence } = typed
  if (decision === 'revoke') return evidence ? { evidence } : {}
  return {
    ...(customer_text ? { customer_text } : {}),
    ...(legal_cause ? { legal_cause: legal_cause as LegalCause } : {}),
  }
}

async function send(
  kind: SheetKind,
  application: Application,
  typed: Typed,
  seen: boolean,
  keyOf: (content: unknown) => string,
) {
  const params = { path: { id: application.id }, header: { 'If-Match': application.etag } }
  const said = (name: string) => typed[name] ?? ''
  const maybe = (name: string) => (said(name) ? { [name]: said(name) } : {})
  const customer_text = said('customer_text')
  switch (kind) {
    case 'approve': {
      const body = {
        content_digest: application.content_digest,
        ...(seen ? { conflicts_acknowledged: true } : {}),
      }
      return unwrap(api.POST('/api/v1/applications/{id}/approve', { params, body }))
    }
    case 'reject': {
      const body = { customer_text, decision_reason: said('decision_reason'), ...maybe('internal_note') }
      return unwrap(api.POST('/api/v1/applications/{id}/reject', { params, body }))
    }
    case 'send-back': {
      const body = { customer_text, ...maybe('internal_note') }
      return unwrap(api.POST('/api/v1/applications/{id}/send-back', { params, body }))
    }
    case 'pass-review': {
      const body = { legal_cause: said('legal_cause') as LegalCause, ...maybe('internal_note') }
      return unwrap(api.POST('/api/v1/applications/{id}/pass-review', { params, body }))
    }
    case 'verification': {
      const body = { number: said('number'), person: said('person'), ...maybe('note') }
      const header = { ...params.header, 'Idempotency-Key': keyOf(body) }
      return unwrap(
        api.POST('/api/v1/applications/{id}/verification', { params: { ...params, header }, body }),
      )
    }
    case 'propose': {
      const decision = said('decision') as 'revoke' | 'reject'
      const body = { decision, reason: said('reason'), ...proposalOnly(decision, typed) }
      return unwrap(api.POST('/api/v1/applications/{id}/propose', { params, body }))
    }
    case 'agree':
      return unwrap(api.POST('/api/v1/applications/{id}/agree', { params, body: maybe('note') }))
    case 'return':
      return unwrap(api.POST('/api/v1/applications/{id}/return', { params, body: maybe('note') }))
    case 'look-over':
      return unwrap(api.POST('/api/v1/applications/{id}/look-over', { params, body: maybe('note') }))
  }
}

function Rejection(fields: FieldsProps & { application: Application }) {
  const t = useText(texts)
  return (
    <>
      <Rejected application={fields.application} />
      <CustomerText {...fields} action="reject" />
      <Area {...fields} name="decision_reason" label={t('decisionReason')} />
      <Area {...fields} name="internal_note" label={t('internalNote')} />
    </>
  )
}

function SendBack(fields: FieldsProps & { application: Application }) {
  const t = useText(texts)
  return (
    <>
      <CustomerText {...fields} action="send_back" />
      <Area {...fields} name="internal_note" label={t('internalNote')} />
    </>
  )
}

function Cause({ typed, set, trouble, label }: FieldsProps & { label: string }) {
  const t = useText(texts)
  return (
    <RadioGroup
      pointer="/legal_cause"
      label={label}
      value={typed.legal_cause}
      onChange={set('legal_cause')}
      fault={faultAt(trouble, '/legal_cause')}
      choices={[
        { value: 'none', name: t('causeNone') },
        { value: 'within_5_days', name: t('cause5') },
        { value: 'within_24_hours', name: t('cause24') },
      ]}
    />
  )
}

function PassReview(fields: FieldsProps) {
  const t = useText(texts)
  return (
    <>
      <Cause {...fields} label={t('legalCause')} />
      <Area {...fields} name="internal_note" label={t('internalNote')} />
    </>
  )
}

/** To reject: what the customer is told, and the legal cause that there is none of (R121). To revoke: evidence (R63). */
function Proposal({ application, ...fields }: FieldsProps & { application: Application }) {
  const t = useText(texts)
  const phone = useText(phoneTexts)
  const { decision } = fields.typed
  const leaked = application.revocation?.reason === 'key_compromise'
  return (
    <>
      <RadioGroup
        pointer="/decision"
        label={phone('decision')}
        value={fields.typed.decision}
        onChange={fields.set('decision')}
        fault={faultAt(fields.trouble, '/decision')}
        choices={[
          { value: 'revoke', name: phone('decisionRevoke') },
          { value: 'reject', name: phone('decisionReject') },
        ]}
      />
      <Area {...fields} name="reason" label={phone('decisionReason')} />
      {decision === 'reject' ? (
        <>
          <Cause {...fields} label={t('legalCauseOfRejection')} />
          <Area {...fields} name="customer_text" label={phone('customerText')} />
          <MailPreview
            application={application}
            step="propose_reject"
            text={fields.typed.customer_text ?? ''}
          />
        </>
      ) : null}
      {decision === 'revoke' && leaked ? (
        <Area {...fields} name="evidence" label={phone('claimEvidence')} />
      ) : null}
    </>
  )
}
