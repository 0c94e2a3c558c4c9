import { useText } from '@madoguchi/i18n'
import { texts } from './texts.ts'

const MINUTE = 60
const HOUR = 3600
const DAY = 86_400

/** 「2日5時間」「3時間12分」「8分」: the two largest parts, as a person says it. */
export function useDuration(): (seconds: number) => string {
  const t = useText(texts)
  return seconds => {
    const all = Math.max(0, Math.floor(seconds))
    const days = Math.floor(all / DAY)
    const hours = Math.floor((all % DAY) / HOUR)
    const minutes = Math.floor((all % HOUR) / MINUTE)
    if (days > 0) return hours > 0 ? t('daysHours', { days, hours }) : t('days', { days })
    if (hours > 0) return t('hoursMinutes', { hours, minutes })
    return t('minutes', { minutes })
  }
}
