import { Button, Dialog } from '@madoguchi/ui'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Schemas } from '../api.ts'

interface SheetProps {
  open: string
  title: string
  quiet?: boolean
  /** Names the object, where the button is one of many. */
  label?: string
  children: (close: () => void) => ReactNode
}

/** A button that opens a short form (AskForm) over the page. `instead` stands in its place; empty, nothing does. */
export function Sheet({ instead, ...sheet }: SheetProps & { instead?: string | undefined }) {
  const { open, title, quiet = false, label, children } = sheet
  const [shown, setShown] = useState(false)
  const said = useRef<HTMLSpanElement>(null)
  const used = useRef(false)
  const close = () => setShown(false)
  // The button goes while the form is open, or soon after: the focus that was on it stays in its place.
  useEffect(() => {
    if (shown) used.current = true
    else if (instead && used.current && document.activeElement === document.body) {
      used.current = false
      said.current?.focus()
    }
  }, [shown, instead])
  return (
    <>
      {instead === undefined ? (
        <Button
          small
          look={quiet ? 'plain' : 'second'}
          onClick={() => setShown(true)}
          {...(label ? { 'aria-label': label } : {})}
        >
          {open}
        </Button>
      ) : instead ? (
        <span ref={said} tabIndex={-1} className="text-text-quiet text-sm">
          {instead}
        </span>
      ) : null}
      {shown ? (
        <Dialog title={title} onClose={close}>
          {children(close)}
        </Dialog>
      ) : null}
    </>
  )
}

export type Cans = Schemas['Can'][]

export const isOpen = (can: Cans, action: string) => can.some(each => each.action === action && each.allowed)

/** Why a step is not open, '' if it is; whoever has no part in it by role is told nothing. */
export function whyNot(can: Cans, action: string): string {
  const line = can.find(each => each.action === action)
  return line && !line.allowed && line.reason !== 'forbidden' ? (line.message ?? '') : ''
}

/**
 * The same for a step of `can`, while it is open, else (`why`) the reason. What is being typed stays until the sheet is
 * closed, whatever becomes of the step meanwhile.
 */
export function StepSheet({
  can = [],
  action,
  why = false,
  ...sheet
}: SheetProps & { can: Cans | undefined; action: string; why?: boolean }) {
  return <Sheet {...sheet} instead={isOpen(can, action) ? undefined : why ? whyNot(can, action) : ''} />
}
