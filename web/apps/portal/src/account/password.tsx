import { unwrap } from '@madoguchi/api'
import { useText } from '@madoguchi/i18n'
import { Button, FaultSummary, PageTitle, useSubmit } from '@madoguchi/ui'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../api.ts'
import { fault, missing } from '../form/flow.tsx'
import { texts as frameTexts } from '../frame/texts.ts'
import { NewPassword } from './new_password.tsx'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/account/password')({ component: ChangePassword })

/** The present password is asked for by the frame, as before everything that matters (R6). */
function ChangePassword() {
  const t = useText(texts)
  const service = useText(frameTexts)
  const navigate = useNavigate()
  const [password, setPassword] = useState('')
  const { submit, busy, trouble, setTrouble } = useSubmit(async () => {
    await unwrap(api.POST('/api/v1/password', { body: { new_password: password } }))
    await navigate({ to: '/first-password', search: { done: true } }) // a page that asks for no session
  })
  return (
    <>
      <PageTitle service={service('service')}>{t('passwordTitle')}</PageTitle>
      <p>{t('passwordLead')}</p>
      <FaultSummary trouble={trouble} />
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault()
          const found = missing([password === '' && fault('/new_password', t.both('passwordMissing'))])
          if (found) setTrouble(found)
          else submit(undefined)
        }}
      >
        <NewPassword value={password} onChange={setPassword} trouble={trouble} />
        <div className="btn-row">
          <Button look="first" type="submit" busy={busy}>
            {t('passwordChange')}
          </Button>
          <Link className="btn btn-plain" to="/account">
            {t('cancel')}
          </Link>
        </div>
      </form>
    </>
  )
}
