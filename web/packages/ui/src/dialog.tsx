import { type ReactNode, useEffect, useRef } from 'react'
import { unbroken } from './unbroken.tsx'

const CONTROLS = 'input:not([readonly]), select, textarea, button'

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
      // What only scrolls, or cannot be changed, is no place to begin.
      if (document.activeElement?.matches('section, [readonly]'))
        element.querySelector<HTMLElement>(CONTROLS)?.focus()
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
      <h2 id="dialog-title">{unbroken(title)}</h2>
      {children}
    </dialog>
  )
}
