import { unwrap } from '@madoguchi/api'
import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { Button, FaultSummary, Notice, TableBox, TextField, useSubmit } from '@madoguchi/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api, type Schemas } from '../api.ts'
import { Loaded, Part, Title } from '../frame/screen.tsx'
import { useRole } from '../frame/session.ts'
import { useOfficerName } from '../officers/queries.ts'
import { actions, isNamed, subjects } from './action_names.ts'
import { downloadEvents } from './export.ts'
import { type EventSearch, startOfDay } from './search.ts'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/events')({ component: Events })

const PAGE_LINES = 100

const actors = { subscriber: 'subscriber', officer: 'officer', engine: 'engine' } as const

const period = (search: EventSearch) => ({
  ...(search.from ? { from: startOfDay(search.from) } : {}),
  ...(search.until ? { until: startOfDay(search.until, 1) } : {}),
})

/** What was done to one object or in one contract (R106); the whole of it as a file, for auditors. */
function Events() {
  const t = useText(texts)
  const search = Route.useSearch()
  const auditor = useRole('auditor', 'administrator')
  const about = search.contract ?? search.subject
  return (
    <>
      <Title>{t('title')}</Title>
      <p>{t('lead')}</p>
      <Filter key={`${about} ${search.from} ${search.until}`} search={search} />
      {about ? <List search={search} /> : <Notice>{t('choose')}</Notice>}
      {auditor ? <Export search={search} /> : null}
    </>
  )
}

function Filter({ search }: { search: EventSearch }) {
  const t = useText(texts)
  const navigate = Route.useNavigate()
  const [about, setAbout] = useState(search.contract ?? search.subject ?? '')
  const [from, setFrom] = useState(search.from ?? '')
  const [until, setUntil] = useState(search.until ?? '')
  function find(event: FormEvent) {
    event.preventDefault()
    const same = about.trim() === search.contract
    navigate({
      search: {
        ...(same ? { contract: search.contract } : { subject: about.trim() || undefined }),
        from: from || undefined,
        until: until || undefined,
      },
    })
  }
  return (
    <search>
      <form onSubmit={find} className="flex flex-wrap items-end gap-x-4">
        <TextField
          pointer="/about"
          label={t('about')}
          hint={t('aboutHint')}
          className="input-mono"
          value={about}
          onChange={event => setAbout(event.target.value)}
        />
        <TextField
          pointer="/from"
          label={t('from')}
          type="date"
          className="input-short"
          value={from}
          onChange={event => setFrom(event.target.value)}
        />
        <TextField
          pointer="/until"
          label={t('until')}
          type="date"
          className="input-short"
          value={until}
          onChange={event => setUntil(event.target.value)}
        />
        <Button type="submit" className="my-6">
          {t('find')}
        </Button>
      </form>
    </search>
  )
}

function List({ search }: { search: EventSearch }) {
  const t = useText(texts)
  const events = useQuery({
    queryKey: ['events', search],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/events', {
          params: {
            query: {
              limit: PAGE_LINES,
              ...(search.contract ? { contract: search.contract } : { subject: search.subject ?? '' }),
              ...period(search),
              ...(search.cursor ? { cursor: search.cursor } : {}),
            },
          },
        }),
      ),
    placeholderData: keepPreviousData,
  })
  return (
    <Loaded query={events}>
      {data =>
        data.events.length === 0 ? (
          <Notice title={t('none')} />
        ) : (
          <>
            <TableBox label={t('title')}>
              <table className="table table-cards">
                <thead>
                  <tr>
                    <th scope="col">{t('at')}</th>
                    <th scope="col">{t('action')}</th>
                    <th scope="col">{t('actor')}</th>
                    <th scope="col">{t('subject')}</th>
                    <th scope="col">{t('body')}</th>
                  </tr>
                </thead>
                <tbody>
                  {data.events.map(event => (
                    <Line key={event.id} event={event} />
                  ))}
                </tbody>
              </table>
            </TableBox>
            {data.next ? (
              <Link className="btn btn-second" to="/events" search={{ ...search, cursor: data.next }}>
                {t('nextPage')}
              </Link>
            ) : null}
          </>
        )
      }
    </Loaded>
  )
}

function Line({ event }: { event: Schemas['Event'] }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const officer = useOfficerName()
  const action = useText(actions)
  const subject = useText(subjects)
  const body = Object.entries(event.body)
  return (
    <tr id={event.id}>
      <td data-label={t('at')} className="min-w-44">
        <a href={`#${event.id}`}>{formatDayTime(event.at, language)}</a>
      </td>
      <td data-label={t('action')}>
        <strong>{isNamed(actions, event.action) ? action(event.action) : null}</strong>
        <p className="text-text-quiet mono text-sm">{event.action}</p>
      </td>
      <td data-label={t('actor')} className="word min-w-28">
        {t(actors[event.actor_kind])}
        {event.actor ? (
          <p className="text-text-quiet text-sm">
            {event.actor_kind === 'officer' ? officer(event.actor) : event.actor}
          </p>
        ) : null}
      </td>
      <td data-label={t('subject')}>
        <Link to="/events" search={{ subject: event.subject }}>
          {isNamed(subjects, event.subject_kind) ? subject(event.subject_kind) : event.subject_kind}
        </Link>
        <p className="text-text-quiet mono text-xs tracking-tighter">{event.subject}</p>
      </td>
      <td data-label={t('body')} data-empty={body.length === 0 || undefined}>
        {body.map(([name, value]) => (
          <p key={name} className="text-sm break-all">
            <span className="text-text-quiet mono">{name}:</span> {String(value)}
          </p>
        ))}
      </td>
    </tr>
  )
}

function Export({ search }: { search: EventSearch }) {
  const t = useText(texts)
  const { submit, busy, trouble } = useSubmit(async () => downloadEvents(period(search)))
  return (
    <Part id="export" title={t('export')}>
      <p>{t('exportLead')}</p>
      <FaultSummary trouble={trouble} />
      <Button busy={busy} onClick={() => submit(undefined)}>
        {t('exportDo')}
      </Button>
    </Part>
  )
}
