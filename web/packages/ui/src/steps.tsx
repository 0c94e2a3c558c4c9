import { useText } from '@madoguchi/i18n'
import type { ReactNode } from 'react'
import { texts } from './texts.ts'

/** Where one is in a form of several pages. `now` counts from 0. */
export function StepHeader({ steps, now }: { steps: string[]; now: number }) {
  const t = useText(texts)
  return (
    <nav aria-label={t('step', { now: now + 1, all: steps.length })}>
      <ol className="steps">
        {steps.map((step, index) => (
          <li
            key={step}
            data-number={index + 1}
            data-done={index < now || undefined}
            aria-current={index === now ? 'step' : undefined}
          >
            <span className="steps-name">{step}</span>
            {index < now ? <span className="sr-only">({t('done')})</span> : null}
          </li>
        ))}
      </ol>
    </nav>
  )
}

export interface Moment {
  key: string
  at?: string
  when: 'done' | 'now' | 'next'
  title: ReactNode
  more?: ReactNode
}

/** What was, what is, what comes: one after the other. */
export function Timeline({ moments }: { moments: Moment[] }) {
  const t = useText(texts)
  return (
    <ol className="timeline">
      {moments.map(moment => (
        <li
          key={moment.key}
          data-when={moment.when}
          aria-current={moment.when === 'now' ? 'step' : undefined}
        >
          <p className="font-bold">
            {moment.when === 'next' ? <span className="sr-only">{t('later')}: </span> : null}
            {moment.title}
          </p>
          {moment.at ? <p className="text-text-quiet">{moment.at}</p> : null}
          {moment.more}
        </li>
      ))}
    </ol>
  )
}
