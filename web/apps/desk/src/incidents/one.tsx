import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { names } from '@madoguchi/names'
import { Badge, type Fact, Facts, Notice } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { Loaded, Title } from '../frame/screen.tsx'
import { useOfficerName } from '../officers/queries.ts'
import { Clock } from '../tasks/clock.tsx'
import { causeTexts } from './cause_texts.ts'
import { Items } from './items.tsx'
import { Plan } from './plan.tsx'
import { Progress } from './progress.tsx'
import { type Incident, incidentQuery, isOver, productsQuery, stateMoods, states } from './queries.ts'
import { Steps } from './steps.tsx'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/incidents/$id')({ component: IncidentPage })

/** One incident from the list of who is meant to the result of each (R102, R105). */
function IncidentPage() {
  const t = useText(texts)
  const { id } = Route.useParams()
  const incident = useQuery(incidentQuery(id))
  return (
    <>
      <p>
        <Link to="/incidents">{t('back')}</Link>
      </p>
      <Title>{incident.data ? t('one', { number: incident.data.number }) : t('title')}</Title>
      <Loaded query={incident}>{data => <Details incident={data} />}</Loaded>
    </>
  )
}

const MILLI = 1000
const secondsBetween = (from: string, until: string) => (Date.parse(until) - Date.parse(from)) / MILLI

function Details({ incident }: { incident: Incident }) {
  const search = Route.useSearch()
  const { language } = useLanguage()
  const late = !isOver(incident.state) && incident.seconds_left < 0
  const t = useText(texts)
  return (
    <>
      <p className="my-2 flex flex-wrap items-center gap-3" role="status">
        <Badge mood={stateMoods[incident.state]}>{t(states[incident.state])}</Badge>
        {isOver(incident.state) ? null : (
          <>
            <Clock
              secondsLeft={incident.seconds_left}
              of={secondsBetween(incident.known_since, incident.deadline_at)}
            />
            <span>{t('until', { at: formatDayTime(incident.deadline_at, language) })}</span>
          </>
        )}
      </p>
      {late ? <Notice kind="danger" title={t('late')} /> : null}
      <Progress incident={incident} />
      <Plan incident={incident} />
      <Steps incident={incident} />
      <About incident={incident} />
      <Items incident={incident} search={search} />
    </>
  )
}

function About({ incident }: { incident: Incident }) {
  const t = useText(texts)
  const name = useText(names)
  const cause = useText(causeTexts)
  const officer = useOfficerName()
  const { language } = useLanguage()
  const at = (instant: string) => formatDayTime(instant, language)
  const facts: Fact[] = [
    { name: t('cause'), value: cause(incident.cause) },
    { name: t('reason'), value: name(incident.reason) },
    { name: t('deadline'), value: at(incident.deadline_at) },
    { name: t('knownSince'), value: at(incident.known_since) },
    { name: t('finding'), value: <p className="whitespace-pre-wrap">{incident.finding}</p> },
    { name: t('meant'), value: <Meant incident={incident} /> },
    {
      name: t('opened'),
      value: t('openedLine', { name: officer(incident.opened_by), at: at(incident.opened_at) }),
    },
  ]
  return (
    <div className="mt-10">
      <h2>{t('about')}</h2>
      <Facts facts={facts} />
      <Link to="/events" search={{ subject: incident.id }}>
        {t('events')}
      </Link>
    </div>
  )
}

function Meant({ incident }: { incident: Incident }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const products = useQuery(productsQuery).data?.products
  const { criteria, query } = incident
  return (
    <>
      {criteria > 0 ? <p>{t('meantValues', { count: criteria.toLocaleString(language) })}</p> : null}
      {query ? (
        <p>
          {t('meantPeriod', {
            from: formatDayTime(query.issued_from, language),
            until: formatDayTime(query.issued_until, language),
          })}
        </p>
      ) : null}
      {query?.product ? (
        <p>
          {t('meantProduct', {
            product: products?.find(each => each.id === query.product)?.name ?? query.product,
          })}
        </p>
      ) : null}
    </>
  )
}
