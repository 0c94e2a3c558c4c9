import { useText } from '@madoguchi/i18n'
import { Badge, type Mood } from '@madoguchi/ui'
import { texts } from './texts.ts'

const MINUTE = 60
const HOUR = 3600
const DAY = 86_400
const SOON_HOURS = 8

/** 「2日5時間」「3時間12分」「8分」: the two largest parts, as a person says it. */
export function useDuration(): (seconds: number) => string {
  const t = useText(texts)
  return seconds => {
    const all = Math.max(0, Math.floor(seconds))
    const [days, hours, minutes] = [
      Math.floor(all / DAY),
      Math.floor((all % DAY) / HOUR),
      Math.floor((all % HOUR) / MINUTE),
    ]
    if (days > 0) return t('daysHours', { days, hours })
    if (hours > 0) return t('hoursMinutes', { hours, minutes })
    return t('minutes', { minutes })
  }
}

/** A legal clock in words, shape and colour: how long there is, or by how much it is over. */
export function Clock({ secondsLeft }: { secondsLeft: number }) {
  const t = useText(texts)
  const duration = useDuration()
  const over = secondsLeft < 0
  const mood: Mood = over ? 'bad' : secondsLeft < SOON_HOURS * HOUR ? 'wait' : 'quiet'
  return <Badge mood={mood}>{t(over ? 'over' : 'left', { duration: duration(Math.abs(secondsLeft)) })}</Badge>
}
