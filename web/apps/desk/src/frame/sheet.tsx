import { AskForm } from '@madoguchi/frame'
import { Button, Dialog, type Trouble } from '@madoguchi/ui'
import { type ReactNode, useState } from 'react'

interface Attempt {
  submit: (input: undefined) => Promise<void>
  busy: boolean
  trouble: Trouble | undefined
}

/** A button that opens a short form over the page: what was wrong, the fields, one button that does it. */
export function Sheet({
  open,
  title,
  children,
}: {
  open: string
  title: string
  children: (close: () => void) => ReactNode
}) {
  const [shown, setShown] = useState(false)
  const close = () => setShown(false)
  return (
    <>
      <Button small onClick={() => setShown(true)}>
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

export function SheetForm(props: {
  attempt: Attempt
  button: string
  onGiveUp: () => void
  children: ReactNode
}) {
  return <AskForm {...props} />
}
