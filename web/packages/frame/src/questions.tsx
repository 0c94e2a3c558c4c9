import { GivenUp } from '@madoguchi/api'
import { type ComponentType, useEffect, useState } from 'react'
import { type Asked, askForLogin, onQuestion } from './ask.ts'

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
  /** Says that one is logged out, below a page that stays, with the way back in. */
  LoggedOut: ComponentType<{ onLogIn: () => void }>
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
  const [loggedOut, setLoggedOut] = useState<Dialogs>() // the login was given up
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
  if (!asked) {
    return loggedOut ? <loggedOut.LoggedOut onLogIn={() => askForLogin().catch(() => undefined)} /> : null
  }
  const { question, dialogs: shown } = asked
  const answered = () => {
    setAsked(undefined)
    if (question === 'login') setLoggedOut(undefined)
    asked.answered()
  }
  // The page stays, with all that was typed.
  const givenUp = () => {
    setAsked(undefined)
    if (question === 'login') setLoggedOut(shown)
    asked.givenUp(new GivenUp())
  }
  if (question === 'password') return <shown.Password onDone={answered} onGiveUp={givenUp} />
  return <shown.Login loginId={loginId ?? ''} onDone={answered} onGiveUp={givenUp} />
}

function toLogin() {
  const here = `${window.location.pathname}${window.location.search}`
  window.location.assign(`/login?next=${encodeURIComponent(here)}`)
}
