import { unwrap } from '@madoguchi/api'
import { formatDay, formatDayTime, parseJst, type Sentence, useLanguage, useText } from '@madoguchi/i18n'
import {
  Button,
  CheckBox,
  FaultSummary,
  faultAt,
  Notice,
  RadioGroup,
  Select,
  TextArea,
  TextField,
  useSubmit,
} from '@madoguchi/ui'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { api, type Schemas } from '../api.ts'
import { Dial } from '../frame/telephone.tsx'
import { useSourceName } from '../names.ts'
import { texts } from './phone_texts.ts'
import type { CallSheet } from './queries.ts'

const outcomes = [
  'confirmed',
  'refused',
  'no_answer',
  'busy',
  'voicemail',
  'dead_number',
  'left_or_moved',
  'on_leave',
  'deceased',
  'callback_promised',
  'identity_doubtful',
] as const satisfies Schemas['CallOutcome'][]

const NOTHING = { person: '', serial: '', note: '', nextTry: '' }
type Written = typeof NOTHING

interface CallFormProps {
  sheet: CallSheet
  /** 受付番号 */
  number: string
  /** Something was written down that is not on record yet. */
  onBegun: (begun: boolean) => void
  /** What is said once somebody answers: between the number and what came of it. */
  children: ReactNode
}

/** One attempt, written down while speaking. */
export function CallForm({ sheet, number: receipt, onBegun, children }: CallFormProps) {
  const t = useText(texts)
  const client = useQueryClient()
  const id = sheet.application.id
  // The record as it was when the officer began to write: a call that a colleague recorded meanwhile is seen first.
  const [on, setOn] = useState<string>()
  const [number, setNumber] = useState<string>()
  const [incoming, setIncoming] = useState(false)
  const [outcome, setOutcome] = useState<Schemas['CallOutcome']>()
  const [written, setWritten] = useState(NOTHING)
  const begin = () => {
    setOn(on ?? sheet.etag)
    onBegun(true)
  }
  const set = (name: keyof Written) => (event: { target: { value: string } }) => {
    begin()
    setWritten({ ...written, [name]: event.target.value })
  }
  const { submit, busy, trouble, setTrouble } = useSubmit(async () => {
    const missing = (pointer: string, what: Sentence) => ({
      pointer,
      code: 'missing',
      messages: t.both('chooseWhat', { what }),
    })
    if (!number || !outcome) {
      setTrouble({
        faults: [
          ...(number ? [] : [missing('/number', t.both('number'))]),
          ...(outcome ? [] : [missing('/outcome', t.both('outcome'))]),
        ],
      })
      return
    }
    const params = { path: { id }, header: { 'If-Match': on ?? sheet.etag } }
    const body = { number, outcome, incoming, ...said(written, outcome) }
    try {
      await unwrap(api.POST('/api/v1/applications/{id}/calls', { params, body }))
      setOutcome(undefined)
      setIncoming(false)
      setWritten(NOTHING)
      onBegun(false)
    } finally {
      await client.invalidateQueries({ queryKey: ['application', id] })
      await client.invalidateQueries({ queryKey: ['tasks'] })
      setOn(undefined)
    }
  })
  const chosen = sheet.numbers.find(each => each.id === number)
  const end = useEnd(sheet, outcome, chosen?.basis === 'call', receipt)
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        submit(undefined)
      }}
    >
      <FaultSummary trouble={trouble} />
      <Numbers
        sheet={sheet}
        value={number}
        fault={faultAt(trouble, '/number')}
        onChange={value => {
          begin()
          setNumber(value)
        }}
      />
      <Dial phone={chosen?.phone} />
      {children}
      <CheckBox
        pointer="/incoming"
        label={t('incoming')}
        hint={t('incomingHint')}
        checked={incoming}
        onChange={on => {
          begin()
          setIncoming(on)
          if (on && outcome && !sheet.incoming_outcomes.includes(outcome)) setOutcome(undefined)
        }}
      />
      <Select
        pointer="/outcome"
        label={t('outcome')}
        value={outcome ?? ''}
        onChange={event => {
          begin()
          setOutcome(outcomes.find(each => each === event.target.value))
        }}
        fault={faultAt(trouble, '/outcome')}
      >
        <option value="">{t('choose')}</option>
        {(incoming ? sheet.incoming_outcomes : outcomes).map(each => (
          <option key={each} value={each}>
            {t(each)}
          </option>
        ))}
      </Select>
      <TextField
        pointer="/person"
        label={t('person')}
        value={written.person}
        onChange={set('person')}
        fault={faultAt(trouble, '/person')}
      />
      {outcome === 'confirmed' ? (
        <TextField
          pointer="/serial_read_back"
          label={t('serial')}
          hint={t('serialHint', { begins: sheet.certificates[0]?.serial_begins ?? '' })}
          className="input-code"
          autoComplete="off"
          value={written.serial}
          onChange={set('serial')}
          fault={faultAt(trouble, '/serial_read_back')}
        />
      ) : null}
      {outcome && goesOn(outcome) ? (
        <TextField
          pointer="/next_try_at"
          label={t('nextTryWish')}
          hint={t('nextTryHint')}
          type="datetime-local"
          value={written.nextTry}
          onChange={set('nextTry')}
          fault={faultAt(trouble, '/next_try_at')}
        />
      ) : null}
      <TextArea
        pointer="/note"
        label={t('note')}
        rows={2}
        value={written.note}
        onChange={set('note')}
        fault={faultAt(trouble, '/note')}
      />
      {end ? <Notice kind="danger" title={end.what} /> : null}
      <Button look={end ? 'danger' : 'first'} type="submit" busy={busy}>
        {end?.button ?? t('recordOutcome')}
      </Button>
    </form>
  )
}

const goesOn = (outcome: Schemas['CallOutcome']) => outcome !== 'confirmed' && outcome !== 'refused'

/** Of what was written down, what belongs to the outcome. */
function said({ person, serial, note, nextTry }: Written, outcome: Schemas['CallOutcome']) {
  const next = goesOn(outcome) ? parseJst(nextTry) : undefined
  return {
    ...(person ? { person } : {}),
    ...(outcome === 'confirmed' ? { serial_read_back: serial.normalize('NFKC').replaceAll(/\s/g, '') } : {}),
    ...(note ? { note } : {}),
    ...(next ? { next_try_at: next } : {}),
  }
}

/** The numbers on file, in their order; one whose turn has not come says why (R83, R119). */
function Numbers({
  sheet,
  value,
  fault,
  onChange,
}: {
  sheet: CallSheet
  value: string | undefined
  fault: Sentence | undefined
  onChange: (value: string) => void
}) {
  const sourceName = useSourceName()
  const t = useText(texts)
  const { language } = useLanguage()
  return (
    <RadioGroup
      pointer="/number"
      label={t('number')}
      value={value}
      onChange={onChange}
      fault={fault}
      choices={sheet.numbers.map(each => ({
        value: each.id,
        name: t('numberLine', { subject: t(each.subject), phone: each.phone }),
        off: !each.in_turn,
        more:
          each.not_yet ??
          t('numberMore', {
            source: sourceName(each.source),
            at: formatDay(each.on_file_since, language),
            days: each.age_days,
          }),
      }))}
    />
  )
}

const SERIAL_SHOWN = 8

/** What recording this outcome ends, on which object, and what stays alive (R129); nothing if the calls go on. */
export function useEnd(
  sheet: CallSheet,
  outcome: Schemas['CallOutcome'] | undefined,
  ofRegistrant: boolean,
  receipt: string,
): { button: string; what: string } | undefined {
  const t = useText(texts)
  const { language } = useLanguage()
  const live = sheet.certificates.filter(each => each.live)
  const first = live[0]
  const object = {
    name: first?.common_name ?? '',
    serial: first?.serial_begins.slice(0, SERIAL_SHOWN) ?? '',
    count: live.length,
    number: receipt,
  }
  if (outcome === 'refused' && ofRegistrant)
    return { button: t('recordRefused', object), what: t('refusedEnds') }
  if (outcome !== 'confirmed') return undefined
  const whole = sheet.scope === 'contract'
  const when = sheet.wished_at ? t('finalAt', { at: formatDayTime(sheet.wished_at, language) }) : t('final')
  return {
    button: t(whole ? 'recordConfirmedAll' : 'recordConfirmed', object),
    what: t('finalLine', { when, contract: t(whole ? 'contractEnds' : 'contractLives') }),
  }
}
