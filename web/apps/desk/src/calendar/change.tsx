import { unwrap } from '@madoguchi/api'
import { AskForm } from '@madoguchi/frame'
import { formatDay, formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { faultAt, RadioGroup, TextField, useSubmit } from '@madoguchi/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Schemas } from '../api.ts'
import { calmly } from '../filing/parts.tsx'
import { Part } from '../frame/screen.tsx'
import { Sheet } from '../frame/sheet.tsx'
import { useOfficerName } from '../officers/queries.ts'
import { texts } from './texts.ts'

type Calendar = Schemas['Calendar'] & { etag: string }
type Day = Calendar['days'][number]
interface Act {
  calendar: Calendar
  close: () => void
}

/** What the desk decided in place of the policy, and changing it (R127). */
export function Changes({ calendar }: { calendar: Calendar }) {
  const t = useText(texts)
  const can = calendar.can.find(each => each.action === 'change_calendar')
  const decided = calendar.days.filter(each => each.reason !== undefined)
  return (
    <Part
      id="changes"
      title={t('changes')}
      act={
        can?.allowed ? (
          <>
            <Sheet open={t('changeDay')} title={t('changeDay')}>
              {close => <DayForm calendar={calendar} close={close} />}
            </Sheet>
            <Sheet open={t('changeHours')} title={t('changeHours')}>
              {close => <HoursForm calendar={calendar} close={close} />}
            </Sheet>
            {calendar.hours_changed ? (
              <Sheet open={t('hoursBack')} title={t('hoursBack')} quiet>
                {close => <HoursBack calendar={calendar} close={close} />}
              </Sheet>
            ) : null}
          </>
        ) : null
      }
    >
      {can?.allowed ? null : <p className="text-text-quiet">{can?.message}</p>}
      {decided.length === 0 ? <p className="text-text-quiet">{t('noChanges')}</p> : null}
      <ul>
        {decided.map(day => (
          <Decided key={day.day} day={day} calendar={calendar} mayChange={can?.allowed ?? false} />
        ))}
      </ul>
    </Part>
  )
}

const noon = (day: string) => `${day}T03:00:00Z` // in Japan

function Decided({ day, calendar, mayChange }: { day: Day; calendar: Calendar; mayChange: boolean }) {
  const t = useText(texts)
  const officer = useOfficerName()
  const { language } = useLanguage()
  const name = formatDay(noon(day.day), language)
  const title = t('dayBackOf', { day: name })
  return (
    <li className="card my-2! p-3!">
      <p className="font-bold">{t(day.working ? 'isWorking' : 'isClosed', { day: name })}</p>
      <p>{day.reason}</p>
      <p className="text-text-quiet text-sm">
        {day.set_by && day.set_at
          ? t('setBy', { name: officer(day.set_by), at: formatDayTime(day.set_at, language) })
          : null}
      </p>
      {mayChange ? (
        <Sheet open={t('dayBack')} title={title} label={title} quiet>
          {close => <DayForm calendar={calendar} close={close} back={day.day} />}
        </Sheet>
      ) : null}
    </li>
  )
}

/** After the attempt, whatever came of it, the page has what stands now: the next one is made on that. */
function useChange(close: () => void, send: () => Promise<boolean>) {
  const client = useQueryClient()
  return useSubmit(async () => {
    try {
      if (await send()) close()
    } finally {
      await client.invalidateQueries({ queryKey: ['calendar'] })
    }
  })
}

/** One day closed or worked, or, with `back`, the policy's again. */
function DayForm({ calendar, close, back }: Act & { back?: string }) {
  const t = useText(texts)
  const [day, setDay] = useState(back ?? '')
  const [working, setWorking] = useState<string>()
  const [reason, setReason] = useState('')
  const attempt = useChange(close, async () => {
    // Without `working` a day is the policy's again: that is never what a choice not made means.
    if (!back && !working) {
      attempt.setTrouble({
        faults: [{ pointer: '/working', code: 'missing', messages: t.both('howMissing') }],
      })
      return false
    }
    const params = { header: { 'If-Match': calendar.etag } }
    const body = { day, reason, ...(back ? {} : { working: working === 'working' }) }
    await unwrap(api.POST('/api/v1/calendar/days', { params, body }))
    return true
  })
  const { trouble } = attempt
  return (
    <AskForm
      attempt={attempt}
      button={t(back ? 'dayBack' : 'changeDay')}
      {...calmly(trouble)}
      onGiveUp={close}
    >
      {back ? (
        <p>{t('dayBackLead')}</p>
      ) : (
        <>
          <TextField
            pointer="/day"
            label={t('day')}
            type="date"
            need
            className="input-short"
            value={day}
            onChange={event => setDay(event.target.value)}
            fault={faultAt(trouble, '/day')}
          />
          <RadioGroup
            pointer="/working"
            label={t('how')}
            need
            value={working}
            onChange={setWorking}
            fault={faultAt(trouble, '/working')}
            choices={[
              { value: 'closed', name: t('close') },
              { value: 'working', name: t('work') },
            ]}
          />
        </>
      )}
      <TextField
        pointer="/reason"
        label={t('reason')}
        need
        maxLength={200}
        value={reason}
        onChange={event => setReason(event.target.value)}
        fault={faultAt(trouble, '/reason')}
      />
    </AskForm>
  )
}

function HoursForm({ calendar, close }: Act) {
  const t = useText(texts)
  const [from, setFrom] = useState(calendar.calls_from)
  const [until, setUntil] = useState(calendar.calls_until)
  const attempt = useChange(close, async () => {
    const params = { header: { 'If-Match': calendar.etag } }
    const body = { calls_from: from, calls_until: until }
    await unwrap(api.POST('/api/v1/calendar/hours', { params, body }))
    return true
  })
  const { trouble } = attempt
  return (
    <AskForm attempt={attempt} button={t('changeHours')} {...calmly(trouble)} onGiveUp={close}>
      <TextField
        pointer="/calls_from"
        label={t('callsFrom')}
        type="time"
        need
        className="input-short"
        value={from}
        onChange={event => setFrom(event.target.value)}
        fault={faultAt(trouble, '/calls_from')}
      />
      <TextField
        pointer="/calls_until"
        label={t('callsUntil')}
        type="time"
        need
        className="input-short"
        value={until}
        onChange={event => setUntil(event.target.value)}
        fault={faultAt(trouble, '/calls_until')}
      />
    </AskForm>
  )
}

function HoursBack({ calendar, close }: Act) {
  const t = useText(texts)
  const attempt = useChange(close, async () => {
    const params = { header: { 'If-Match': calendar.etag } }
    await unwrap(api.POST('/api/v1/calendar/hours', { params, body: {} }))
    return true
  })
  return (
    <AskForm attempt={attempt} button={t('hoursBack')} {...calmly(attempt.trouble)} onGiveUp={close}>
      <p>{t('hoursBackLead')}</p>
    </AskForm>
  )
}
