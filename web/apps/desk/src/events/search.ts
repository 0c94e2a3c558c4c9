export interface EventSearch {
  subject?: string | undefined
  contract?: string | undefined
  from?: string | undefined
  until?: string | undefined
  cursor?: string | undefined
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
const day = (value: unknown) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? value : undefined

/** What the list of events is about, and from which day to which, as it stands in the address. */
export function readEventSearch(search: Record<string, unknown>): EventSearch {
  return {
    subject: text(search.subject),
    contract: text(search.contract),
    from: day(search.from),
    until: day(search.until),
    cursor: text(search.cursor),
  }
}

const DAY_MS = 86_400_000
const JST_MS = 9 * 3_600_000

/** The instant at which a day begins in Japan, or the one after it. */
export function startOfDay(day: string, plus = 0): string {
  const midnight = Date.parse(`${day}T00:00:00Z`) - JST_MS + plus * DAY_MS
  return `${new Date(midnight).toISOString().slice(0, 19)}Z`
}
