import { unwrap } from '@madoguchi/api'
import { useText } from '@madoguchi/i18n'
import { Button, FaultSummary, Notice, PageTitle, useSubmit } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../api.ts'
import { fault, missing } from '../form/flow.tsx'
import { texts as frameTexts } from '../frame/texts.ts'
import { guidanceQuery } from '../guidance.ts'
import { Phoned } from '../phoned.tsx'
import { NewPassword } from './new_password.tsx'
import { texts } from './texts.ts'
import { useMailedToken } from './token.ts'

export const Route = createLazyRoute('/first-password')({ component: FirstPassword })

/** Behind the link of the mail, good once (R9). */
function FirstPassword() {
  const t = useText(texts)
  const service = useText(frameTexts)
  const { done } = Route.useSearch()
  const token = useMailedToken()
  return (
    <>
      <PageTitle service={service('service')}>{t(done ? 'passwordSet' : 'firstTitle')}</PageTitle>
      {done ? <PasswordSet /> : token === '' ? <Notice kind="warning">{t('linkBroken')}</Notice> : null}
      {!done && token !== '' ? <Form token={token} /> : null}
    </>
  )
}

export function PasswordSet() {
  const t = useText(texts)
  return (
    <>
      <Notice kind="success">{t('passwordSetMore')}</Notice>
      <p className="btn-row">
        <a className="btn btn-first" href="/login">
          {t('toLogin')}
        </a>
      </p>
    </>
  )
}

function Form({ token }: { token: string }) {
  const t = useText(texts)
  const navigate = useNavigate()
  const desk = useQuery(guidanceQuery).data?.desk
  const [password, setPassword] = useState('')
  const { submit, busy, trouble, setTrouble } = useSubmit(async () => {
    await unwrap(api.POST('/api/v1/password/first', { body: { token, new_password: password } }))
    await navigate({ to: '/first-password', search: { done: true }, replace: true })
  })
  // A page that can be used no more asks for nothing any more.
  if (trouble?.code === 'password.link_ended') {
    return (
      <>
        <FaultSummary trouble={trouble} />
        <p>
          <Phoned
            text={t('linkOver', { phone: desk?.contact_phone ?? '…', mail: desk?.contact_mail ?? '…' })}
            phones={[desk?.contact_phone]}
          />
        </p>
      </>
    )
  }
  return (
    <>
      <p>{t('firstLead')}</p>
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
            {t('setPassword')}
          </Button>
        </div>
      </form>
    </>
  )
}
