import type { Language } from './texts.ts'

// Every date is a Japanese calendar date (R113); the zone is said wherever a time of day stands.
const zone = 'Asia/Tokyo'

/** 2026年11月22日(日) / Sun, 22 Nov 2026 */
export function formatDay(instant: string, language: Language): string {
  const date = new Date(instant)
  if (language === 'ja') {
    return new Intl.DateTimeFormat('ja-JP', {
      timeZone: zone,
      year: 'numeric',
      month: 'long',
      day: 'numeric',
      weekday: 'short',
    }).format(date)
  }
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    weekday: 'short',
  }).format(date)
}

/** 17:05 */
export function formatMinute(instant: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(instant))
}

/** 2026年11月22日(日) 17:05(日本時間) / Sun, 22 Nov 2026, 17:05 (JST) */
export function formatDayTime(instant: string, language: Language): string {
  const day = formatDay(instant, language)
  const minute = formatMinute(instant)
  return language === 'ja' ? `${day} ${minute}(日本時間)` : `${day}, ${minute} (JST)`
}

/** 540 minutes after midnight: 09:00 */
export function minuteOfDay(minutes: number): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** What a field of day and time holds, "2026-11-22T17:05", read as Japanese time; the API's UTC, or undefined. */
export function parseJst(typed: string): string | undefined {
  const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(typed) ? new Date(`${typed}:00+09:00`) : undefined
  if (!date || Number.isNaN(date.getTime())) return undefined
  return `${date.toISOString().slice(0, 19)}Z`
}
