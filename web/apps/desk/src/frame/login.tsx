import { unwrap } from '@madoguchi/api'
import { AgainForm, LoginFields, type LoginProps } from '@madoguchi/frame'
import { useText } from '@madoguchi/i18n'
import { faultAt, TextField, useSubmit } from '@madoguchi/ui'
import { useState } from 'react'
import { api } from '../api.ts'
import { texts } from './texts.ts'

/** Password and the app's code in one form, over a page whose session has ended. */
export function LoginQuestion({ loginId, onDone, onGiveUp }: LoginProps) {
  const t = useText(texts)
  const [password, setPassword] = useState('')
  const [totp, setTotp] = useState('')
  const attempt = useSubmit(async () => {
    await unwrap(api.POST('/api/v1/login', { body: { login_id: loginId, password, totp } }))
    onDone()
  })
  return (
    <AgainForm attempt={attempt} button={t('enter')} onGiveUp={onGiveUp}>
      <LoginFields loginId={loginId} password={password} onPassword={setPassword} trouble={attempt.trouble} />
      <TextField
        pointer="/totp"
        label={t('totp')}
        hint={t('totpHint')}
        inputMode="numeric"
        autoComplete="one-time-code"
        className="input-code"
        value={totp}
        onChange={event => setTotp(event.target.value)}
        fault={faultAt(attempt.trouble, '/totp')}
      />
    </AgainForm>
  )
}
