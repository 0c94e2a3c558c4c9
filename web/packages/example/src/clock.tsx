import { unwrap } from '@madoguchi/api'
import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import {
  Button,
  FaultSummary,
  faultAt,
  LoadTrouble,
  Notice,
  RadioGroup,
  Skeleton,
  TextField,
  useSubmit,
} from '@madoguchi/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Moment, type Outlook, outlookQuery } from './api.ts'
import { kindNames, readJapaneseTime, type Target, targetsOf } from './targets.ts'
import { texts } from './texts.ts'

export function Clock() {
  const { data, error, refetch } = useQuery(outlookQuery)
  if (!data) return error ? <LoadTrouble error={error} onAgain={() => refetch()} /> : <Skeleton lines={6} />
  return <ClockForm outlook={data} />
}

const OTHER = 'other'

function ClockForm({ outlook }: { outlook: Outlook }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const client = useQueryClient()
  const object = useObject()
  const [chosen, setChosen] = useState<string>()
  const [typed, setTyped] = useState('')
  const [moved, setMoved] = useState(false)
  const targets = targetsOf(outlook)
  const at = chosen === OTHER ? readJapaneseTime(typed) : targets.find(each => each.key === chosen)?.at
  const { submit, busy, trouble, setTrouble } = useSubmit(async () => {
    setMoved(false)
    if (!at) {
      const messages = chosen === OTHER ? t.both('otherWrong') : t.both('choose')
      const pointer = chosen === OTHER ? '/now' : '/target'
      setTrouble({ faults: [{ pointer, code: 'target', messages }] })
      return
    }
    await unwrap(api.POST('/api/v1/example/clock', { body: { now: at } }))
    await client.invalidateQueries()
    setChosen(undefined)
    setMoved(true)
  })
  const say = (target: Target) => ({
    value: target.key,
    name: t(target.name),
    more: [target.moment ? object(target.moment) : '', formatDayTime(target.at, language)]
      .filter(Boolean)
      .join(' — '),
  })
  return (
    <section aria-labelledby="clock-now">
      <h2 id="clock-now" className="mt-4">
        {t('now')}
      </h2>
      <p className="text-xl font-bold">{formatDayTime(outlook.now, language)}</p>
      <p className="text-text-quiet">{t('nowMore')}</p>
      <div role="status">
        {moved ? (
          <Notice kind="success" title={t('moved')}>
            <p>
              {t('movedMore')} <a href="#mails">{t('mails')}</a>
            </p>
          </Notice>
        ) : null}
      </div>
      <FaultSummary trouble={trouble} />
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault()
          submit(undefined)
        }}
      >
        <RadioGroup
          pointer="/target"
          label={t('target')}
          hint={t('targetHint')}
          fault={faultAt(trouble, '/target')}
          value={chosen}
          onChange={value => {
            setChosen(value)
            setTrouble(undefined)
          }}
          choices={[...targets.map(say), { value: OTHER, name: t('other') }]}
        />
        {chosen === OTHER ? (
          <TextField
            pointer="/now"
            label={t('otherAt')}
            hint={t('otherHint')}
            className="input-short"
            inputMode="numeric"
            value={typed}
            onChange={event => setTyped(event.target.value)}
            fault={faultAt(trouble, '/now')}
          />
        ) : null}
        {at ? <Ahead moments={outlook.moments.filter(each => each.at <= at)} /> : null}
        <div className="btn-row">
          <Button look="first" type="submit" busy={busy}>
            {at ? t('move', { at: formatDayTime(at, language) }) : t('moveOn')}
          </Button>
        </div>
      </form>
    </section>
  )
}

const SERIAL_SHOWN = 8

/** Whose moment it is. */
function useObject() {
  const t = useText(texts)
  return (moment: Moment) => {
    const name = moment.common_name
    if (moment.application) return t('objectApplication', { name, number: moment.application })
    if (moment.serial) return t('object', { name, serial: moment.serial.slice(0, SERIAL_SHOWN) })
    return name
  }
}

function Ahead({ moments }: { moments: Moment[] }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const object = useObject()
  return (
    <Notice title={t('happens')}>
      {moments.length === 0 ? <p>{t('nothing')}</p> : null}
      <ul className="list-disc pl-5">
        {moments.map(each => (
          <li key={`${each.at} ${each.kind} ${each.serial ?? each.application ?? each.common_name}`}>
            {formatDayTime(each.at, language)}: {t(kindNames[each.kind])} — {object(each)}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
