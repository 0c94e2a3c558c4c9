import { unwrap } from '@madoguchi/api'
import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { Button, FaultSummary, faultAt, PageTitle, TextField, type Trouble, useSubmit } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../api.ts'
import { fault, missing } from '../form/flow.tsx'
import { texts as frameTexts } from '../frame/texts.ts'
import { guidanceQuery } from '../guidance.ts'
import { Phoned } from '../phoned.tsx'
import { Waiting } from '../waiting.tsx'
import { atCode } from './at_code.ts'
import { PasswordSet } from './first_password.tsx'
import { NewPassword } from './new_password.tsx'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/forgotten-password')({ component: Forgotten })

interface Sent {
  id: string
  code_expires_at: string
}

/** From the login page: a code to the mailbox, then a new password (R9). An unknown login ID has the same answer (R4). */
function Forgotten() {
  const t = useText(texts)
  const service = useText(frameTexts)
  const [loginId, setLoginId] = useState('')
  const [sent, setSent] = useState<Sent>()
  const [done, setDone] = useState(false)
  useQuery(guidanceQuery) // for the next page
  return (
    <>
      <PageTitle service={service('service')}>{t(done ? 'passwordSet' : 'forgottenTitle')}</PageTitle>
      {done ? (
        <PasswordSet />
      ) : sent ? (
        <CodeForm sent={sent} onDone={() => setDone(true)} onStartOver={() => setSent(undefined)} />
      ) : (
        <LoginIdForm loginId={loginId} setLoginId={setLoginId} onSent={setSent} />
      )}
    </>
  )
}

interface LoginIdProps {
  loginId: string
  setLoginId: (loginId: string) => void
  onSent: (sent: Sent) => void
}

function LoginIdForm({ loginId, setLoginId, onSent }: LoginIdProps) {
  const t = useText(texts)
  const { submit, busy, trouble, setTrouble } = useSubmit(async () => {
    onSent(await unwrap(api.POST('/api/v1/password/reset', { body: { login_id: loginId.trim() } })))
  })
  return (
    <>
      <p>{t('forgottenLead')}</p>
      <FaultSummary trouble={trouble} />
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault()
          const found = missing([loginId.trim() === '' && fault('/login_id', t.both('loginIdMissing'))])
          if (found) setTrouble(found)
          else submit(undefined)
        }}
      >
        <TextField
          pointer="/login_id"
          label={t('loginId')}
          need
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={64}
          fault={faultAt(trouble, '/login_id')}
          value={loginId}
          onChange={event => setLoginId(event.target.value)}
        />
        <div className="btn-row">
          <Button look="first" type="submit" busy={busy}>
            {t('sendReset')}
          </Button>
          <a className="btn btn-plain" href="/login">
            {t('toLogin')}
          </a>
        </div>
      </form>
    </>
  )
}

interface CodeProps {
  sent: Sent
  onDone: () => void
  onStartOver: () => void
}

function CodeForm({ sent, onDone, onStartOver }: CodeProps) {
  const t = useText(texts)
  const { language } = useLanguage()
  const guidance = useQuery(guidanceQuery)
  const [code, setCode] = useState('')
  const [password, setPassword] = useState('')
  const [said, setSaid] = useState<Trouble>()
  const { submit, busy } = useSubmit(async () => {
    const found = missing([
      code.trim() === '' && fault('/code', t.both('codeMissing')),
      password === '' && fault('/new_password', t.both('passwordMissing')),
    ])
    setSaid(found)
    if (found) return
    try {
      const path = { id: sent.id }
      const body = { code, new_password: password }
      await unwrap(api.POST('/api/v1/password/reset/{id}/code', { params: { path }, body }))
      onDone()
    } catch (error) {
      setSaid(atCode(error))
    }
  })
  if (!guidance.data) return <Waiting for={[guidance]} />
  const phone = guidance.data.desk.contact_phone
  return (
    <>
      <p role="status">{t('resetLead', { until: formatDayTime(sent.code_expires_at, language) })}</p>
      <p className="mt-2 text-text-quiet">{t('resetNotSent')}</p>
      <p className="mt-2 text-text-quiet">
        <Phoned text={t('resetHelp', { phone })} phones={[phone]} />
      </p>
      <FaultSummary trouble={said} />
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault()
          submit(undefined)
        }}
      >
        <TextField
          pointer="/code"
          label={t('resetCode')}
          hint={t('codeHint')}
          need
          inputMode="numeric"
          autoComplete="one-time-code"
          className="input-code"
          maxLength={32}
          fault={faultAt(said, '/code')}
          value={code}
          onChange={event => setCode(event.target.value)}
        />
        <NewPassword value={password} onChange={setPassword} trouble={said} />
        <div className="btn-row">
          <Button look="first" type="submit" busy={busy}>
            {t('setPassword')}
          </Button>
          <Button look="plain" onClick={onStartOver}>
            {t('startOver')}
          </Button>
        </div>
      </form>
    </>
  )
}
