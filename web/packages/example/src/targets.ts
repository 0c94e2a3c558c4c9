import type { Moment, Outlook } from './api.ts'
import type { texts } from './texts.ts'

/** A time that the clock may be moved to by one click. */
export interface Target {
  key: string
  at: string
  name: keyof typeof texts
  moment?: Moment
}

export const kindNames = {
  scheduled_revocation: 'ofRevocation',
  certificate_end: 'ofCertificate',
  contract_end: 'ofContract',
  legal_deadline: 'ofDeadline',
} as const

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const TARGETS_MAX = 12

/** An instant as the API writes it: whole seconds. */
const written = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')
const later = (instant: string, ms: number) => written(Date.parse(instant) + ms)

/** An hour, a day, and what lies ahead; before a revocation also its eve, when the last reminder goes out. */
export function targetsOf({ now, moments }: Outlook): Target[] {
  const targets: Target[] = [
    { key: 'hour', at: later(now, HOUR_MS), name: 'hour' },
    { key: 'day', at: later(now, DAY_MS), name: 'day' },
  ]
  for (const moment of moments) {
    const whose = moment.serial ?? moment.application ?? moment.common_name
    const eve = later(moment.at, -DAY_MS)
    if (moment.kind === 'scheduled_revocation' && eve > now)
      targets.push({ key: `eve ${whose}`, at: eve, name: 'eve', moment })
    targets.push({ key: `${moment.kind} ${whose}`, at: moment.at, name: kindNames[moment.kind], moment })
  }
  return targets.slice(0, TARGETS_MAX)
}

/** "2027-01-31 09:00" in Japan, digits of any width -> "2027-01-31T00:00:00Z". */
export function readJapaneseTime(typed: string): string | undefined {
  const text = typed.normalize('NFKC').trim().replaceAll('/', '-')
  const [, day, hour, minute] = /^(\d{4}-\d{2}-\d{2})[ T]+(\d{1,2}):(\d{2})$/.exec(text) ?? []
  if (!day || !hour || !minute) return undefined
  const ms = Date.parse(`${day}T${hour.padStart(2, '0')}:${minute}:00+09:00`)
  return Number.isNaN(ms) ? undefined : written(ms)
}
