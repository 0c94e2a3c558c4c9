import { type RefObject, useRef } from 'react'
import { useShortcuts } from './keys.ts'

const ROWS = '[data-row]'

interface RowKeys {
  next: string
  before: string
  open: string
}

/**
 * `j` and `k` go from line to line: they move the focus to the line's own link, so that Enter opens it as everywhere.
 * A line is an element with data-row="<id>" and a link or button with data-row-link in it.
 */
export function useRowKeys(names: RowKeys): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null)
  function move(by: 1 | -1) {
    const rows = [...(box.current?.querySelectorAll<HTMLElement>(ROWS) ?? [])]
    const here = rows.findIndex(row => row.contains(document.activeElement))
    const next = rows[here < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, here + by))]
    next?.querySelector<HTMLElement>('[data-row-link]')?.focus()
    next?.scrollIntoView({ block: 'nearest' })
  }
  useShortcuts([
    { key: 'j', name: names.next, run: () => move(1) },
    { key: 'k', name: names.before, run: () => move(-1) },
    { key: 'Enter', name: names.open },
  ])
  return box
}

/** The id of the line that has the focus. */
export function focusedRow(): string | undefined {
  return document.activeElement?.closest<HTMLElement>(ROWS)?.dataset.row
}
