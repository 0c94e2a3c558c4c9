import { useText } from '@madoguchi/i18n'
import { Button, Dialog, FaultSummary, faultAt, TextField, type Trouble } from '@madoguchi/ui'
import type { ReactNode } from 'react'
import { questionTexts } from './question_texts.ts'

interface Attempt {
  submit: (input: undefined) => Promise<void>
  busy: boolean
  trouble: Trouble | undefined
}

/** The login once more, over a page whose session has ended: the fields are the face's own. */
export function AgainForm({
  attempt,
  button,
  onGiveUp,
  children,
}: {
  attempt: Attempt
  button: string
  onGiveUp: () => void
  children: ReactNode
}) {
  const t = useText(questionTexts)
  return (
    <Dialog title={t('loginTitle')} onClose={onGiveUp}>
      <p>{t('loginLead')}</p>
      <AskForm attempt={attempt} button={button} onGiveUp={onGiveUp}>
        {children}
      </AskForm>
    </Dialog>
  )
}

/**
 * The form within a question: what was wrong, the fields, one button that stops and one that goes on. A question
 * without fields opens with the focus on the one that stops, so that Enter decides nothing.
 */
export function AskForm({
  attempt,
  button,
  look = 'first',
  said,
  onGiveUp,
  children,
}: {
  attempt: Attempt
  button: string
  look?: 'first' | 'danger'
  /** Stands in the place of what was wrong. */
  said?: ReactNode
  onGiveUp: () => void
  children?: ReactNode
}) {
  const t = useText(questionTexts)
  return (
    <>
      {said ?? <FaultSummary trouble={attempt.trouble} />}
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault()
          attempt.submit(undefined)
        }}
      >
        {children}
        <div className="btn-row">
          <Button look="plain" onClick={onGiveUp}>
            {t('giveUp')}
          </Button>
          <Button look={look} type="submit" busy={attempt.busy}>
            {button}
          </Button>
        </div>
      </form>
    </>
  )
}

interface PasswordFieldProps {
  password: string
  onPassword: (password: string) => void
  trouble: Trouble | undefined
}

export function PasswordField({ password, onPassword, trouble }: PasswordFieldProps) {
  const t = useText(questionTexts)
  return (
    <TextField
      pointer="/password"
      label={t('password')}
      type="password"
      autoComplete="current-password"
      value={password}
      onChange={event => onPassword(event.target.value)}
      fault={faultAt(trouble, '/password')}
    />
  )
}

/** Who logs in again, not to be changed, and the password. */
export function LoginFields({ loginId, ...password }: PasswordFieldProps & { loginId: string }) {
  const t = useText(questionTexts)
  return (
    <>
      <TextField pointer="/login_id" label={t('loginId')} value={loginId} readOnly autoComplete="username" />
      <PasswordField {...password} />
    </>
  )
}

/** The login was given up: the page stays as it is, and this below it until one is in again. */
export function LoggedOut({ onLogIn }: { onLogIn: () => void }) {
  const t = useText(questionTexts)
  return (
    <div className="logged-out" role="alert">
      <p>{t('loggedOut')}</p>
      <Button small onClick={onLogIn}>
        {t('logInAgain')}
      </Button>
    </div>
  )
}
