import type { FieldFault } from '@madoguchi/api'
import { fieldId, StepHeader, type Trouble } from '@madoguchi/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import {
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import type { DraftKeeper } from './draft.ts'
import type { FlowSearch } from './search.ts'

/** One page of a form. `pointers` are the beginnings of the server's faults that belong on it. */
export interface Step<Key extends string> {
  key: Key
  name: string
  pointers?: string[]
}

export interface Flow<Key extends string> {
  steps: Step<Key>[]
  now: number
  step: Key
  /** To another page; there the field at `pointer` takes focus, else the heading. */
  go: (step: Key, pointer?: string) => void
  next: () => void
  wanted: RefObject<string | undefined>
  /** To the page where the first of these faults stands, if one of them does. */
  goToFault: (faults: FieldFault[]) => void
}

/**
 * The pages of one form in order. A page not reached yet cannot be opened by its address: the first one comes. What was
 * kept of a form may have reached further before (`start`, counted from 0).
 */
export function useFlow<Key extends string>(steps: Step<Key>[], start = 0): Flow<Key> {
  const navigate = useNavigate()
  const search: FlowSearch = useSearch({ strict: false })
  const [reached, setReached] = useState(start)
  const wanted = useRef<string>(undefined)
  const asked = steps.findIndex(step => step.key === search.step)
  const now = asked >= 0 && asked <= reached ? asked : 0
  const show = useCallback(
    (index: number) => {
      setReached(before => Math.max(before, index))
      navigate({ to: '.', search: before => ({ ...before, step: steps[index]?.key }) })
    },
    [navigate, steps],
  )
  const go = (key: Key, pointer?: string) => {
    wanted.current = pointer
    show(steps.findIndex(step => step.key === key))
  }
  return {
    steps,
    now,
    step: (steps[now] ?? steps[0])?.key as Key,
    go,
    wanted,
    next: () => show(Math.min(now + 1, steps.length - 1)),
    goToFault: faults => {
      const home = steps.findIndex(step =>
        step.pointers?.some(pointer => faults.some(fault => fault.pointer.startsWith(pointer))),
      )
      if (home >= 0) show(home)
    },
  }
}

/** How far the form was filled in, into what is kept of it: a draft opens where it was left. */
export function useReached(now: number, note: (reached: number) => void) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page notes it once
  useEffect(() => note(now), [now])
}

/** The heading of a form's page; it takes focus when the page comes up, unless a field is wanted. */
export function StepPage<Key extends string>({ flow, children }: { flow: Flow<Key>; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const first = useRef(true)
  // Before the page is painted: painted first and scrolled then, it would move under the reader's finger.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page's heading takes focus once, when it comes up
  useLayoutEffect(() => {
    const field = flow.wanted.current ? document.getElementById(fieldId(flow.wanted.current)) : null
    flow.wanted.current = undefined
    window.scrollTo(0, 0)
    // A page that comes up with a fault box leaves the focus to it.
    const faulty = document.querySelector('main [role=alert]')
    if (field) field.focus()
    else if (!first.current && !faulty) heading.current?.focus()
    first.current = false
  }, [flow.now])
  return (
    <>
      <StepHeader steps={flow.steps.map(step => step.name)} now={flow.now} />
      <h2 ref={heading} tabIndex={-1} className="mb-2">
        {flow.steps[flow.now]?.name}
      </h2>
      {children}
    </>
  )
}

/** What one still has to fill in before the next page, said as the server says its faults. */
export function missing(faults: (FieldFault | false)[]): Trouble | undefined {
  const own = faults.filter(fault => fault !== false)
  return own.length > 0 ? { faults: own } : undefined
}

export const fault = (pointer: string, message: string): FieldFault => ({ pointer, code: 'missing', message })

/**
 * Next, if nothing is missing on this page; what else is wrong the server says at the end, and it leads back here. What
 * was filled in is kept then (R98): a session that ended meanwhile is opened over the page that comes.
 */
export function useNext<Key extends string>(flow: Flow<Key>, keeper: DraftKeeper) {
  const [trouble, setTrouble] = useState<Trouble>()
  return {
    trouble,
    /** What was said holds no more. */
    forget: () => setTrouble(undefined),
    next: (found: Trouble | undefined) => {
      setTrouble(found)
      if (found) return
      keeper.save().catch(() => undefined) // shown by the keeper
      flow.next()
    },
  }
}
