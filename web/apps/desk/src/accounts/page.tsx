import { unwrap, unwrapTagged } from '@madoguchi/api'
import { AskForm } from '@madoguchi/frame'
import { formatDay, formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import {
  Badge,
  Button,
  Facts,
  faultAt,
  LoadTrouble,
  Notice,
  Skeleton,
  TextArea,
  TextField,
  useIdempotencyKey,
  useSubmit,
} from '@madoguchi/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createLazyRoute, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { api } from '../api.ts'
import { Part, Title } from '../frame/screen.tsx'
import { useRole } from '../frame/session.ts'
import { Sheet, StepSheet } from '../frame/sheet.tsx'
import { type Account, EndMembership, Grant, OpenAccount } from './open.tsx'
import { texts as openTexts } from './open_texts.ts'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/accounts')({ component: Accounts })

const roles = { viewer: 'viewer', applicant: 'applicant', approver: 'approver' } as const

/** A customer's login, found by its ID, and what the desk does for its person (R8, R9, R124). */
function Accounts() {
  const t = useText(texts)
  const { login_id: shown } = Route.useSearch()
  const navigate = useNavigate()
  const [typed, setTyped] = useState(shown ?? '')
  const of = useText(openTexts)
  const opens = useRole('reception', 'administrator')
  return (
    <>
      <Title>{t('title')}</Title>
      <p>{t('lead')}</p>
      <form
        noValidate
        className="field-line"
        onSubmit={event => {
          event.preventDefault()
          navigate({ to: '/accounts', search: { login_id: typed.trim() || undefined } })
        }}
      >
        <TextField
          pointer="/wanted_login_id"
          label={t('loginId')}
          className="input-short"
          autoComplete="off"
          value={typed}
          onChange={event => setTyped(event.target.value)}
        />
        <Button type="submit">{t('find')}</Button>
      </form>
      {opens ? (
        <Sheet open={of('open')} title={of('open')}>
          {close => <OpenAccount close={close} />}
        </Sheet>
      ) : null}
      {shown ? <Found key={shown} loginId={shown} /> : null}
    </>
  )
}

function Found({ loginId }: { loginId: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['account', loginId],
    queryFn: () => unwrapTagged(api.GET('/api/v1/accounts', { params: { query: { login_id: loginId } } })),
    retry: false,
  })
  if (!data) return error ? <LoadTrouble error={error} onAgain={() => refetch()} /> : <Skeleton lines={5} />
  return <Details account={data} />
}

function Details({ account }: { account: Account }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const of = useText(openTexts)
  const day = (at: string) => formatDayTime(at, language)
  return (
    <Part id="account" title={account.login_id}>
      <Facts
        facts={[
          { name: t('name'), value: account.name },
          { name: t('otpAddress'), value: account.otp_address },
          { name: t('language'), value: t(account.language) },
          {
            name: t('state'),
            value: account.disabled_at ? (
              <Badge mood="bad">{t('disabled', { at: day(account.disabled_at) })}</Badge>
            ) : account.held_until ? (
              <Badge mood="wait">{t('held', { at: day(account.held_until) })}</Badge>
            ) : (
              <Badge mood="good">{t('usable')}</Badge>
            ),
          },
          {
            name: t('memberships'),
            value: (
              <ul>
                {account.memberships.map(each => (
                  <li key={each.customer} className="btn-row mt-0 gap-y-0">
                    {t('member', { customer: each.customer_name, role: t(roles[each.role]) })}{' '}
                    {each.agent && each.mandate_until
                      ? t('agentUntil', { at: formatDay(each.mandate_until, language) })
                      : ''}
                    {each.ended ? <Badge mood="quiet">{of('ended')}</Badge> : null}
                    <StepSheet
                      can={each.can}
                      action="end"
                      open={of('endShort')}
                      title={of('end', { customer: each.customer_name })}
                      label={of('end', { customer: each.customer_name })}
                      quiet
                    >
                      {close => (
                        <EndMembership
                          account={account}
                          customer={each.customer}
                          label={of('end', { customer: each.customer_name })}
                          close={close}
                        />
                      )}
                    </StepSheet>
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
      <Acts account={account} />
    </Part>
  )
}

function Acts({ account }: { account: Account }) {
  const t = useText(texts)
  const { can } = account
  const of = useText(openTexts)
  const [invited, setInvited] = useState(false)
  const ending = t('disable', { login: account.login_id })
  return (
    <>
      {invited ? (
        <Notice kind="success">
          <p role="status">{t('invited')}</p>
        </Notice>
      ) : null}
      <div className="btn-row">
        <StepSheet can={can} action="memberships" open={of('grant')} title={of('grant')}>
          {close => <Grant account={account} close={close} />}
        </StepSheet>
        <StepSheet can={can} action="recoveries" why open={t('recover')} title={t('recover')}>
          {close => <Recover account={account} close={close} />}
        </StepSheet>
        <StepSheet can={can} action="invite" open={t('invite')} title={t('invite')}>
          {close => (
            <Ask
              account={account}
              verb="invite"
              button={t('invite')}
              close={close}
              onDone={() => setInvited(true)}
            >
              <p>{t('inviteLead', { address: account.otp_address })}</p>
            </Ask>
          )}
        </StepSheet>
        <StepSheet can={can} action="disable" open={ending} title={ending} quiet>
          {close => (
            <Ask account={account} verb="disable" button={ending} close={close}>
              <p>{t('disableLead')}</p>
            </Ask>
          )}
        </StepSheet>
      </div>
    </>
  )
}

/** A question without fields: it opens with the focus where Enter changes nothing. */
function Ask({
  account,
  verb,
  button,
  close,
  onDone,
  children,
}: {
  account: Account
  verb: 'invite' | 'disable'
  button: string
  close: () => void
  onDone?: () => void
  children: ReactNode
}) {
  const client = useQueryClient()
  const attempt = useSubmit(async () => {
    const params = { params: { path: { id: account.id }, header: { 'If-Match': account.etag } } }
    try {
      await unwrap(
        verb === 'invite'
          ? api.POST('/api/v1/accounts/{id}/invite', params)
          : api.POST('/api/v1/accounts/{id}/disable', params),
      )
      close()
      onDone?.()
    } finally {
      await client.invalidateQueries({ queryKey: ['account'] })
    }
  })
  return (
    <AskForm
      attempt={attempt}
      button={button}
      look={verb === 'disable' ? 'danger' : 'first'}
      onGiveUp={close}
    >
      {children}
    </AskForm>
  )
}

function Recover({ account, close }: { account: Account; close: () => void }) {
  const t = useText(texts)
  const navigate = useNavigate()
  const key = useIdempotencyKey()
  const [address, setAddress] = useState('')
  const [reason, setReason] = useState('')
  const attempt = useSubmit(async () => {
    const body = { new_address: address, reason }
    const params = { path: { id: account.id }, header: { 'Idempotency-Key': key(body) } }
    const { id } = await unwrap(api.POST('/api/v1/accounts/{id}/recoveries', { params, body }))
    await navigate({ to: '/recoveries/$id', params: { id } })
  })
  return (
    <AskForm attempt={attempt} button={t('recover')} onGiveUp={close}>
      <p>{t('recoverLead')}</p>
      <TextField
        pointer="/new_address"
        label={t('newAddress')}
        need
        inputMode="email"
        autoComplete="off"
        value={address}
        onChange={event => setAddress(event.target.value)}
        fault={faultAt(attempt.trouble, '/new_address')}
      />
      <TextArea
        pointer="/reason"
        label={t('reason')}
        need
        rows={3}
        maxLength={2000}
        value={reason}
        onChange={event => setReason(event.target.value)}
        fault={faultAt(attempt.trouble, '/reason')}
      />
    </AskForm>
  )
}
