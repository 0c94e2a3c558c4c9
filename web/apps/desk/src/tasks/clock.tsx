import { useText } from '@madoguchi/i18n'
import { Badge, type Mood } from '@madoguchi/ui'
import { useDuration } from './duration.ts'
import { texts } from './texts.ts'

const SOON_SECONDS = 8 * 3600

/**
 * A legal clock in words, shape and colour: how long there is, or by how much it is over; below it, as much of `of`
 * seconds as is left.
 */
export function Clock({ secondsLeft, of }: { secondsLeft: number; of?: number | undefined }) {
  const t = useText(texts)
  const duration = useDuration()
  const over = secondsLeft < 0
  const mood: Mood = over ? 'bad' : secondsLeft < SOON_SECONDS ? 'wait' : 'quiet'
  const words = (
    <Badge mood={mood}>{t(over ? 'over' : 'left', { duration: duration(Math.abs(secondsLeft)) })}</Badge>
  )
  if (of === undefined || of <= 0) return words
  return (
    <span className={`clock badge-${mood}`}>
      {words}
      <progress max={of} value={Math.max(0, secondsLeft)} aria-hidden="true" />
    </span>
  )
}
