import { Button, Dialog } from '@madoguchi/ui'
import { type ReactNode, useState } from 'react'

/** A button that opens a short form (AskForm) over the page. */
export function Sheet({
  open,
  title,
  quiet = false,
  label,
  children,
}: {
  open: string
  title: string
  quiet?: boolean
  /** Names the object, where the button is one of many. */
  label?: string
  children: (close: () => void) => ReactNode
}) {
  const [shown, setShown] = useState(false)
  const close = () => setShown(false)
  return (
    <>
      <Button
        small
        look={quiet ? 'plain' : 'second'}
        onClick={() => setShown(true)}
        {...(label ? { 'aria-label': label } : {})}
      >
        {open}
      </Button>
      {shown ? (
        <Dialog title={title} onClose={close}>
          {children(close)}
        </Dialog>
      ) : null}
    </>
  )
}
