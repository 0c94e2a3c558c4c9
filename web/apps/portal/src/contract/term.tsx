import { useText } from '@madoguchi/i18n'
import type { Schemas } from '../api.ts'
import { texts } from './texts.ts'

const WIDTH = 1000
const HEIGHT = 14
const DAY_MS = 86_400_000

/** How far the contract's term has gone and from when it can be renewed, to be seen at a glance; the dates stand beside it. */
export function Term({ contract }: { contract: Schemas['Contract'] }) {
  const t = useText(texts)
  const from = Date.parse(contract.starts_at)
  const until = Date.parse(contract.ends_at)
  const at = (instant: number) =>
    Math.round(WIDTH * Math.min(1, Math.max(0, (instant - from) / (until - from))))
  // Today as the server counts it, which an example's clock may have moved.
  const today = at(until - contract.days_left * DAY_MS)
  const renewal = at(Date.parse(contract.renewal_opens_at))
  return (
    <div aria-hidden="true" className="mt-1">
      <svg aria-hidden="true" className="term" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none">
        <rect className="term-renewal" x={renewal} width={WIDTH - renewal} height={HEIGHT} />
        <rect className="term-gone" width={today} height={HEIGHT} />
      </svg>
      <p className="text-text-quiet flex flex-wrap gap-x-4 text-sm">
        <span className="term-key term-key-gone">{t('termGone')}</span>
        <span className="term-key term-key-left">{t('termLeft')}</span>
        <span className="term-key term-key-renewal">{t('termRenewal')}</span>
      </p>
    </div>
  )
}
