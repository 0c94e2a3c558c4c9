import { GivenUp, Refused, unwrap, unwrapTagged } from '@madoguchi/api'
import { type Trouble, troubleOf } from '@madoguchi/ui'
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { api, POLL, quiet, type Schemas } from '../api.ts'

export type SavedDraft = Schemas['Draft'] & { etag: string }
type Kind = Schemas['ApplicationKind']

const SAVE_PAUSE_MS = 2_000

/** What was kept of a form that was not filed, in this session or an earlier one (R98); null if nothing was. */
export const draftQuery = (contract: string, kind: Kind) =>
  queryOptions({
    queryKey: ['draft', contract, kind],
    queryFn: async (): Promise<SavedDraft | null> => {
      try {
        const path = { id: contract, kind }
        return await unwrapTagged(api.GET('/api/v1/contracts/{id}/drafts/{kind}', { params: { path } }))
      } catch (error) {
        if (error instanceof Refused && error.is('draft.not_found')) return null
        throw error
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })

/** The draft that a form begins with, and the way to begin anew: with another window's, or without one. */
export function useFoundDraft(contract: string, kind: Kind) {
  const client = useQueryClient()
  const draft = useQuery(draftQuery(contract, kind))
  const [round, setRound] = useState(0)
  async function again() {
    await client.resetQueries(draftQuery(contract, kind))
    setRound(before => before + 1)
  }
  return { draft, round, again }
}

export interface DraftKeeper {
  /** When all that stands on the page was saved; absent while some of it is not. */
  savedAt: string | undefined
  /** Why it could not be kept; nothing typed is lost on the page itself. */
  trouble: Trouble | undefined
  /** Now, and for sure: a session that ended is opened again first. Throws what refuses it. */
  save: () => Promise<void>
  /** Over what another window saved. */
  saveOver: () => Promise<void>
  discard: () => Promise<void>
  /** Files what the draft was for: the server ends the draft with it, and nothing saves it again. */
  file: <T>(work: () => Promise<T>) => Promise<T>
}

/**
 * Keeps a form on the server: when the person moves on (`save`) and, by itself, when they pause. Another window with
 * the same form is noticed by its version (`trouble` record.changed), not overwritten without a word.
 */
export function useDraft(
  contract: string,
  kind: Kind,
  found: SavedDraft | null,
  content: object,
): DraftKeeper {
  const [savedAt, setSavedAt] = useState(found?.updated_at)
  const [trouble, setTrouble] = useState<Trouble>()
  const etag = useRef(found?.etag)
  const text = JSON.stringify(content)
  const kept = useRef(text)
  const queue = useRef<Promise<void>>(Promise.resolve())
  const gone = useRef(false)

  // By itself (`quiet`) it asks the person nothing: without a session it fails, and the next page's saving asks.
  const put = useCallback(
    (client: typeof api, body: string, over: boolean) => {
      const work = async () => {
        if (gone.current || (body === kept.current && !over)) return
        const match = over ? undefined : etag.current
        try {
          const draft = await unwrapTagged(
            client.PUT('/api/v1/contracts/{id}/drafts/{kind}', {
              params: { path: { id: contract, kind } },
              body: JSON.parse(body),
              headers: {
                ...(match ? { 'If-Match': match } : {}),
                ...(client === quiet ? POLL : {}),
              },
            }),
          )
          etag.current = draft.etag
          kept.current = body
          setSavedAt(draft.updated_at)
          setTrouble(undefined)
        } catch (error) {
          setTrouble(troubleOf(error))
          throw error
        }
      }
      const turn = queue.current.then(work)
      queue.current = turn.catch(() => undefined) // the caller has the error; the next saving does not wait for it
      return turn
    },
    [contract, kind],
  )

  useEffect(() => {
    if (text === kept.current) return
    const timer = setTimeout(() => {
      put(quiet, text, false).catch(() => undefined) // shown as `trouble`
    }, SAVE_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text, put])

  // Left for another page before the pause was over.
  const latest = useRef(text)
  latest.current = text
  useEffect(
    () => () => {
      put(quiet, latest.current, false).catch(() => undefined) // nobody is there any more to be told
    },
    [put],
  )

  const allSavedAt = text === kept.current ? savedAt : undefined
  return useMemo(
    () => ({
      savedAt: allSavedAt,
      trouble,
      save: () => put(api, text, false),
      saveOver: () => put(api, text, true),
      discard: async () => {
        gone.current = true
        await queue.current
        const path = { id: contract, kind }
        try {
          await unwrap(api.DELETE('/api/v1/contracts/{id}/drafts/{kind}', { params: { path } }))
        } catch (error) {
          if (error instanceof Refused && error.is('draft.not_found')) return
          gone.current = false // it is still there, and goes on being kept
          throw error
        }
      },
      file: async work => {
        gone.current = true
        await queue.current
        try {
          return await work()
        } catch (error) {
          gone.current = false
          throw error
        }
      },
    }),
    [allSavedAt, trouble, put, text, contract, kind],
  )
}

/** What could not be saved is shown by the keeper, and the form goes on; one who gave up the login for it stays here. */
export function unlessGivenUp(error: unknown) {
  if (error instanceof GivenUp) throw error
}

/** Reads what an older page may have saved: what is not understood is left out. */
export const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
export const oneOf = <T extends string>(known: readonly T[], value: unknown): T | undefined =>
  known.find(one => one === value)
