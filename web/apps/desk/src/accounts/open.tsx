import { type FieldFault, unwrap } from '@madoguchi/api'
import { AskForm } from '@madoguchi/frame'
import { useText } from '@madoguchi/i18n'
import {
  CheckBox,
  faultAt,
  RadioGroup,
  Select,
  TextField,
  type Trouble,
  useIdempotencyKey,
  useSubmit,
} from '@madoguchi/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, type Schemas } from '../api.ts'
import { startOfDay } from '../events/search.ts'
import { type Customer, CustomerField } from '../filing/customer_field.tsx'
import { texts } from './open_texts.ts'

export type Account = Schemas['FoundAccount'] & { etag: string }
type Role = Account['memberships'][number]['role']

/** For whom an account acts, as what, and for how long if it is an agent's (R8, R124). */
interface Mandate {
  customer: Customer | undefined
  role: Role | undefined
  agent: boolean
  until: string
}
const nobody: Mandate = { customer: undefined, role: undefined, agent: false, until: '' }

/** The whole last day in Japan counts. */
const bodyOf = ({ customer, role, agent, until }: Mandate) => ({
  customer: customer?.id ?? '',
  role: role as Role,
  agent,
  ...(agent && until ? { mandate_until: startOfDay(until, 1) } : {}),
})

function useMissing() {
  const t = useText(texts)
  return ({ customer, role }: Mandate): FieldFault[] => {
    const faults: FieldFault[] = []
    if (!customer) faults.push({ pointer: '/customer', code: 'missing', messages: t.both('customerMissing') })
    if (!role) faults.push({ pointer: '/role', code: 'missing', messages: t.both('roleMissing') })
    return faults
  }
}

function MandateFields({
  mandate,
  onChange,
  trouble,
}: {
  mandate: Mandate
  onChange: (change: Partial<Mandate>) => void
  trouble: Trouble | undefined
}) {
  const t = useText(texts)
  return (
    <>
      <CustomerField
        customer={mandate.customer}
        onCustomer={customer => onChange({ customer })}
        fault={faultAt(trouble, '/customer')}
      />
      <RadioGroup
        pointer="/role"
        label={t('role')}
        need
        choices={[
          { value: 'viewer', name: t('viewer'), more: t('viewerMore') },
          { value: 'applicant', name: t('applicant'), more: t('applicantMore') },
          { value: 'approver', name: t('approver'), more: t('approverMore') },
        ]}
        value={mandate.role}
        onChange={role => onChange({ role: role as Role })}
        fault={faultAt(trouble, '/role')}
      />
      <CheckBox
        pointer="/agent"
        label={t('agent')}
        hint={t('agentHint')}
        checked={mandate.agent}
        onChange={agent => onChange({ agent })}
      />
      {mandate.agent ? (
        <TextField
          pointer="/mandate_until"
          label={t('until')}
          hint={t('untilHint')}
          need
          type="date"
          className="input-short"
          value={mandate.until}
          onChange={event => onChange({ until: event.target.value })}
          fault={faultAt(trouble, '/mandate_until')}
        />
      ) : null}
    </>
  )
}

/** A login for a customer's person; the link for the first password goes by mail (R9). */
export function OpenAccount({ close }: { close: () => void }) {
  const t = useText(texts)
  const navigate = useNavigate()
  const key = useIdempotencyKey()
  const missing = useMissing()
  const [typed, setTyped] = useState({
    login_id: '',
    name: '',
    otp_address: '',
    language: 'ja' as 'ja' | 'en',
  })
  const [mandate, setMandate] = useState(nobody)
  const attempt = useSubmit(async () => {
    const faults = missing(mandate)
    if (faults.length > 0) {
      attempt.setTrouble({ faults })
      return
    }
    const body = { ...typed, ...bodyOf(mandate) }
    await unwrap(api.POST('/api/v1/accounts', { params: { header: { 'Idempotency-Key': key(body) } }, body }))
    close()
    await navigate({ to: '/accounts', search: { login_id: typed.login_id.trim() } })
  })
  const { trouble } = attempt
  const field = (name: 'login_id' | 'name' | 'otp_address', label: string, hint?: string) => (
    <TextField
      pointer={`/${name}`}
      label={label}
      hint={hint}
      need
      autoComplete="off"
      value={typed[name]}
      onChange={event => setTyped(now => ({ ...now, [name]: event.target.value }))}
      fault={faultAt(trouble, `/${name}`)}
    />
  )
  return (
    <AskForm attempt={attempt} button={t('open')} onGiveUp={close}>
      <p>{t('openLead')}</p>
      {field('login_id', t('loginId'))}
      {field('name', t('name'))}
      {field('otp_address', t('address'), t('addressHint'))}
      <Select
        pointer="/language"
        label={t('language')}
        className="input-short"
        value={typed.language}
        onChange={event => setTyped(now => ({ ...now, language: event.target.value === 'en' ? 'en' : 'ja' }))}
        fault={faultAt(trouble, '/language')}
      >
        <option value="ja">{t('ja')}</option>
        <option value="en">{t('en')}</option>
      </Select>
      <MandateFields
        mandate={mandate}
        onChange={change => setMandate(now => ({ ...now, ...change }))}
        trouble={trouble}
      />
    </AskForm>
  )
}

/** One more customer for whom the account acts, or another role for one that it has; the account is told. */
export function Grant({ account, close }: { account: Account; close: () => void }) {
  const t = useText(texts)
  const client = useQueryClient()
  const missing = useMissing()
  const [mandate, setMandate] = useState(nobody)
  const attempt = useSubmit(async () => {
    const faults = missing(mandate)
    if (faults.length > 0) {
      attempt.setTrouble({ faults })
      return
    }
    const params = { path: { id: account.id }, header: { 'If-Match': account.etag } }
    try {
      await unwrap(api.POST('/api/v1/accounts/{id}/memberships', { params, body: bodyOf(mandate) }))
      close()
    } finally {
      await client.invalidateQueries({ queryKey: ['account'] })
    }
  })
  return (
    <AskForm attempt={attempt} button={t('grant')} onGiveUp={close}>
      <p>{t('grantLead')}</p>
      <MandateFields
        mandate={mandate}
        onChange={change => setMandate(now => ({ ...now, ...change }))}
        trouble={attempt.trouble}
      />
    </AskForm>
  )
}

/** A question without fields: it opens where Enter changes nothing. */
export function EndMembership({
  account,
  customer,
  label,
  close,
}: {
  account: Account
  customer: string
  label: string
  close: () => void
}) {
  const t = useText(texts)
  const client = useQueryClient()
  const attempt = useSubmit(async () => {
    const params = { path: { id: account.id, customer }, header: { 'If-Match': account.etag } }
    try {
      await unwrap(api.POST('/api/v1/accounts/{id}/memberships/{customer}/end', { params }))
      close()
    } finally {
      await client.invalidateQueries({ queryKey: ['account'] })
    }
  })
  return (
    <AskForm attempt={attempt} button={label} look="danger" onGiveUp={close}>
      <p>{t('endLead')}</p>
    </AskForm>
  )
}
