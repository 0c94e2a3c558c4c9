import { unwrap } from '@madoguchi/api'
import { AskForm } from '@madoguchi/frame'
import { formatDayTime, type Sentence, useLanguage, useText } from '@madoguchi/i18n'
import { names } from '@madoguchi/names'
import {
  Facts,
  faultAt,
  Notice,
  RadioGroup,
  Select,
  TextArea,
  useIdempotencyKey,
  useSubmit,
} from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api, type Schemas } from '../api.ts'
import { Sheet } from '../frame/sheet.tsx'
import type { Contract } from './queries.ts'
import { texts } from './revoke_texts.ts'

type Certificate = Contract['certificates'][number]
const reasons = [
  'key_compromise',
  'affiliation_changed',
  'superseded',
  'cessation_of_operation',
  'privilege_withdrawn',
] as const satisfies Schemas['RevocationReason'][]
type Reason = (typeof reasons)[number]
type Cause = Schemas['StaffRevocation']['legal_cause']

/** Revocation by the authority: its cause in law, its clock, its object; another officer agrees (R102, R105, R129). */
export function RevokeByUs({ certificate }: { certificate: Certificate }) {
  const t = useText(texts)
  const title = t('title', { name: certificate.common_name })
  return (
    <Sheet open={t('open')} title={title} quiet label={`${title} ${certificate.serial}`}>
      {close => <RevokeForm certificate={certificate} close={close} />}
    </Sheet>
  )
}

/** The problem reports that wait for a decision and may be about this contract (R63): one of them may be the reason. */
function useReports() {
  const { id } = useParams({ from: '/contracts/$id' })
  const query = { kind: 'problem_report', open: 'true' } as const
  const found = useQuery({
    queryKey: ['enquiries', query],
    queryFn: () => unwrap(api.GET('/api/v1/enquiries', { params: { query } })),
  })
  return (found.data?.enquiries ?? []).filter(each => !each.decision && (each.contract?.id ?? id) === id)
}

function RevokeForm({ certificate, close }: { certificate: Certificate; close: () => void }) {
  const t = useText(texts)
  const name = useText(names)
  const { language } = useLanguage()
  const navigate = useNavigate()
  const key = useIdempotencyKey()
  const [reason, setReason] = useState<Reason>()
  const [cause, setCause] = useState<Cause>()
  const [text, setText] = useState('')
  const [report, setReport] = useState('')
  const reports = useReports()
  const attempt = useSubmit(async () => {
    const missing = (pointer: string, messages: Sentence) => ({ pointer, code: 'missing', messages })
    if (!reason || !cause) {
      attempt.setTrouble({
        faults: [
          ...(cause ? [] : [missing('/legal_cause', t.both('causeMissing'))]),
          ...(reason ? [] : [missing('/reason', t.both('reasonMissing'))]),
        ],
      })
      return
    }
    const named = report ? { problem_report: report } : {}
    const body = { reason, legal_cause: cause, reason_text: text, ...named }
    const params = { path: { id: certificate.id }, header: { 'Idempotency-Key': key(body) } }
    const { id } = await unwrap(api.POST('/api/v1/certificates/{id}/revocations', { params, body }))
    await navigate({ to: '/applications/$id', params: { id } })
  })
  const { trouble } = attempt
  return (
    <AskForm
      attempt={attempt}
      button={t('propose', { name: certificate.common_name, serial: certificate.serial })}
      look="danger"
      onGiveUp={close}
    >
      <Facts
        facts={[
          { name: t('serial'), value: <span className="mono break-all">{certificate.serial}</span> },
          { name: t('notAfter'), value: formatDayTime(certificate.not_after, language) },
        ]}
      />
      <Notice kind="warning">{t('lead')}</Notice>
      <RadioGroup
        pointer="/legal_cause"
        label={t('cause')}
        choices={[
          { value: 'within_24_hours', name: t('cause24'), more: t('cause24More') },
          { value: 'within_5_days', name: t('cause5'), more: t('cause5More') },
        ]}
        value={cause}
        onChange={value => setCause(value as Cause)}
        fault={faultAt(trouble, '/legal_cause')}
      />
      <Select
        pointer="/reason"
        label={t('reason')}
        value={reason ?? ''}
        onChange={event => setReason(reasons.find(each => each === event.target.value))}
        fault={faultAt(trouble, '/reason')}
      >
        <option value="">{t('choose')}</option>
        {reasons.map(each => (
          <option key={each} value={each}>
            {name(each)}
          </option>
        ))}
      </Select>
      {reason === 'key_compromise' ? <p className="text-danger">{t('compromise')}</p> : null}
      <TextArea
        pointer="/reason_text"
        label={t('finding')}
        hint={t('findingHint')}
        need
        rows={3}
        maxLength={2000}
        value={text}
        onChange={event => setText(event.target.value)}
        fault={faultAt(trouble, '/reason_text')}
      />
      {reports.length === 0 ? null : (
        <Select
          pointer="/problem_report"
          label={t('report')}
          hint={t('reportHint')}
          value={report}
          onChange={event => setReport(event.target.value)}
          fault={faultAt(trouble, '/problem_report')}
        >
          <option value="">{t('noReport')}</option>
          {reports.map(each => (
            <option key={each.id} value={each.id}>
              {each.number}
            </option>
          ))}
        </Select>
      )}
    </AskForm>
  )
}
