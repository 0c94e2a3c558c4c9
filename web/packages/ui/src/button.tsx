import type { ButtonHTMLAttributes, MouseEvent } from 'react'
import { unbroken } from './unbroken.tsx'

export type ButtonLook = 'first' | 'second' | 'plain' | 'danger'

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: ButtonLook
  small?: boolean
  /** Work is under way: the button stays where it is and does nothing, by mouse, keyboard or as a form's submit. */
  busy?: boolean
}

export function Button({
  look = 'second',
  small,
  busy,
  className = '',
  onClick,
  type,
  ...rest
}: ButtonProps) {
  function click(event: MouseEvent<HTMLButtonElement>) {
    if (busy) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <button
      {...rest}
      type={type ?? 'button'}
      className={`btn btn-${look} ${small ? 'btn-small' : ''} ${className}`}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={click}
    >
      {busy ? <span className="btn-spin" aria-hidden="true" /> : null}
      {unbroken(rest.children)}
    </button>
  )
}
