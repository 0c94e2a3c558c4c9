import { useText } from '@madoguchi/i18n'
import { Dialog, useSubmit } from '@madoguchi/ui'
import { type ReactNode, useEffect, useState } from 'react'
import { AskForm, PasswordField } from './again.tsx'
import { type Asked, onQuestion } from './ask.ts'
import { texts } from './texts.ts'

export interface LoginProps {
  loginId: string
  onDone: () => void
  onGiveUp: () => void
}

interface QuestionsProps {
  /** Who was logged in when the page came up; absent while nobody is. */
  loginId: string | undefined
  /** The face's login as a dialog over the page. */
  login: (props: LoginProps) => ReactNode
  reauthenticate: (password: string) => Promise<unknown>
}

/** Shows what calls ask for, over whatever page is there. */
export function Questions({ loginId, login: Login, reauthenticate }: QuestionsProps) {
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
  if (asked.question === 'password') {
    return <PasswordQuestion reauthenticate={reauthenticate} onDone={answered} onGiveUp={givenUp} />
  }
  // Nobody was logged in on this page yet: there is nothing to keep, the login page itself is next.
  if (loginId === undefined) return <ToLogin />
  return <Login loginId={loginId} onDone={answered} onGiveUp={toLogin} />
}

function toLogin() {
  const here = `${window.location.pathname}${window.location.search}`
  window.location.assign(`/login?next=${encodeURIComponent(here)}`)
}

function ToLogin() {
  useEffect(toLogin, [])
  return null
}

interface PasswordProps {
  reauthenticate: (password: string) => Promise<unknown>
  onDone: () => void
  onGiveUp: () => void
}

function PasswordQuestion({ reauthenticate, onDone, onGiveUp }: PasswordProps) {
  const t = useText(texts)
  const [password, setPassword] = useState('')
  const attempt = useSubmit(async () => {
    await reauthenticate(password)
    onDone()
  })
  return (
    <Dialog title={t('passwordTitle')} onClose={onGiveUp}>
      <p>{t('passwordLead')}</p>
      <AskForm attempt={attempt} button={t('confirm')} onGiveUp={onGiveUp}>
        <PasswordField password={password} onPassword={setPassword} trouble={attempt.trouble} />
      </AskForm>
    </Dialog>
  )
}
