import { unwrap } from '@madoguchi/api'
import { useText } from '@madoguchi/i18n'
import { Button, Dialog, FaultSummary, faultAt, TextField, useSubmit } from '@madoguchi/ui'
import { useEffect, useState } from 'react'
import { api } from '../api.ts'
import { type Asked, onQuestion } from './ask.ts'
import { texts } from './texts.ts'

/** Shows what calls ask for, over whatever page is there. */
export function Questions({ loginId }: { loginId: string | undefined }) {
  const [asked, setAsked] = useState<Asked>()
  useEffect(() => {
    onQuestion(setAsked)
    return () => onQuestion(undefined)
  }, [])
  if (!asked) return null
  const answered = () => {
    setAsked(undefined)
    asked.answered()
  }
  const givenUp = () => {
    setAsked(undefined)
    asked.givenUp(new Error('given up'))
  }
  if (asked.question === 'password') return <PasswordQuestion onDone={answered} onGiveUp={givenUp} />
  // Nobody was logged in on this page yet: there is nothing to keep, the login page itself is next.
  if (loginId === undefined) return <ToLogin />
  return <LoginQuestion loginId={loginId} onDone={answered} onGiveUp={toLogin} />
}

function toLogin() {
  const here = `${window.location.pathname}${window.location.search}`
  window.location.assign(`/login?next=${encodeURIComponent(here)}`)
}

function ToLogin() {
  useEffect(toLogin, [])
  return null
}

interface QuestionProps {
  onDone: () => void
  onGiveUp: () => void
}

function PasswordQuestion({ onDone, onGiveUp }: QuestionProps) {
  const t = useText(texts)
  const [password, setPassword] = useState('')
  const { submit, busy, trouble } = useSubmit(async () => {
    await unwrap(api.POST('/api/v1/session/reauthenticate', { body: { password } }))
    onDone()
  })
  return (
    <Dialog title={t('passwordTitle')} onClose={onGiveUp}>
      <p>{t('passwordLead')}</p>
      <FaultSummary trouble={trouble} />
      <form
        onSubmit={event => {
          event.preventDefault()
          submit(undefined)
        }}
      >
        <TextField
          pointer="/password"
          label={t('password')}
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={event => setPassword(event.target.value)}
          fault={faultAt(trouble, '/password')}
        />
        <div className="btn-row">
          <Button look="first" type="submit" busy={busy}>
            {t('confirm')}
          </Button>
          <Button look="plain" onClick={onGiveUp}>
            {t('giveUp')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function LoginQuestion({ loginId, onDone, onGiveUp }: QuestionProps & { loginId: string }) {
  const t = useText(texts)
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [login, setLogin] = useState<{ id: string; sent_to: string }>()
  const { submit, busy, trouble } = useSubmit(async () => {
    if (!login) {
      setLogin(await unwrap(api.POST('/api/v1/login', { body: { login_id: loginId, password } })))
      return
    }
    await unwrap(api.POST('/api/v1/login/{id}/code', { params: { path: { id: login.id } }, body: { code } }))
    onDone()
  })
  return (
    <Dialog title={t('loginTitle')} onClose={onGiveUp}>
      <p>{t('loginLead')}</p>
      <FaultSummary trouble={trouble} />
      <form
        onSubmit={event => {
          event.preventDefault()
          submit(undefined)
        }}
      >
        {login ? (
          <TextField
            key="code"
            pointer="/code"
            label={t('code')}
            hint={t('codeHint', { address: login.sent_to })}
            inputMode="numeric"
            autoComplete="one-time-code"
            className="input-code"
            value={code}
            onChange={event => setCode(event.target.value)}
            fault={faultAt(trouble, '/code')}
          />
        ) : (
          <>
            <TextField
              pointer="/login_id"
              label={t('loginId')}
              value={loginId}
              readOnly
              autoComplete="username"
            />
            <TextField
              key="password"
              pointer="/password"
              label={t('password')}
              type="password"
              autoComplete="current-password"
              value={password}
              onChange={event => setPassword(event.target.value)}
              fault={faultAt(trouble, '/password')}
            />
          </>
        )}
        <div className="btn-row">
          <Button look="first" type="submit" busy={busy}>
            {login ? t('enter') : t('next')}
          </Button>
          <Button look="plain" onClick={onGiveUp}>
            {t('giveUp')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
