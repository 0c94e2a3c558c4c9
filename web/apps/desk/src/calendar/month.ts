import type { Language } from '@madoguchi/i18n'

/** The month of an instant in Japan, 2026-11. */
export function monthOf(instant: Date): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Tokyo',
    year: 'numeric',
    month: '2-digit',
  }).format(instant)
}

const parts = (month: string): [number, number] => [Number(month.slice(0, 4)), Number(month.slice(5, 7))]

export function addMonths(month: string, by: number): string {
  const [year, number] = parts(month)
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7)
}

export function daysOf(month: string): number {
  const [year, number] = parts(month)
  return new Date(Date.UTC(year, number, 0)).getUTCDate()
}

const locale = (language: Language) => (language === 'ja' ? 'ja-JP' : 'en-GB')

export function formatMonth(month: string, language: Language): string {
  return new Intl.DateTimeFormat(locale(language), {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'long',
  }).format(new Date(`${month}-01T00:00:00Z`))
}

/** From Sunday on, as Japanese calendars have it. */
export function weekdayNames(language: Language): string[] {
  const format = new Intl.DateTimeFormat(locale(language), { timeZone: 'UTC', weekday: 'short' })
  return Array.from({ length: 7 }, (_, day) => format.format(new Date(Date.UTC(2023, 0, 1 + day)))) // a Sunday
}

export interface CalendarSearch {
  month?: string | undefined
}
export function readCalendarSearch(search: Record<string, unknown>): CalendarSearch {
  return {
    month:
      typeof search.month === 'string' && /^20\d\d-(0[1-9]|1[0-2])$/.test(search.month)
        ? search.month
        : undefined,
  }
}
