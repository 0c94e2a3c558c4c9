import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { Button, FaultSummary, Notice } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { sessionQuery } from '../frame/session.ts'
import { useHands } from '../tasks/hands.tsx'
import { type Application, taskQuery } from './queries.ts'
import { texts } from './texts.ts'

/** Who has the work in hand (R101); a colleague's name stands where one would begin to work. */
export function Hand({ application }: { application: Application }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const me = useQuery(sessionQuery).data?.officer
  const task = useQuery(taskQuery(application.id)).data
  const { submit, busy, trouble } = useHands()
  if (!task) return null
  const holder = task.claimed_by
  const may = (action: string) => task.can.some(can => can.action === action && can.allowed)
  const mine = holder?.id === me
  return (
    <Notice
      kind={holder && !mine ? 'warning' : 'info'}
      title={holder ? (mine ? t('claimedByMe') : t('claimedBy', { name: holder.name })) : t('unclaimed')}
    >
      {mine && task.claim_until ? (
        <p className="mb-2">{t('claimUntil', { at: formatDayTime(task.claim_until, language) })}</p>
      ) : null}
      <FaultSummary trouble={trouble} />
      {may('release') ? (
        <Button small className="mt-2" busy={busy} onClick={() => submit({ task, verb: 'release' })}>
          {t('release')}
        </Button>
      ) : may('claim') ? (
        <Button small className="mt-2" busy={busy} onClick={() => submit({ task, verb: 'claim' })}>
          {t('claim')}
        </Button>
      ) : null}
    </Notice>
  )
}
