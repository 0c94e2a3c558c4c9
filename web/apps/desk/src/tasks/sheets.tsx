import { unwrap, unwrapTagged } from '@madoguchi/api'
import { AskForm } from '@madoguchi/frame'
import { type Sentence, useText } from '@madoguchi/i18n'
import { CheckGroup, Dialog, faultAt, Notice, Select, useSubmit } from '@madoguchi/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { sessionQuery } from '../frame/session.ts'
import { useRoleNames } from '../names.ts'
import { officersQuery } from '../officers/queries.ts'
import type { Task } from './queries.ts'
import { texts } from './texts.ts'
import { useTaskName } from './what.ts'

function useAgain(): () => Promise<void> {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['tasks'] })
}

interface OfficerSelectProps {
  label: string
  first: string
  chosen: string
  onChoose: (id: string) => void
  fault: Sentence | undefined
  /** Nobody gives work to himself at the end of his shift. */
  without?: string | undefined
}

/** Who works here, with roles: whether somebody may do the work is the server's to say. */
function OfficerSelect({ label, first, chosen, onChoose, fault, without }: OfficerSelectProps) {
  const officers = useQuery(officersQuery).data?.officers ?? []
  return (
    <Select
      pointer="/officer"
      label={label}
      value={chosen}
      onChange={event => onChoose(event.target.value)}
      fault={fault}
    >
      <option value="">{first}</option>
      {officers
        .filter(each => !each.disabled && each.id !== without)
        .map(each => (
          <OfficerOption key={each.id} officer={each} />
        ))}
    </Select>
  )
}

function OfficerOption({
  officer,
}: {
  officer: { id: string; name: string; roles: Parameters<typeof useRoleNames>[0] }
}) {
  const t = useText(texts)
  const roles = useRoleNames(officer.roles)
  return <option value={officer.id}>{t('officerOption', { name: officer.name, roles })}</option>
}

/** Puts one task on somebody's list, or on nobody's (R101). */
export function AssignSheet({ task, close }: { task: Task; close: () => void }) {
  const t = useText(texts)
  const what = useTaskName()(task)
  const again = useAgain()
  const [officer, setOfficer] = useState(task.assigned_to?.id ?? '')
  const attempt = useSubmit(async () => {
    const path = { id: task.id }
    try {
      const { etag } = await unwrapTagged(api.GET('/api/v1/tasks/{id}', { params: { path } }))
      await unwrap(
        api.POST('/api/v1/tasks/{id}/assign', {
          params: { path, header: { 'If-Match': etag } },
          body: officer ? { officer } : {},
        }),
      )
      close()
    } finally {
      await again()
    }
  })
  return (
    <Dialog title={t('assignOf', { what })} onClose={close}>
      <AskForm attempt={attempt} button={t('assignDo')} onGiveUp={close}>
        {task.claimed_by ? (
          <Notice kind="warning">{t('claimedBy', { name: task.claimed_by.name })}</Notice>
        ) : null}
        <OfficerSelect
          label={t('assignTo')}
          first={t('toNobody')}
          chosen={officer}
          onChoose={setOfficer}
          fault={faultAt(attempt.trouble, '/officer')}
        />
      </AskForm>
    </Dialog>
  )
}

/** Ends what no step ends: it opens where Enter changes nothing. */
export function FinishSheet({ task, close }: { task: Task; close: () => void }) {
  const t = useText(texts)
  const what = useTaskName()(task)
  const again = useAgain()
  const attempt = useSubmit(async () => {
    await unwrap(api.POST('/api/v1/tasks/{id}/finish', { params: { path: { id: task.id } } }))
    close()
    await again()
  })
  return (
    <Dialog title={t('finishOf', { what })} onClose={close}>
      <AskForm attempt={attempt} button={t('finishOf', { what })} onGiveUp={close}>
        <p>{t('finishLead')}</p>
      </AskForm>
    </Dialog>
  )
}

/** The end of a shift: what is in one's hands goes to a named person (R101). */
export function HandOverSheet({ tasks, close }: { tasks: Task[]; close: () => void }) {
  const t = useText(texts)
  return (
    <Dialog title={t('handOver')} onClose={close}>
      <HandOverForm tasks={tasks} close={close} />
    </Dialog>
  )
}

function HandOverForm({ tasks, close }: { tasks: Task[]; close: () => void }) {
  const t = useText(texts)
  const nameOf = useTaskName()
  const again = useAgain()
  const me = useQuery(sessionQuery).data?.officer
  const [officer, setOfficer] = useState('')
  const [chosen, setChosen] = useState(tasks.map(task => task.id))
  // Promised callbacks stand on no list: whoever hands over everything hands them over as well.
  const all = chosen.length === tasks.length
  const attempt = useSubmit(async () => {
    const faults = [
      ...(officer ? [] : [{ pointer: '/officer', code: 'missing', messages: t.both('handOverToMissing') }]),
      ...(all || chosen.length > 0
        ? []
        : [{ pointer: '/tasks', code: 'missing', messages: t.both('handOverNone') }]),
    ]
    if (faults.length > 0) {
      attempt.setTrouble({ faults })
      return
    }
    try {
      await unwrap(
        api.POST('/api/v1/tasks/hand-over', { body: { officer, ...(all ? {} : { tasks: chosen }) } }),
      )
      close()
    } finally {
      await again()
    }
  })
  return (
    <AskForm
      attempt={attempt}
      button={all ? t('handOverAll') : t('handOverDo', { count: chosen.length })}
      onGiveUp={close}
    >
      <p>{t('handOverLead')}</p>
      <OfficerSelect
        label={t('handOverTo')}
        first={t('choose')}
        chosen={officer}
        onChoose={setOfficer}
        fault={faultAt(attempt.trouble, '/officer')}
        without={me}
      />
      {tasks.length === 0 ? <p className="text-text-quiet">{t('handOverEmpty')}</p> : null}
      <CheckGroup
        pointer="/tasks"
        label={t('handOverTasks')}
        choices={tasks.map(task => ({
          value: task.id,
          name: nameOf(task),
          ...(task.contract ? { more: task.contract.common_name } : {}),
        }))}
        values={chosen}
        onChange={setChosen}
        fault={faultAt(attempt.trouble, '/tasks')}
      />
    </AskForm>
  )
}
