import { AskForm } from '@madoguchi/frame'
import { useText } from '@madoguchi/i18n'
import { faultAt, TextArea, useSubmit } from '@madoguchi/ui'
import { useState } from 'react'
import { texts } from './texts.ts'

/** A reason for the file, and the one thing that follows from it. */
export function ReasonForm({
  button,
  hint,
  close,
  act,
}: {
  button: string
  hint: string
  close: () => void
  act: (reason: string) => Promise<void>
}) {
  const t = useText(texts)
  const [reason, setReason] = useState('')
  const attempt = useSubmit(async () => {
    await act(reason)
    close()
  })
  return (
    <AskForm attempt={attempt} button={button} onGiveUp={close}>
      <TextArea
        pointer="/reason"
        label={t('reason')}
        hint={hint}
        need
        maxLength={2000}
        value={reason}
        onChange={event => setReason(event.target.value)}
        fault={faultAt(attempt.trouble, '/reason')}
      />
    </AskForm>
  )
}
