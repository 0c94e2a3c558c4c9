import { unwrap } from '@madoguchi/api'
import { formatDay, formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import {
  Button,
  FaultSummary,
  faultAt,
  LoadTrouble,
  Notice,
  RadioGroup,
  Select,
  Skeleton,
  TextArea,
  TextField,
  useSubmit,
} from '@madoguchi/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, type Schemas } from '../api.ts'
import { useShortcuts } from '../keys/keys.ts'
import { Clock } from '../tasks/clock.tsx'
import { texts } from './phone_texts.ts'
import { type Application, type CallSheet, callSheetQuery } from './queries.ts'
import { texts as reviewTexts } from './texts.ts'

/** What the officer at the telephone needs, and where the call goes on record (R81, R83, R119). */
export function Phone({ application }: { application: Application }) {
  const { data, error, refetch } = useQuery(callSheetQuery(application.id))
  if (!data) return error ? <LoadTrouble error={error} onAgain={() => refetch()} /> : <Skeleton lines={6} />
  return <Panel sheet={data} application={application} />
}

function Panel({ sheet, application }: { sheet: CallSheet; application: Application }) {
  const t = useText(texts)
  const review = useText(reviewTexts)
  const { language } = useLanguage()
  const heading = useRef<HTMLHeadingElement>(null)
  useShortcuts([
    {
      key: 'p',
      name: review('keyPhone'),
      run: () => {
        heading.current?.focus()
        heading.current?.scrollIntoView({ block: 'start' })
      },
    },
  ])
  const can = sheet.can.find(each => each.action === 'calls')
  const deadline = application.deadline_at
  return (
    <section aria-labelledby="phone">
      <h2 id="phone" ref={heading} tabIndex={-1} className="mt-6">
        {t('title')}
      </h2>
      {application.closed_at ? null : (
        <p className="my-2">
          <Clock secondsLeft={sheet.seconds_left} />{' '}
          {deadline ? t('left', { at: formatDayTime(deadline, language) }) : null}
        </p>
      )}
      {sheet.held ? <Notice kind="warning" title={t('held')} /> : null}
      {can?.allowed ? (
        <>
          <p>{t('nextTry', { at: formatDayTime(sheet.next_try_at, language) })}</p>
          <Script sheet={sheet} />
          <CallForm sheet={sheet} id={application.id} />
        </>
      ) : can?.message ? (
        <Notice title={can.message} />
      ) : null}
      <Attempts attempts={sheet.attempts} />
    </section>
  )
}

function Script({ sheet }: { sheet: CallSheet }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const scripts = [
    { key: 'ja', name: t('scriptJa'), lines: sheet.script_ja },
    { key: 'en', name: t('scriptEn'), lines: sheet.script_en },
  ]
  return (
    <>
      <h3 className="mt-4">{t('script')}</h3>
      {scripts.map(script => (
        <details key={script.key} open={script.key === language} lang={script.key} className="my-2">
          <summary>{script.name}</summary>
          <ol className="list-decimal pl-6">
            {script.lines.map(line => (
              <li key={line} className="py-1">
                {line}
              </li>
            ))}
          </ol>
        </details>
      ))}
    </>
  )
}

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
const SERIAL_SHOWN = 8

function CallForm({ sheet, id }: { sheet: CallSheet; id: string }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const client = useQueryClient()
  const [number, setNumber] = useState<string>()
  const [outcome, setOutcome] = useState<Schemas['CallOutcome']>()
  const [person, setPerson] = useState('')
  const [serial, setSerial] = useState('')
  const [note, setNote] = useState('')
  const certificate = sheet.certificates[0]
  const { submit, busy, trouble, setTrouble } = useSubmit(async () => {
    const missing = [
      ...(number ? [] : [{ pointer: '/number', code: 'missing', message: `${t('number')}: ${t('choose')}` }]),
      ...(outcome
        ? []
        : [{ pointer: '/outcome', code: 'missing', message: `${t('outcome')}: ${t('choose')}` }]),
    ]
    if (!number || !outcome) {
      setTrouble({ faults: missing })
      return
    }
    const body = {
      number,
      outcome,
      ...(person ? { person } : {}),
      ...(serial ? { serial_read_back: serial.normalize('NFKC').replaceAll(/\s/g, '') } : {}),
      ...(note ? { note } : {}),
    }
    try {
      await unwrap(
        api.POST('/api/v1/applications/{id}/calls', {
          params: { path: { id }, header: { 'If-Match': sheet.etag } },
          body,
        }),
      )
      setOutcome(undefined)
      setNote('')
    } finally {
      await client.invalidateQueries({ queryKey: ['application', id] })
      await client.invalidateQueries({ queryKey: ['tasks'] })
    }
  })
  const confirming = outcome === 'confirmed' && certificate
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        submit(undefined)
      }}
    >
      <FaultSummary trouble={trouble} />
      <RadioGroup
        pointer="/number"
        label={t('number')}
        value={number}
        onChange={setNumber}
        fault={faultAt(trouble, '/number')}
        choices={sheet.numbers.map(each => ({
          value: each.id,
          name: t('numberLine', { subject: t(each.subject), phone: each.phone }),
          off: !each.in_turn,
          more:
            each.not_yet ??
            t('numberMore', {
              source: each.source,
              at: formatDay(each.on_file_since, language),
              days: each.age_days,
            }),
        }))}
      />
      <Select
        pointer="/outcome"
        label={t('outcome')}
        value={outcome ?? ''}
        onChange={event => setOutcome(outcomes.find(each => each === event.target.value))}
        fault={faultAt(trouble, '/outcome')}
      >
        <option value="">{t('choose')}</option>
        {outcomes.map(each => (
          <option key={each} value={each}>
            {t(each)}
          </option>
        ))}
      </Select>
      <TextField
        pointer="/person"
        label={t('person')}
        value={person}
        onChange={event => setPerson(event.target.value)}
        fault={faultAt(trouble, '/person')}
      />
      {confirming ? (
        <TextField
          pointer="/serial_read_back"
          label={t('serial')}
          hint={t('serialHint', { begins: certificate.serial_begins })}
          className="input-code"
          autoComplete="off"
          value={serial}
          onChange={event => setSerial(event.target.value)}
          fault={faultAt(trouble, '/serial_read_back')}
        />
      ) : null}
      <TextArea
        pointer="/note"
        label={t('note')}
        rows={2}
        value={note}
        onChange={event => setNote(event.target.value)}
        fault={faultAt(trouble, '/note')}
      />
      {confirming ? <p className="text-danger">{t('final')}</p> : null}
      <Button look={confirming ? 'danger' : 'first'} type="submit" busy={busy}>
        {confirming
          ? t('recordConfirmed', {
              name: certificate.common_name,
              serial: certificate.serial_begins.slice(0, SERIAL_SHOWN),
            })
          : t('recordOutcome')}
      </Button>
    </form>
  )
}

function Attempts({ attempts }: { attempts: CallSheet['attempts'] }) {
  const t = useText(texts)
  const { language } = useLanguage()
  return (
    <>
      <h3 className="mt-6">{t('attempts')}</h3>
      {attempts.length === 0 ? <p className="text-text-quiet">{t('noAttempts')}</p> : null}
      <ol>
        {attempts.map(each => (
          <li key={each.at} className="py-1 text-sm">
            {t('attempt', {
              at: formatDayTime(each.at, language),
              phone: each.phone,
              outcome: t(each.outcome),
            })}{' '}
            {each.person} {each.note}
          </li>
        ))}
      </ol>
    </>
  )
}
