import { useText } from '@madoguchi/i18n'
import { Button, Dialog, FaultSummary, useSubmit } from '@madoguchi/ui'
import { useEffect, useState } from 'react'
import { questionTexts } from './question_texts.ts'
import type { EndingProps } from './session_end.tsx'

const SECOND_MS = 1000
const MINUTE_S = 60

/** The session is about to end: go on by one press. What one types into stays as it is below. */
export function Ending({ until, final, onGoOn, onClose }: EndingProps) {
  const t = useText(questionTexts)
  const left = useSecondsUntil(until)
  const { submit, busy, trouble } = useSubmit(onGoOn)
  const goOn = () => (final ? onClose() : submit(undefined))
  return (
    <Dialog title={t('endingTitle')} onClose={goOn}>
      <p>{t(final ? 'endingFinal' : 'endingLead')}</p>
      <p role="timer" className="font-bold">
        {t('endingLeft', { minutes: Math.floor(left / MINUTE_S), seconds: left % MINUTE_S })}
      </p>
      <FaultSummary trouble={trouble} />
      <div className="btn-row">
        <Button look="first" busy={busy} onClick={goOn}>
          {t(final ? 'understood' : 'confirm')}
        </Button>
      </div>
    </Dialog>
  )
}

function useSecondsUntil(until: number): number {
  const count = () => Math.max(0, Math.ceil((until - performance.now()) / SECOND_MS))
  const [left, setLeft] = useState(count)
  // biome-ignore lint/correctness/useExhaustiveDependencies: counted anew for another end alone
  useEffect(() => {
    setLeft(count())
    const timer = window.setInterval(() => setLeft(count()), SECOND_MS)
    return () => window.clearInterval(timer)
  }, [until])
  return left
}
