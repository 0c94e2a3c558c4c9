import { unwrap } from '@madoguchi/api'
import { useText } from '@madoguchi/i18n'
import { Button, useSubmit } from '@madoguchi/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../api.ts'
import { sessionQuery } from '../frame/session.ts'
import { deskNames } from '../names.ts'
import type { Task } from './queries.ts'
import { texts } from './texts.ts'

interface Move {
  task: Task
  verb: 'claim' | 'release'
}

/** Taking work and giving it back; the list comes anew after each. */
export function useHands() {
  const client = useQueryClient()
  return useSubmit(async ({ task, verb }: Move) => {
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
}

export function Hands({ task, hands }: { task: Task; hands: ReturnType<typeof useHands> }) {
  const t = useText(texts)
  const kind = useText(deskNames)
  const me = useQuery(sessionQuery).data?.officer
  const number = task.application?.number ?? task.enquiry?.number ?? task.contract?.number ?? ''
  const what = `${kind(task.kind)} ${number}`
  const may = (action: string) => task.can.some(can => can.action === action && can.allowed)
  return (
    <>
      <p>
        {task.claimed_by
          ? task.claimed_by.id === me
            ? t('claimedByMe')
            : t('claimedBy', { name: task.claimed_by.name })
          : task.assigned_to
            ? t('assignedTo', { name: task.assigned_to.name })
            : t('nobody')}
      </p>
      {may('release') ? (
        <Button
          small
          aria-label={t('releaseOf', { what })}
          onClick={() => hands.submit({ task, verb: 'release' })}
        >
          {t('release')}
        </Button>
      ) : may('claim') ? (
        <Button
          small
          aria-label={t('claimOf', { what })}
          onClick={() => hands.submit({ task, verb: 'claim' })}
        >
          {t('claim')}
        </Button>
      ) : null}
    </>
  )
}
