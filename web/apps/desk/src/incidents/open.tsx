import { type FieldFault, unwrapTagged } from '@madoguchi/api'
import { parseJst, type Sentence, useLanguage, useText } from '@madoguchi/i18n'
import {
  Button,
  FaultSummary,
  faultAt,
  Select,
  TextArea,
  TextField,
  useIdempotencyKey,
  useSubmit,
} from '@madoguchi/ui'
import { useQueryClient } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, type Schemas } from '../api.ts'
import { Title } from '../frame/screen.tsx'
import { addPiece, askForPlan } from './acts.ts'
import { causeTexts } from './cause_texts.ts'
import { causes } from './causes.ts'
import { texts } from './open_texts.ts'
import type { Incident } from './queries.ts'
import { texts as incidentTexts } from './texts.ts'
import { criteriaOf, inPieces, type Kind } from './values.ts'
import { nobody, valuesOf, type Whom, WhomFields } from './whom.tsx'

export const Route = createLazyRoute('/incidents/open')({ component: Open })

type Cause = Schemas['IncidentCause']
interface Typed {
  cause: Cause | undefined
  finding: string
  known: string
}

/** One cause, who is meant, one plan: nothing is revoked by it (BR 4.9.1.1). */
function Open() {
  const t = useText(texts)
  const about = useText(incidentTexts)
  const { language } = useLanguage()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [typed, setTyped] = useState<Typed>({ cause: undefined, finding: '', known: '' })
  const [whom, setWhom] = useState(nobody)
  const [sent, setSent] = useState<{ done: number; all: number }>()
  const send = useOpen()
  const missing = useMissing()
  const attempt = useSubmit(async () => {
    const faults = missing(typed, whom)
    if (faults.length > 0) {
      attempt.setTrouble({ faults })
      return
    }
    try {
      const opened = await send(typed, whom, (done, all) => setSent({ done, all }))
      await client.invalidateQueries({ queryKey: ['incidents'] })
      await navigate({ to: '/incidents/$id', params: { id: opened.id }, replace: true })
    } finally {
      setSent(undefined)
    }
  })
  const { trouble } = attempt
  const set = (change: Partial<Typed>) => setTyped(now => ({ ...now, ...change }))
  return (
    <>
      <p>
        <Link to="/incidents">{about('back')}</Link>
      </p>
      <Title>{t('title')}</Title>
      <p>{t('lead')}</p>
      <FaultSummary trouble={trouble} />
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault()
          attempt.submit(undefined)
        }}
      >
        <CauseField
          value={typed.cause}
          onChange={cause => set({ cause })}
          fault={faultAt(trouble, '/cause')}
        />
        <TextArea
          pointer="/finding"
          label={about('finding')}
          hint={t('findingHint')}
          need
          rows={3}
          maxLength={2000}
          value={typed.finding}
          onChange={event => set({ finding: event.target.value })}
          fault={faultAt(trouble, '/finding')}
        />
        <TextField
          pointer="/known_since"
          label={about('knownSince')}
          hint={t('knownHint')}
          type="datetime-local"
          className="input-short"
          value={typed.known}
          onChange={event => set({ known: event.target.value })}
          fault={faultAt(trouble, '/known_since')}
        />
        <WhomFields
          whom={whom}
          onChange={change => setWhom(now => ({ ...now, ...change }))}
          trouble={trouble}
          withPeriod
        />
        <div className="btn-row">
          <Button look="first" type="submit" busy={attempt.busy}>
            {t('do')}
          </Button>
          <span role="status" className="text-text-quiet">
            {sent
              ? t('sent', {
                  done: sent.done.toLocaleString(language),
                  all: sent.all.toLocaleString(language),
                })
              : ''}
          </span>
        </div>
      </form>
    </>
  )
}

function CauseField({
  value,
  onChange,
  fault,
}: {
  value: Cause | undefined
  onChange: (cause: Cause | undefined) => void
  fault: Sentence | undefined
}) {
  const t = useText(texts)
  const about = useText(incidentTexts)
  const name = useText(causeTexts)
  const all = [...causes.day, ...causes.days]
  return (
    <Select
      pointer="/cause"
      label={about('cause')}
      hint={t('causeHint')}
      need
      value={value ?? ''}
      onChange={event => onChange(all.find(cause => cause === event.target.value))}
      fault={fault}
    >
      <option value="">{t('choose')}</option>
      {(['day', 'days'] as const).map(group => (
        <optgroup key={group} label={t(group)}>
          {causes[group].map(cause => (
            <option key={cause} value={cause}>
              {name(cause)}
            </option>
          ))}
        </optgroup>
      ))}
    </Select>
  )
}

/** What cannot be sent because it is not there. */
function useMissing() {
  const t = useText(texts)
  return ({ cause }: Typed, whom: Whom): FieldFault[] => {
    const faults: FieldFault[] = []
    const add = (pointer: string, messages: Sentence) => faults.push({ pointer, code: 'missing', messages })
    if (!cause) add('/cause', t.both('causeMissing'))
    if (!whom.way) add('/way', t.both('wayMissing'))
    else if (whom.way !== 'period') {
      if (valuesOf(whom).length === 0) add('/values', t.both('valuesMissing'))
    } else {
      if (!parseJst(whom.from)) add('/query/issued_from', t.both('momentMissing'))
      if (!parseJst(whom.until)) add('/query/issued_until', t.both('momentMissing'))
    }
    return faults
  }
}

/** Opens it, adds what does not fit into one call, and asks for the plan. After a failure it goes on where it was. */
function useOpen() {
  const t = useText(texts)
  const key = useIdempotencyKey()
  return async (typed: Typed, whom: Whom, told: (done: number, all: number) => void): Promise<Incident> => {
    const values = valuesOf(whom)
    const known_since = parseJst(typed.known)
    const begin = (piece: typeof values) => {
      const body = {
        cause: typed.cause as Cause,
        finding: typed.finding,
        ...(known_since ? { known_since } : {}),
        ...(whom.way === 'period'
          ? { query: periodOf(whom) }
          : { criteria: criteriaOf(whom.way as Kind, piece) }),
      }
      const params = { header: { 'Idempotency-Key': key(body) } }
      return unwrapTagged(api.POST('/api/v1/incidents', { params, body }))
    }
    let incident: Incident | undefined
    const say = ({ line, value }: { line: number; value: string }, why: Sentence) =>
      t.both('lineFault', { line, value, why })
    await inPieces(values, say, async (piece, done) => {
      incident = incident ? await addPiece(incident, whom.way as Kind, piece) : await begin(piece)
      if (values.length > piece.length) told(done, values.length)
    })
    if (!incident) throw new Error('inPieces sends one piece at least')
    return askForPlan(incident)
  }
}

function periodOf(whom: Whom): Schemas['IncidentQuery'] {
  return {
    issued_from: parseJst(whom.from) ?? '',
    issued_until: parseJst(whom.until) ?? '',
    ...(whom.product ? { product: whom.product } : {}),
  }
}
