import type { ReactNode } from 'react'

const NUMBER = /(\(?[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}\)?)/

/** A text in which a number like 42F-5ZT-V6A stands in one line; it may begin a new one. */
export function unbroken(text: ReactNode): ReactNode {
  const parts = typeof text === 'string' ? text.split(NUMBER) : []
  if (parts.length < 2) return text
  return (
    <span>
      {parts.map((part, index) =>
        index % 2 === 0 ? (
          part
        ) : (
          <span key={String(index)}>
            <wbr />
            <span className="whitespace-nowrap">{part}</span>
          </span>
        ),
      )}
    </span>
  )
}
