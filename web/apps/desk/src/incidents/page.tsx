import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { Badge, Notice, TableBox } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import type { Schemas } from '../api.ts'
import { Loaded, Title } from '../frame/screen.tsx'
import { useRowKeys } from '../keys/rows.ts'
import { useOfficerName } from '../officers/queries.ts'
import { Clock } from '../tasks/clock.tsx'
import { causeTexts } from './cause_texts.ts'
import { incidentsQuery, isOver, stateMoods, states } from './queries.ts'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/incidents')({ component: Incidents })

/** Mass revocations, the newest first (R105; doc/incidents.md). */
function Incidents() {
  const t = useText(texts)
  const list = useQuery(incidentsQuery)
  return (
    <>
      <Title>{t('title')}</Title>
      <p>{t('lead')}</p>
      <Loaded query={list}>
        {data => (
          <>
            {data.can.some(can => can.action === 'incidents' && can.allowed) ? (
              <p className="btn-row">
                <Link className="btn btn-second" to="/incidents/open">
                  {t('open')}
                </Link>
              </p>
            ) : null}
            {data.incidents.length === 0 ? <Notice title={t('none')} /> : <List lines={data.incidents} />}
          </>
        )}
      </Loaded>
    </>
  )
}

function List({ lines }: { lines: Schemas['IncidentLine'][] }) {
  const t = useText(texts)
  const rows = useRowKeys({ next: t('keyDown'), before: t('keyUp'), open: t('keyOpen') })
  return (
    <div ref={rows}>
      <TableBox label={t('title')}>
        <table className="table table-cards">
          <thead>
            <tr>
              <th scope="col">{t('incident')}</th>
              <th scope="col">{t('state')}</th>
              <th scope="col">{t('hit')}</th>
              <th scope="col">{t('deadline')}</th>
              <th scope="col">{t('opened')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(line => (
              <Line key={line.id} line={line} />
            ))}
          </tbody>
        </table>
      </TableBox>
    </div>
  )
}

function Line({ line }: { line: Schemas['IncidentLine'] }) {
  const t = useText(texts)
  const cause = useText(causeTexts)
  const officer = useOfficerName()
  const { language } = useLanguage()
  const count = (value: number) => value.toLocaleString(language)
  const { plan, progress } = line
  return (
    <tr data-row={line.id}>
      <td>
        <Link data-row-link to="/incidents/$id" params={{ id: line.id }} className="mono font-bold">
          {line.number}
        </Link>
        <p className="text-sm">{cause(line.cause)}</p>
      </td>
      <td data-label={t('state')}>
        <Badge mood={stateMoods[line.state]}>{t(states[line.state])}</Badge>
      </td>
      <td data-label={t('hit')}>
        {progress
          ? t('doneOf', { done: count(progress.done), all: count(progress.items) })
          : plan
            ? t('certificates', { count: count(plan.items) })
            : '―'}
      </td>
      <td data-label={t('deadline')}>
        {isOver(line.state) ? null : <Clock secondsLeft={line.seconds_left} />}
        <p className="text-sm">{formatDayTime(line.deadline_at, language)}</p>
      </td>
      <td data-label={t('opened')}>
        {officer(line.opened_by)}
        <p className="text-text-quiet text-sm">{formatDayTime(line.opened_at, language)}</p>
      </td>
    </tr>
  )
}
