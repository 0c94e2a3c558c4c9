import { unwrap } from '@madoguchi/api'
import { AgainForm, LoginFields, type LoginProps } from '@madoguchi/frame'
import { useText } from '@madoguchi/i18n'
import { faultAt, TextField, useSubmit } from '@madoguchi/ui'
import { useState } from 'react'
import { api } from '../api.ts'
import { texts } from './texts.ts'

/** Password, then the mailed code, over a page whose session has ended. */
export function LoginQuestion({ loginId, onDone, onGiveUp }: LoginProps) {
  const t = useText(texts)
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [login, setLogin] = useState<{ id: string; sent_to: string }>()
  const attempt = useSubmit(async () => {
    if (!login) {
      setLogin(await unwrap(api.POST('/api/v1/login', { body: { login_id: loginId, password } })))
      return
    }
    await unwrap(api.POST('/api/v1/login/{id}/code', { params: { path: { id: login.id } }, body: { code } }))
    onDone()
  })
  return (
    <AgainForm attempt={attempt} button={login ? t('enter') : t('next')} onGiveUp={onGiveUp}>
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
          fault={faultAt(attempt.trouble, '/code')}
        />
      ) : (
        <LoginFields
          key="password"
          loginId={loginId}
          password={password}
          onPassword={setPassword}
          trouble={attempt.trouble}
        />
      )}
    </AgainForm>
  )
}
