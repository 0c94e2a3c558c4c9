import { unwrap, unwrapTagged } from '@madoguchi/api'
import { AskForm } from '@madoguchi/frame'
import { formatDayTime, type Sentence, useLanguage, useText } from '@madoguchi/i18n'
import {
  Badge,
  Button,
  type Fact,
  Facts,
  FaultSummary,
  faultAt,
  type Mood,
  Notice,
  RadioGroup,
  TextArea,
  TextField,
  useSubmit,
} from '@madoguchi/ui'
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { createLazyRoute } from '@tanstack/react-router'
import { useState } from 'react'
import { api, POLL, type Schemas } from '../api.ts'
import { Loaded, Part, Title } from '../frame/screen.tsx'
import { Sheet } from '../frame/sheet.tsx'
import { Dial } from '../frame/telephone.tsx'
import { useSourceName } from '../names.ts'
import { useOfficerName } from '../officers/queries.ts'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/recoveries/$id')({ component: RecoveryPage })

type Recovery = Schemas['Recovery'] & { etag: string }
const POLL_MS = 10_000

const recoveryQuery = (id: string) =>
  queryOptions({
    queryKey: ['recovery', id],
    queryFn: () =>
      unwrapTagged(api.GET('/api/v1/recoveries/{id}', { params: { path: { id } }, headers: POLL })),
    refetchInterval: POLL_MS,
  })

/** R9: called back on a number on file by one officer, decided by another, told to every contact. */
function RecoveryPage() {
  const t = useText(texts)
  const { id } = Route.useParams()
  const recovery = useQuery(recoveryQuery(id))
  return (
    <>
      <Title>{t('title')}</Title>
      <p>{t('lead')}</p>
      <Loaded query={recovery}>
        {data => (
          <>
            <Overview recovery={data} />
            <Call recovery={data} />
            <Decision recovery={data} />
          </>
        )}
      </Loaded>
    </>
  )
}

const states = { requested: 'requested', confirmed: 'confirmed', done: 'done', rejected: 'rejected' } as const
const moods: Record<Recovery['state'], Mood> = {
  requested: 'wait',
  confirmed: 'wait',
  done: 'good',
  rejected: 'bad',
}

function Overview({ recovery }: { recovery: Recovery }) {
  const t = useText(texts)
  const officer = useOfficerName()
  const { language } = useLanguage()
  const facts: Fact[] = [
    { name: t('account'), value: <span className="mono">{recovery.login_id}</span> },
    { name: t('name'), value: recovery.name },
    { name: t(recovery.state === 'done' ? 'formerAddress' : 'oldAddress'), value: recovery.old_address },
    { name: t('newAddress'), value: <strong>{recovery.new_address}</strong> },
    { name: t('reason'), value: recovery.reason },
    {
      name: t('opened'),
      value: t('openedLine', {
        name: officer(recovery.opened_by),
        at: formatDayTime(recovery.opened_at, language),
      }),
    },
  ]
  if (recovery.called_by && recovery.called_at) {
    const said = { person: recovery.person ?? '', at: formatDayTime(recovery.called_at, language) }
    facts.push({
      name: t('called'),
      value: (
        <>
          {t('calledLine', { name: officer(recovery.called_by), ...said })}
          {recovery.note ? <p className="whitespace-pre-wrap">{recovery.note}</p> : null}
        </>
      ),
    })
  }
  if (recovery.decided_by && recovery.closed_at)
    facts.push({
      name: t('decided'),
      value: t('openedLine', {
        name: officer(recovery.decided_by),
        at: formatDayTime(recovery.closed_at, language),
      }),
    })
  return (
    <>
      <p className="my-2">
        <Badge mood={moods[recovery.state]}>{t(states[recovery.state])}</Badge>
      </p>
      <Facts facts={facts} />
    </>
  )
}

/** The one line of `can` for a step, and what to say when it is not open. */
function useCan(recovery: Recovery, action: string) {
  const t = useText(texts)
  const can = recovery.can.find(each => each.action === action)
  return { allowed: can?.allowed ?? false, why: can?.message ? t('notNow', { why: can.message }) : '' }
}

function useAgain(id: string): () => Promise<unknown> {
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['recovery', id] }),
      client.invalidateQueries({ queryKey: ['tasks'] }),
    ])
}

function Call({ recovery }: { recovery: Recovery }) {
  const t = useText(texts)
  const { allowed, why } = useCan(recovery, 'call')
  if (recovery.state !== 'requested') return null
  return (
    <Part id="call" title={t('call')}>
      <p>{t('callLead')}</p>
      {allowed ? <CallForm recovery={recovery} /> : <Notice>{why}</Notice>}
    </Part>
  )
}

function CallForm({ recovery }: { recovery: Recovery }) {
  const sourceName = useSourceName()
  const t = useText(texts)
  const again = useAgain(recovery.id)
  const [number, setNumber] = useState<string>()
  const [outcome, setOutcome] = useState<string>()
  const [person, setPerson] = useState('')
  const [note, setNote] = useState('')
  // The same number stands on file of several contracts: once is enough.
  const numbers = recovery.numbers.filter(
    (each, index, all) => all.findIndex(other => other.phone === each.phone) === index,
  )
  const attempt = useSubmit(async () => {
    const missing = (pointer: string, what: Sentence) => ({
      pointer,
      code: 'missing',
      messages: t.both('missing', { what }),
    })
    if (!number || (outcome !== 'confirmed' && outcome !== 'refused')) {
      attempt.setTrouble({
        faults: [
          ...(number ? [] : [missing('/number', t.both('number'))]),
          ...(outcome ? [] : [missing('/outcome', t.both('outcome'))]),
        ],
      })
      return
    }
    const body: { number: string; outcome: 'confirmed' | 'refused'; person: string; note?: string } = {
      number,
      outcome,
      person,
      ...(note ? { note } : {}),
    }
    try {
      const params = { path: { id: recovery.id }, header: { 'If-Match': recovery.etag } }
      await unwrap(api.POST('/api/v1/recoveries/{id}/call', { params, body }))
    } finally {
      await again()
    }
  })
  const { trouble } = attempt
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        attempt.submit(undefined)
      }}
    >
      <FaultSummary trouble={trouble} />
      <RadioGroup
        pointer="/number"
        label={t('number')}
        need
        choices={numbers.map(each => ({
          value: each.id,
          name: each.phone,
          more: t('source', { source: sourceName(each.source) }),
        }))}
        value={number}
        onChange={setNumber}
        fault={faultAt(trouble, '/number')}
      />
      <Dial phone={numbers.find(each => each.id === number)?.phone} />
      <RadioGroup
        pointer="/outcome"
        label={t('outcome')}
        need
        choices={[
          { value: 'confirmed', name: t('saidYes') },
          { value: 'refused', name: t('saidNo'), more: t('saidNoMore') },
        ]}
        value={outcome}
        onChange={setOutcome}
        fault={faultAt(trouble, '/outcome')}
      />
      <TextField
        pointer="/person"
        label={t('person')}
        need
        value={person}
        onChange={event => setPerson(event.target.value)}
        fault={faultAt(trouble, '/person')}
      />
      <TextArea
        pointer="/note"
        label={t('note')}
        rows={2}
        value={note}
        onChange={event => setNote(event.target.value)}
        fault={faultAt(trouble, '/note')}
      />
      <Button look="first" type="submit" busy={attempt.busy}>
        {t('record')}
      </Button>
    </form>
  )
}

function Decision({ recovery }: { recovery: Recovery }) {
  const t = useText(texts)
  const approve = useCan(recovery, 'approve')
  const reject = useCan(recovery, 'reject')
  if (recovery.closed_at) return null
  const label = t('approve', { address: recovery.new_address })
  return (
    <Part id="decision" title={t('decision')}>
      {approve.allowed || reject.allowed ? null : <Notice>{approve.why}</Notice>}
      <div className="btn-row">
        {approve.allowed ? (
          <Sheet open={label} title={label}>
            {close => <Decide recovery={recovery} agreed close={close} />}
          </Sheet>
        ) : null}
        {reject.allowed ? (
          <Sheet open={t('reject')} title={t('reject')} quiet>
            {close => <Decide recovery={recovery} agreed={false} close={close} />}
          </Sheet>
        ) : null}
      </div>
    </Part>
  )
}

/** Opens where Enter decides nothing; the button says what it does. */
function Decide({ recovery, agreed, close }: { recovery: Recovery; agreed: boolean; close: () => void }) {
  const t = useText(texts)
  const again = useAgain(recovery.id)
  const attempt = useSubmit(async () => {
    const params = { params: { path: { id: recovery.id }, header: { 'If-Match': recovery.etag } } }
    try {
      await unwrap(
        agreed
          ? api.POST('/api/v1/recoveries/{id}/approve', params)
          : api.POST('/api/v1/recoveries/{id}/reject', params),
      )
      close()
    } finally {
      await again()
    }
  })
  return (
    <AskForm
      attempt={attempt}
      button={agreed ? t('approve', { address: recovery.new_address }) : t('reject')}
      look={agreed ? 'first' : 'danger'}
      onGiveUp={close}
    >
      <p>{t(agreed ? 'approveLead' : 'rejectLead')}</p>
    </AskForm>
  )
}
