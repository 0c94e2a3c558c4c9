import { useText } from '@madoguchi/i18n'
import type { ReactNode } from 'react'
import { texts } from './texts.ts'

export type Mood = 'good' | 'going' | 'wait' | 'bad' | 'quiet'

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

/** A table that may be wider than its place; it then scrolls there, by keyboard too. Inside stands `<table className="table table-cards">`. */
export function TableBox({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="table-box" aria-label={label} tabIndex={0}>
      {children}
    </section>
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
