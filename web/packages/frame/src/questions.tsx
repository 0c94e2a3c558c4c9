import { type ComponentType, useEffect, useState } from 'react'
import { type Asked, onQuestion } from './ask.ts'

export interface LoginProps {
  loginId: string
  onDone: () => void
  onGiveUp: () => void
}
export interface PasswordProps {
  onDone: () => void
  onGiveUp: () => void
}

/** What a face asks over its pages. A first visit does without them: they are fetched once the page is quiet. */
export interface Dialogs {
  Login: ComponentType<LoginProps>
  Password: ComponentType<PasswordProps>
}

interface QuestionsProps {
  /** Who was logged in when the page came up; absent while nobody is. */
  loginId: string | undefined
  dialogs: () => Promise<Dialogs>
}

const QUIET_MS = 3_000

/** Shows what calls ask for, over whatever page is there. */
export function Questions({ loginId, dialogs }: QuestionsProps) {
  const [asked, setAsked] = useState<Asked & { dialogs: Dialogs }>()
  useEffect(() => {
    onQuestion(question => {
      // Nobody was logged in on this page yet: there is nothing to keep, the login page itself is next.
      if (question.question === 'login' && loginId === undefined) toLogin()
      else dialogs().then(found => setAsked({ ...question, dialogs: found }), question.givenUp)
    })
    return () => onQuestion(undefined)
  }, [loginId, dialogs])
  // By the time that one is asked the server may be away, or have newer pages.
  useEffect(() => {
    const timer = setTimeout(() => dialogs().catch(() => undefined), QUIET_MS) // asked for again when needed
    return () => clearTimeout(timer)
  }, [dialogs])
  if (!asked) return null
  const answered = () => {
    setAsked(undefined)
    asked.answered()
  }
  const givenUp = () => {
    setAsked(undefined)
    asked.givenUp(new Error('given up'))
  }
  const { Login, Password } = asked.dialogs
  if (asked.question === 'password') return <Password onDone={answered} onGiveUp={givenUp} />
  return <Login loginId={loginId ?? ''} onDone={answered} onGiveUp={toLogin} />
}

function toLogin() {
  const here = `${window.location.pathname}${window.location.search}`
  window.location.assign(`/login?next=${encodeURIComponent(here)}`)
}
