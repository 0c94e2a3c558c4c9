import { formatDayTime, minuteOfDay, useLanguage, useText } from '@madoguchi/i18n'
import { applicationMood, applicationStateKey, names } from '@madoguchi/names'
import { Badge, Copyable, type Fact, Facts, Notice, PageTitle } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { Schemas } from '../api.ts'
import { contractQuery } from '../contract/queries.ts'
import { texts as frameTexts } from '../frame/texts.ts'
import { guidanceQuery } from '../guidance.ts'
import { Phoned } from '../phoned.tsx'
import { Waiting } from '../waiting.tsx'
import { Actions, type Done, DoneNotice } from './actions.tsx'
import { Content, Issued } from './content.tsx'
import { Course } from './course.tsx'
import { useLiveApplication } from './queries.ts'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/applications/$id')({ component: ApplicationPage })

function ApplicationPage() {
  const t = useText(texts)
  const service = useText(frameTexts)
  const { id } = Route.useParams()
  const application = useLiveApplication(id)
  const [done, setDone] = useState<Done>()
  const seen = application.data
  const guidance = useQuery(guidanceQuery)
  const contract = useQuery({ ...contractQuery(seen?.contract.id ?? ''), enabled: seen !== undefined })
  return (
    <>
      <p>
        <Link to="/applications">{t('back')}</Link>
      </p>
      <PageTitle service={service('service')}>{t('title')}</PageTitle>
      <Waiting for={seen ? [contract, guidance] : [application]} lines={8} />
      {seen && contract.data && guidance.data ? (
        <>
          <Announce state={seen.state} />
          {done ? <DoneNotice application={seen} done={done} /> : null}
          <Standing application={seen} lookFailed={application.lookFailed} />
          <Issued application={seen} />
          <Actions application={seen} onDone={setDone} />
          <Course application={seen} />
          <Overview application={seen} />
          <Content application={seen} />
        </>
      ) : null}
    </>
  )
}

/** A change that came by itself is said politely, once. */
function Announce({ state }: { state: Schemas['ApplicationState'] }) {
  const t = useText(texts)
  const name = useText(names)
  const first = useRef(state)
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (first.current === state) return
    first.current = state
    setSaid(t('changed', { state: name(applicationStateKey(state)) }))
  }, [state, t, name])
  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  )
}

/** By what it is known: its number, its contract, who filed it and when. */
function Overview({ application }: { application: Schemas['Application'] }) {
  const t = useText(texts)
  const name = useText(names)
  const { language } = useLanguage()
  const { contract } = application
  const facts: Fact[] = [
    { name: t('number'), value: <Copyable text={application.number} /> },
    { name: t('kind'), value: name(application.kind) },
    {
      name: t('contract'),
      value: (
        <Link to="/contracts/$id" params={{ id: contract.id }}>
          {t('of', { name: contract.common_name, number: contract.number })}
        </Link>
      ),
    },
    { name: t('filed'), value: formatDayTime(application.filed_at, language) },
  ]
  if (application.on_behalf) facts.push({ name: t('filedBy'), value: t('onBehalf') })
  else if (application.filed_by) facts.push({ name: t('filedBy'), value: application.filed_by })
  // A dated revocation ends at the wished time, as its receipt said.
  const dated = application.revocation?.wished_at
  if (application.deadline_at && !dated && application.waits_for !== 'nobody') {
    facts.push({ name: t('deadline'), value: formatDayTime(application.deadline_at, language) })
  }
  return (
    <section aria-labelledby="overview">
      <h2 id="overview" className="mt-10">
        {t('overview')}
      </h2>
      <Facts facts={facts} />
    </section>
  )
}

/** Where it stands, what comes next, and who will call. */
function Standing({ application, lookFailed }: { application: Schemas['Application']; lookFailed: boolean }) {
  const t = useText(texts)
  const name = useText(names)
  const { language } = useLanguage()
  const { contract } = application
  const yours = application.waits_for === 'customer' || application.waits_for === 'second_user'
  const open = application.waits_for !== 'nobody'
  return (
    <section aria-label={t('state')}>
      <p className="font-bold">
        {t('about', { kind: name(application.kind), name: contract.common_name })}
        <wbr />
        <span className="whitespace-nowrap">({contract.number})</span>
      </p>
      <p className={`mt-3 flex flex-wrap content-start items-center gap-3 ${open ? 'max-sm:min-h-16' : ''}`}>
        <span className="sr-only">{t('state')}:</span>
        <Badge mood={applicationMood(application.state)}>
          {name(applicationStateKey(application.state))}
        </Badge>
        {open ? (
          <span role="status" className={lookFailed ? 'text-warning text-sm' : 'text-text-quiet text-sm'}>
            {t(lookFailed ? 'lookFailed' : 'live')}
          </span>
        ) : null}
      </p>
      {application.suspended_at ? <Notice kind="warning">{t('suspended')}</Notice> : null}
      {application.next_step ? (
        <Notice kind={yours ? 'warning' : 'info'} title={yours ? t('yours') : t('nextStep')}>
          <p>{application.next_step}</p>
          {application.answer_until && application.state === 'sent_back' ? (
            <p className="font-bold">
              {t('answerUntil')}: {formatDayTime(application.answer_until, language)}
            </p>
          ) : null}
        </Notice>
      ) : null}
      {application.customer_text ? (
        <Notice title={t('message')} kind={yours ? 'warning' : 'info'}>
          <p className="whitespace-pre-wrap">{application.customer_text}</p>
        </Notice>
      ) : null}
      {callsAhead(application) ? <Call contract={contract.id} /> : null}
    </section>
  )
}

const callsAhead = ({ kind, waits_for, state }: Schemas['Application']) =>
  kind !== 'emergency_revocation' &&
  waits_for === 'authority' &&
  (kind !== 'revocation' || state === 'awaiting_call')

/** Who will be called, at which number, from which and when: so that no other call is believed. */
function Call({ contract }: { contract: string }) {
  const t = useText(texts)
  const guidance = useQuery(guidanceQuery).data
  const seen = useQuery(contractQuery(contract)).data
  const registrant = seen?.contacts.find(contact => contact.role === 'registrant' && !contact.valid_until)
  if (!guidance || !registrant) return null
  const { desk } = guidance
  return (
    <Notice title={t('callTitle')}>
      <p>
        <Phoned
          text={t('call', {
            person: registrant.person_name,
            phone: registrant.phone,
            from: desk.call_number,
          })}
          phones={[registrant.phone, desk.call_number]}
        />
      </p>
      <p className="text-text-quiet">
        {t('callHours', {
          from: minuteOfDay(desk.calls_from_minute),
          until: minuteOfDay(desk.calls_until_minute),
        })}
      </p>
    </Notice>
  )
}
