import { unwrap } from '@madoguchi/api'
import { formatMinute, useText } from '@madoguchi/i18n'
import { Button, FaultSummary, Notice, useSubmit } from '@madoguchi/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../api.ts'
import { sessionQuery } from '../frame/session.ts'
import { type Application, taskQuery } from './queries.ts'
import { texts } from './texts.ts'

/** Who has the work in hand (R101); a colleague's name stands where one would begin to work. */
export function Hand({ application }: { application: Application }) {
  const t = useText(texts)
  const client = useQueryClient()
  const me = useQuery(sessionQuery).data?.officer
  const task = useQuery(taskQuery(application.id)).data
  const { submit, busy, trouble } = useSubmit(async (verb: 'claim' | 'release') => {
    if (!task) return
    const params = { params: { path: { id: task.id } } }
    try {
      await unwrap(
        verb === 'claim'
          ? api.POST('/api/v1/tasks/{id}/claim', params)
          : api.POST('/api/v1/tasks/{id}/release', params),
      )
    } finally {
      await client.invalidateQueries({ queryKey: ['tasks'] })
    }
  })
  if (!task) return null
  const holder = task.claimed_by
  const may = (action: string) => task.can.some(can => can.action === action && can.allowed)
  const mine = holder?.id === me
  return (
    <Notice
      kind={holder && !mine ? 'warning' : 'info'}
      title={
        holder
          ? mine
            ? t('claimedByMe', { at: task.claim_until ? formatMinute(task.claim_until) : '' })
            : t('claimedBy', { name: holder.name })
          : t('unclaimed')
      }
    >
      <FaultSummary trouble={trouble} />
      {may('release') ? (
        <Button small busy={busy} onClick={() => submit('release')}>
          {t('release')}
        </Button>
      ) : may('claim') ? (
        <Button small busy={busy} onClick={() => submit('claim')}>
          {t('claim')}
        </Button>
      ) : null}
    </Notice>
  )
}
