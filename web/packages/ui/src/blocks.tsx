import { useText } from '@madoguchi/i18n'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from './button.tsx'
import { texts } from './texts.ts'

export type Mood = 'good' | 'wait' | 'bad' | 'quiet'

/** A state: word, shape and colour, never colour alone. */
export function Badge({ mood, children }: { mood: Mood; children: ReactNode }) {
  return <span className={`badge badge-${mood}`}>{children}</span>
}

type NoticeKind = 'info' | 'warning' | 'danger' | 'success'

export function Notice({
  kind = 'info',
  title,
  children,
}: {
  kind?: NoticeKind
  title?: string
  children?: ReactNode
}) {
  return (
    <div className={`notice notice-${kind}`}>
      {title ? <p className="notice-title">{title}</p> : null}
      {children}
    </div>
  )
}

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
      {facts.map(fact => (
        <div key={fact.name}>
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

/** Where one is in a form of several pages. `now` counts from 0. */
export function StepHeader({ steps, now }: { steps: string[]; now: number }) {
  const t = useText(texts)
  return (
    <nav aria-label={t('step', { now: now + 1, all: steps.length })}>
      <ol className="steps">
        {steps.map((step, index) => (
          <li key={step} data-number={index + 1} aria-current={index === now ? 'step' : undefined}>
            {step}
            {index < now ? <span className="sr-only">({t('done')})</span> : null}
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** A serial, fingerprint or number: in groups, copied with one key. */
export function Copyable({ text, shown }: { text: string; shown?: string }) {
  const t = useText(texts)
  const [copied, setCopied] = useState(false)
  async function copy() {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return (
    <span>
      <span className="mono">{shown ?? text}</span>{' '}
      <Button look="plain" small onClick={copy} aria-label={`${t('copy')}: ${text}`}>
        {t('copy')}
      </Button>
      <span role="status" className="text-text-quiet text-sm">
        {copied ? t('copied') : ''}
      </span>
    </span>
  )
}

/** A table that may be wider than its place; it then scrolls there, by keyboard too. Inside stands `<table className="table table-cards">`. */
export function TableBox({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="table-box" aria-label={label} tabIndex={0}>
      {children}
    </section>
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

/** Grey lines, seen only when something takes longer than 300 ms. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  const t = useText(texts)
  return (
    <div role="status">
      <span className="sr-only">{t('loading')}</span>
      {Array.from({ length: lines }, (_, index) => (
        <div key={index} className="skeleton" aria-hidden="true" />
      ))}
    </div>
  )
}

const CONTROLS = 'input, select, textarea, button'

/** The browser's own dialog; it keeps focus and gives it back. Escape is `onClose`. */
export function Dialog({
  title,
  children,
  onClose,
}: {
  title: string
  children: ReactNode
  onClose: () => void
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const element = dialog.current
    if (element && !element.open) {
      element.showModal()
      // What only scrolls is no place to begin.
      if (document.activeElement?.matches('section')) element.querySelector<HTMLElement>(CONTROLS)?.focus()
    }
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby="dialog-title"
      onCancel={event => {
        event.preventDefault()
        onClose()
      }}
    >
      <h2 id="dialog-title">{title}</h2>
      {children}
    </dialog>
  )
}
