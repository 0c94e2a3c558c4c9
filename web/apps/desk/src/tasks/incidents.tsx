import { useText } from '@madoguchi/i18n'
import { Notice } from '@madoguchi/ui'
import { Link } from '@tanstack/react-router'
import type { Schemas } from '../api.ts'
import { causeTexts } from '../incidents/cause_texts.ts'
import { Clock } from './clock.tsx'
import { texts } from './texts.ts'

/** Mass revocations whose plan stands and waits for a second officer: no task of one contract tells of them (R105). */
export function IncidentsWaiting({ incidents }: { incidents: Schemas['IncidentLine'][] }) {
  const t = useText(texts)
  const cause = useText(causeTexts)
  const waiting = incidents.filter(({ state }) => state === 'planned')
  if (waiting.length === 0) return null
  return (
    <Notice kind="warning" title={t('incidentsWait')}>
      <ul>
        {waiting.map(line => (
          <li key={line.id} className="flex flex-wrap items-baseline gap-x-4">
            <Link to="/incidents/$id" params={{ id: line.id }} className="mono font-bold">
              {line.number}
            </Link>
            <span>{cause(line.cause)}</span>
            <Clock secondsLeft={line.seconds_left} />
          </li>
        ))}
      </ul>
    </Notice>
  )
}
