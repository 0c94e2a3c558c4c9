import { unwrap } from '@madoguchi/api'
import { useText } from '@madoguchi/i18n'
import { Button, FaultSummary, Notice, TextField, useSubmit } from '@madoguchi/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api } from '../api.ts'
import { Loaded, Part, Title } from '../frame/screen.tsx'
import { useRole } from '../frame/session.ts'
import { downloadEvents } from './export.ts'
import { EventList } from './list.tsx'
import { type EventSearch, startOfDay } from './search.ts'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/events')({ component: Events })

const PAGE_LINES = 100

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
      <form onSubmit={find} className="field-line">
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
        <Button type="submit">{t('find')}</Button>
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
              newest_first: true,
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
            <EventList key={search.cursor} events={data.events} />
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
