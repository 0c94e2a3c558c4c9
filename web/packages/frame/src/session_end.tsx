import { Refused, Unreachable } from '@madoguchi/api'
import { type ComponentType, useCallback, useEffect, useRef, useState } from 'react'

/** How long the server lets the session last, counted from its answer: no clock of the browser is asked. */
export interface SessionLasts {
  ends_in_seconds: number
  lasts_seconds: number
}

export interface EndingProps {
  /** On the browser's counter, which nobody sets: performance.now(). */
  until: number
  /** Nothing puts it off any more. */
  final: boolean
  onGoOn: () => Promise<void>
  onClose: () => void
}

interface Props {
  lasts: SessionLasts
  /**
   * Asked by the page itself it keeps nothing alive (R6), and throws an error of its own if a login would be needed; asked
   * by the person it does, after a login over the page if need be.
   */
  ask: (who: 'page' | 'person') => Promise<SessionLasts>
  dialog: () => Promise<ComponentType<EndingProps>>
}

const WARN_S = 120
/** A machine that slept, a window that another one kept alive: the server is asked at least so often. */
const LOOK_S_MAX = 300
const LOOK_S_ENDING = 10
const MS = 1000

/** Two minutes before the session ends one is told, and can go on by one press (WCAG 2.2.1). */
export function SessionEnd({ lasts, ask, dialog }: Props) {
  const [ending, setEnding] = useState<{
    until: number
    final: boolean
    Dialog: ComponentType<EndingProps>
  }>()
  const timer = useRef<number>(undefined)
  const read = useRef(false) // what cannot be put off is said once

  const lookIn = useCallback((seconds: number, look: () => void) => {
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(look, seconds * MS)
  }, [])
  const take = useCallback(
    async (seen: SessionLasts, look: () => void) => {
      const left = seen.ends_in_seconds
      if (left > WARN_S) {
        setEnding(undefined)
        lookIn(Math.min(left - WARN_S, LOOK_S_MAX), look)
        return
      }
      const until = performance.now() + left * MS
      lookIn(Math.min(left, LOOK_S_ENDING), look)
      const final = seen.lasts_seconds <= left
      if (final && read.current) return
      const Dialog = await dialog().catch(() => undefined) // not to be fetched now: the next look tries again
      if (Dialog) setEnding({ until, final, Dialog })
    },
    [dialog, lookIn],
  )
  const look = useCallback(async () => {
    try {
      await take(await ask('page'), look)
    } catch (error) {
      if (error instanceof Refused || error instanceof Unreachable) {
        lookIn(LOOK_S_ENDING, look) // away or busy: the session may go on
        return
      }
      setEnding(undefined)
      read.current = false
      // Over: the login comes over the page, and what it opens is watched again. Given up, the login page is next.
      await ask('person').then(
        seen => take(seen, look),
        () => lookIn(LOOK_S_MAX, look),
      )
    }
  }, [ask, take, lookIn])

  useEffect(() => {
    take(lasts, look)
    const seen = () => {
      if (document.visibilityState === 'visible') look()
    }
    document.addEventListener('visibilitychange', seen)
    return () => {
      window.clearTimeout(timer.current)
      document.removeEventListener('visibilitychange', seen)
    }
  }, [lasts, take, look])

  if (!ending) return null
  const { Dialog, until, final } = ending
  return (
    <Dialog
      until={until}
      final={final}
      onGoOn={async () => take(await ask('person'), look)}
      onClose={() => {
        read.current = true
        setEnding(undefined)
      }}
    />
  )
}
