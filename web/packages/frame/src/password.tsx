import { useText } from '@madoguchi/i18n'
import { Dialog, useSubmit } from '@madoguchi/ui'
import { useState } from 'react'
import { AskForm, PasswordField } from './again.tsx'
import { questionTexts } from './question_texts.ts'
import type { PasswordProps } from './questions.tsx'

/** The password once more, before what matters (R6). */
export function PasswordQuestion({
  reauthenticate,
  onDone,
  onGiveUp,
}: PasswordProps & { reauthenticate: (password: string) => Promise<unknown> }) {
  const t = useText(questionTexts)
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
