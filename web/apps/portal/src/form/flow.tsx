import type { FieldFault } from '@madoguchi/api'
import type { Sentence } from '@madoguchi/i18n'
import { fieldId, StepHeader, type Trouble } from '@madoguchi/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import {
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { DraftKeeper } from './draft.ts'
import type { FlowSearch } from './search.ts'

/** One page of a form. `pointers` are where the server's faults that belong on it point, or to what is below. */
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
  /** What was refused last, as far as it belongs on this page. */
  trouble: Trouble | undefined
  /** Says it, or, without one, that what was said of this page holds no more. */
  say: (trouble: Trouble | undefined) => void
  /** Says what the server refused, on the page where the first of its faults stands: a word that goes with the reader. */
  refuse: (trouble: Trouble) => void
}

const isAt = (step: Step<string> | undefined, { pointer }: FieldFault) =>
  step?.pointers?.some(home => pointer === home || pointer.startsWith(`${home}/`)) ?? false

/** Without the faults that belong on `step`. */
function without(trouble: Trouble | undefined, step: Step<string> | undefined): Trouble | undefined {
  const faults = trouble?.faults.filter(fault => !isAt(step, fault)) ?? []
  return trouble && faults.length > 0 ? { ...trouble, faults } : undefined
}

/** The faults of this page, and those that no page has; a refusal without any is said wherever one is. */
function shownOn(
  steps: Step<string>[],
  step: Step<string> | undefined,
  trouble: Trouble | undefined,
): Trouble | undefined {
  if (!trouble || trouble.faults.length === 0) return trouble
  const faults = trouble.faults.filter(fault => isAt(step, fault) || !steps.some(one => isAt(one, fault)))
  return faults.length > 0 ? { ...trouble, faults } : undefined
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
  const [trouble, setTrouble] = useState<Trouble>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: which page it is decides, and the steps are made anew each time
  const shown = useMemo(() => shownOn(steps, steps[now], trouble), [trouble, now])
  // What was said of a page goes when it is left.
  const left = useRef(steps[now])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same
  useEffect(() => {
    const before = left.current
    left.current = steps[now]
    if (before?.key !== steps[now]?.key) setTrouble(said => without(said, before))
  }, [steps[now]?.key])
  return {
    steps,
    now,
    step: (steps[now] ?? steps[0])?.key as Key,
    go,
    wanted,
    next: () => show(Math.min(now + 1, steps.length - 1)),
    trouble: shown,
    say: said => setTrouble(before => said ?? without(before, steps[now])),
    refuse: said => {
      setTrouble(said)
      if (said.faults.every(fault => isAt(steps[now], fault))) return
      const home = steps.findIndex(step => said.faults.some(fault => isAt(step, fault)))
      if (home >= 0 && home !== now) show(home)
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

export const fault = (pointer: string, messages: Sentence): FieldFault => ({
  pointer,
  code: 'missing',
  messages,
})

/**
 * Next, if nothing is missing on this page; what else is wrong the server says at the end, and it leads back here. What
 * was filled in is kept then (R98): a session that ended meanwhile is opened over the page that comes.
 */
export function useNext<Key extends string>(flow: Flow<Key>, keeper: DraftKeeper) {
  return {
    trouble: flow.trouble,
    /** What was said holds no more. */
    forget: () => flow.say(undefined),
    next: (found: Trouble | undefined) => {
      flow.say(found)
      if (found) return
      keeper.save().catch(() => undefined) // shown by the keeper
      flow.next()
    },
  }
}
