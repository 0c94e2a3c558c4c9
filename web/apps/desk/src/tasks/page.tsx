import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { applicationStateKey } from '@madoguchi/names'
import {
  Button,
  FaultSummary,
  LoadTrouble,
  Notice,
  PageTitle,
  Skeleton,
  TableBox,
  useSubmit,
} from '@madoguchi/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { stateNames } from '../application/state_names.ts'
import { texts as frameTexts } from '../frame/texts.ts'
import { incidentsQuery } from '../incidents/queries.ts'
import { useShortcuts } from '../keys/keys.ts'
import { focusedRow, useRowKeys } from '../keys/rows.ts'
import { deskNames } from '../names.ts'
import { Clock } from './clock.tsx'
import { useDuration } from './duration.ts'
import { Filters } from './filters.tsx'
import { Hands, useHands } from './hands.tsx'
import { IncidentsWaiting } from './incidents.tsx'
import { TaskLink } from './link.tsx'
import { handsQuery, type Task, tasksQuery } from './queries.ts'
import type { TaskSearch } from './search.ts'
import { HandOverSheet } from './sheets.tsx'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/tasks')({ component: Tasks })

const MINUTE = 60

function Tasks() {
  const t = useText(texts)
  const service = useText(frameTexts)
  const search = Route.useSearch()
  const list = useQuery(tasksQuery(search))
  const incidents = useQuery(incidentsQuery)
  const client = useQueryClient()
  const [inHands, setInHands] = useState<Task[]>()
  // The sheet opens with what there is to hand over, and with the focus where one begins.
  const hand = useSubmit(async () => setInHands((await client.fetchQuery(handsQuery)).tasks))
  useShortcuts([{ key: 'h', name: t('keyHandOver'), run: () => hand.submit(undefined) }])
  return (
    <>
      <PageTitle service={service('service')}>{t('title')}</PageTitle>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <p>{t('lead')}</p>
        <Button small busy={hand.busy} onClick={() => hand.submit(undefined)}>
          {t('handOver')}
        </Button>
      </div>
      <FaultSummary trouble={hand.trouble} />
      {inHands ? <HandOverSheet tasks={inHands} close={() => setInHands(undefined)} /> : null}
      <Filters search={search} />
      {list.error ? <LoadTrouble error={list.error} onAgain={() => list.refetch()} /> : null}
      {list.isPending || incidents.isPending ? <Skeleton lines={6} /> : null}
      {incidents.data ? <IncidentsWaiting incidents={incidents.data.incidents} /> : null}
      {list.data && !incidents.isPending ? <List tasks={list.data.tasks} search={search} /> : null}
      <div className="btn-row">
        {search.cursor ? (
          <Link className="btn btn-plain" to="/tasks" search={{ ...search, cursor: undefined }}>
            {t('firstPage')}
          </Link>
        ) : null}
        {list.data?.next ? (
          <Link className="btn btn-second" to="/tasks" search={{ ...search, cursor: list.data.next }}>
            {t('nextPage')}
          </Link>
        ) : null}
      </div>
    </>
  )
}

function List({ tasks, search }: { tasks: Task[]; search: TaskSearch }) {
  const t = useText(texts)
  const rows = useRowKeys({ next: t('keyDown'), before: t('keyUp'), open: t('keyOpen') })
  const hands = useHands()
  useShortcuts([
    {
      key: 'c',
      name: t('keyClaim'),
      run: () => {
        const task = tasks.find(each => each.id === focusedRow())
        if (task) hands.submit({ task, verb: 'claim' })
      },
    },
  ])
  if (tasks.length === 0) {
    const filtered = Object.values(search).some(value => value !== undefined)
    return (
      <Notice title={filtered ? t('noHits') : t('none')}>
        {filtered ? <Link to="/tasks">{t('clear')}</Link> : <p>{t('noneMore')}</p>}
      </Notice>
    )
  }
  return (
    <div ref={rows}>
      <FaultSummary trouble={hands.trouble} />
      <TableBox label={t('title')}>
        <table className="table table-cards">
          <thead>
            <tr>
              <th scope="col">{t('due')}</th>
              <th scope="col">{t('work')}</th>
              <th scope="col">{t('contract')}</th>
              <th scope="col">{t('holder')}</th>
            </tr>
          </thead>
          <tbody>
            {tasks.map(task => (
              <Line key={task.id} task={task} hands={hands} />
            ))}
          </tbody>
        </table>
      </TableBox>
    </div>
  )
}

function Line({ task, hands }: { task: Task; hands: ReturnType<typeof useHands> }) {
  const t = useText(texts)
  return (
    <tr data-row={task.id}>
      <td data-label={t('due')}>
        <Due task={task} />
      </td>
      <td data-label={t('work')}>
        <Work task={task} />
      </td>
      <td data-label={t('contract')}>
        {task.contract ? (
          <>
            <p>{task.contract.common_name}</p>
            <p className="text-text-quiet max-w-80 text-sm">{task.contract.customer_name}</p>
            <p className="text-text-quiet text-sm">{task.contract.number}</p>
          </>
        ) : (
          '―'
        )}
      </td>
      <td data-label={t('holder')}>
        <Hands task={task} hands={hands} />
      </td>
    </tr>
  )
}

function Due({ task }: { task: Task }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const duration = useDuration()
  return (
    <>
      {task.seconds_left !== undefined && task.due_at ? (
        <>
          <Clock secondsLeft={task.seconds_left} of={task.age_seconds + task.seconds_left} />
          <p className="text-text-quiet text-sm">
            {t('until', { at: formatDayTime(task.due_at, language) })}
          </p>
        </>
      ) : (
        <p className="text-text-quiet">{t('noDeadline')}</p>
      )}
      <p className="text-text-quiet text-sm">
        {task.age_seconds < MINUTE ? t('justNow') : t('waiting', { duration: duration(task.age_seconds) })}
      </p>
    </>
  )
}

function Work({ task }: { task: Task }) {
  const desk = useText(deskNames)
  const name = useText(stateNames)
  const number = task.application?.number ?? task.enquiry?.number
  return (
    <>
      <p className="font-bold">
        <TaskLink task={task}>
          {desk(task.kind)}
          {task.application ? `: ${name(task.application.kind)}` : ''}
        </TaskLink>
      </p>
      {task.application ? (
        <p className="text-sm">{name(applicationStateKey(task.application.state))}</p>
      ) : null}
      {number ? <p className="mono text-sm">{number}</p> : null}
    </>
  )
}
