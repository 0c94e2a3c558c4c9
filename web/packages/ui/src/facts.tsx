import { useText } from '@madoguchi/i18n'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { texts } from './texts.ts'

export interface Fact {
  name: string
  value: ReactNode
  /** The value before, where this line changes something. */
  before?: ReactNode
  /** Leads to where this line is typed; its name tells which. */
  onChange?: () => void
}

/** A line that runs from right to left keeps its own order, and turns nothing beside it around. */
const asItRuns = (value: ReactNode) => (typeof value === 'string' ? <bdi>{value}</bdi> : value)

/** Names and values; on a check page with 「変更」 on each line, and before and after where something changes. */
export function Facts({ facts }: { facts: Fact[] }) {
  const t = useText(texts)
  return (
    <dl className="facts">
      {facts.map((fact, index) => (
        // Its name is another in the other language, and what is open within stays open.
        <div key={String(index)}>
          <dt>{fact.name}</dt>
          <dd>
            {fact.before === undefined ? (
              asItRuns(fact.value ?? t('empty'))
            ) : (
              <>
                <span className="sr-only">{t('before')}: </span>
                <del className="facts-before">{asItRuns(fact.before || t('empty'))}</del>
                <span aria-hidden="true"> → </span>
                <span className="sr-only">{t('after')}: </span>
                <ins className="facts-after no-underline">{asItRuns(fact.value || t('empty'))}</ins>
              </>
            )}
          </dd>
          {fact.onChange ? (
            <dd className="facts-act">
              <Button
                look="plain"
                small
                onClick={fact.onChange}
                aria-label={t('changeWhat', { what: fact.name })}
              >
                {t('change')}
              </Button>
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  )
}
