import { formatDay, formatDayTime, formatMinute, useLanguage, useText } from '@madoguchi/i18n'
import { Button, Facts } from '@madoguchi/ui'
import { Link } from '@tanstack/react-router'
import { useLayoutEffect, useRef, useState } from 'react'
import type { Schemas } from '../api.ts'
import { useOfficerName } from '../officers/queries.ts'
import { actions, isNamed, subjects } from './action_names.ts'
import { texts } from './texts.ts'

type Event = Schemas['Event']

/** As many as one reads through; the rest of the page comes at a press, without the server. */
const FIRST_LINES = 20

const actors = { subscriber: 'subscriber', officer: 'officer', engine: 'engine' } as const

const isLook = (event: Event) => event.action.endsWith('.viewed')

/** Who looks at a case looks at much of it: one line for what the same person looked at in one go, on one day. */
function linesOf(events: Event[], dayOf: (event: Event) => string): Event[][] {
  const lines: Event[][] = []
  for (const event of events) {
    const line = lines.at(-1)
    const last = line?.[0]
    const goesOn =
      last && isLook(last) && isLook(event) && last.actor === event.actor && dayOf(last) === dayOf(event)
    if (goesOn) line?.push(event)
    else lines.push([event])
  }
  return lines
}

/** Days in the order of their lines. */
function byDay(lines: Event[][], dayOf: (event: Event) => string): [string, Event[][]][] {
  const days = new Map<string, Event[][]>()
  for (const line of lines) {
    const day = line[0] ? dayOf(line[0]) : ''
    days.set(day, [...(days.get(day) ?? []), line])
  }
  return [...days]
}

/** A line each under its day, what else is recorded folded below it. */
export function EventList({ events }: { events: Event[] }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const dayOf = (event: Event) => formatDay(event.at, language)
  const lines = linesOf(events, dayOf)
  const linked = window.location.hash.slice(1)
  const at = lines.findIndex(line => line.some(event => event.id === linked))
  const [all, setAll] = useState(at >= FIRST_LINES)
  const [unfolded, setUnfolded] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const wanted = useRef(at >= 0 ? `[id="${linked}"]` : '')
  // The line that was linked, or the first that came at the press of the button that is gone.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when they are there
  useLayoutEffect(() => {
    const line = wanted.current ? box.current?.querySelector(`${wanted.current} summary`) : null
    wanted.current = ''
    if (line instanceof HTMLElement) line.focus()
  }, [all])
  const rest = lines.slice(FIRST_LINES)
  return (
    <div ref={box}>
      <Button look="plain" small className="-ms-3" onClick={() => setUnfolded(!unfolded)}>
        {unfolded ? t('fold') : t('unfold')}
      </Button>
      {byDay(all ? lines : lines.slice(0, FIRST_LINES), dayOf).map(([day, own]) => (
        <section key={own[0]?.[0]?.id} aria-labelledby={`day-${own[0]?.[0]?.id}`}>
          <h2 id={`day-${own[0]?.[0]?.id}`} className="event-day">
            {t('day', { day })}
          </h2>
          <ul>
            {own.map(line =>
              line.length > 1 ? (
                <Looks key={line[0]?.id} events={line} unfolded={unfolded} linked={linked} />
              ) : (
                line.map(event => (
                  <Line key={event.id} event={event} open={unfolded || event.id === linked} />
                ))
              ),
            )}
          </ul>
        </section>
      ))}
      {all || rest.length === 0 ? null : (
        <div className="btn-row">
          <Button
            onClick={() => {
              wanted.current = `[data-line="${rest[0]?.[0]?.id}"]`
              setAll(true)
            }}
          >
            {t('more', { count: rest.flat().length })}
          </Button>
        </div>
      )}
    </div>
  )
}

interface LooksProps {
  events: Event[]
  unfolded: boolean
  linked: string
}

function Looks({ events, unfolded, linked }: LooksProps) {
  const t = useText(texts)
  const who = useWho()
  const kind = useKind()
  const [first] = events
  if (!first) return null
  const kinds = [...new Set(events.map(kind))].join(t('listed'))
  return (
    <li data-line={first.id} className="border-border border-b">
      <details open={unfolded || events.some(event => event.id === linked)}>
        <summary className="event">
          <span className="event-at">{formatMinute(first.at)}</span>{' '}
          <strong className="event-looks">{t('looks', { count: events.length })}</strong>{' '}
          <span className="event-quiet">{who(first)}</span> <span className="event-quiet">{kinds}</span>
        </summary>
        <ul className="event-more">
          {events.map(event => (
            <Line key={event.id} event={event} open={unfolded || event.id === linked} />
          ))}
        </ul>
      </details>
    </li>
  )
}

function useKind() {
  const subject = useText(subjects)
  return ({ subject_kind }: Event) => (isNamed(subjects, subject_kind) ? subject(subject_kind) : subject_kind)
}

/** An officer's name; of everybody else what they are. */
function useWho() {
  const t = useText(texts)
  const officer = useOfficerName()
  return ({ actor, actor_kind }: Event) =>
    actor && actor_kind === 'officer' ? officer(actor) : t(actors[actor_kind])
}

function Line({ event, open }: { event: Event; open: boolean }) {
  const action = useText(actions)
  const who = useWho()
  const kind = useKind()
  return (
    <li id={event.id} data-line={event.id} className="event-line border-border border-b">
      <details open={open}>
        <summary className="event">
          <span className="event-at">{formatMinute(event.at)}</span>{' '}
          <strong className={isLook(event) ? 'event-looks' : ''}>
            {isNamed(actions, event.action) ? action(event.action) : event.action}
          </strong>{' '}
          <span className="event-quiet">{who(event)}</span> <span className="event-quiet">{kind(event)}</span>
        </summary>
        <Recorded event={event} kind={kind(event)} />
      </details>
    </li>
  )
}

/** The event as it is on record. */
function Recorded({ event, kind }: { event: Event; kind: string }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const officer = useOfficerName()
  const body = Object.entries(event.body)
  const actor = event.actor_kind === 'officer' && event.actor ? officer(event.actor) : event.actor
  const by = t(actors[event.actor_kind])
  return (
    <div className="event-more">
      <Facts
        facts={[
          { name: t('at'), value: <a href={`#${event.id}`}>{formatDayTime(event.at, language)}</a> },
          { name: t('code'), value: <span className="mono break-all">{event.action}</span> },
          { name: t('actor'), value: actor ? t('byWhom', { by, actor }) : by },
          {
            name: t('subject'),
            value: (
              <>
                <Link to="/events" search={{ subject: event.subject }}>
                  {kind}
                </Link>{' '}
                <span className="text-text-quiet mono text-sm break-all">{event.subject}</span>
              </>
            ),
          },
          ...body.map(([name, value]) => ({
            name,
            value: <span className="break-all">{String(value)}</span>,
          })),
        ]}
      />
    </div>
  )
}
