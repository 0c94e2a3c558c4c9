import { unwrap } from '@madoguchi/api'
import { useText } from '@madoguchi/i18n'
import { Button, useSubmit } from '@madoguchi/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { sessionQuery } from '../frame/session.ts'
import type { Task } from './queries.ts'
import { AssignSheet, FinishSheet } from './sheets.tsx'
import { texts } from './texts.ts'
import { useTaskName } from './what.ts'

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

/** Who has it, and what one may do about that. */
export function Hands({ task, hands }: { task: Task; hands: ReturnType<typeof useHands> }) {
  const t = useText(texts)
  const me = useQuery(sessionQuery).data?.officer
  const what = useTaskName()(task)
  const [sheet, setSheet] = useState<'assign' | 'finish'>()
  const may = (action: string) => task.can.some(can => can.action === action && can.allowed)
  const close = () => setSheet(undefined)
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
      <div className="mt-1 flex flex-wrap gap-2">
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
        {may('finish') ? (
          <Button small aria-label={t('finishOf', { what })} onClick={() => setSheet('finish')}>
            {t('finish')}
          </Button>
        ) : null}
        {may('assign') ? (
          <Button small look="plain" aria-label={t('assignOf', { what })} onClick={() => setSheet('assign')}>
            {t('assign')}
          </Button>
        ) : null}
      </div>
      {sheet === 'assign' ? <AssignSheet task={task} close={close} /> : null}
      {sheet === 'finish' ? <FinishSheet task={task} close={close} /> : null}
    </>
  )
}
