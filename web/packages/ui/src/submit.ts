import { GivenUp } from '@madoguchi/api'
import { useCallback, useRef, useState } from 'react'
import { type Trouble, troubleOf } from './trouble.ts'

interface Submit<Input> {
  submit: (input: Input) => Promise<void>
  busy: boolean
  trouble: Trouble | undefined
  setTrouble: (trouble: Trouble | undefined) => void
}

/** One attempt at a time: a second click during the first does nothing. What fails is shown, nothing typed is lost. */
export function useSubmit<Input>(work: (input: Input) => Promise<void>): Submit<Input> {
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<Trouble>()
  const running = useRef(false)
  const latest = useRef(work)
  latest.current = work
  const submit = useCallback(async (input: Input) => {
    if (running.current) return
    running.current = true
    setBusy(true)
    setTrouble(undefined)
    try {
      await latest.current(input)
    } catch (error) {
      if (!(error instanceof GivenUp)) setTrouble(troubleOf(error))
    } finally {
      running.current = false
      setBusy(false)
    }
  }, [])
  return { submit, busy, trouble, setTrouble }
}

/** The Idempotency-Key of a filing (R96): the same as long as the same is sent, another for other content. */
export function useIdempotencyKey(): (content: unknown) => string {
  const last = useRef({ text: '', key: '' })
  return useCallback(content => {
    const text = JSON.stringify(content)
    if (last.current.key === '' || last.current.text !== text) {
      last.current = { text, key: crypto.randomUUID() }
    }
    return last.current.key
  }, [])
}
