import { unwrap, unwrapTagged } from '@madoguchi/api'
import type { Mood } from '@madoguchi/ui'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, POLL, type Schemas } from '../api.ts'
import type { ItemSearch } from './search.ts'

export type Incident = Schemas['Incident'] & { etag: string }
export type State = Incident['state']

export const states = {
  collecting: 'collecting',
  planning: 'planning',
  planned: 'planned',
  approved: 'approved',
  executed: 'executed',
  done: 'done',
  withdrawn: 'withdrawn',
} as const satisfies Record<State, string>

const RUNNING_POLL_MS = 2_000
const ITEMS_POLL_MS = 5_000
const POLL_MS = 15_000

export const stateMoods: Record<State, Mood> = {
  collecting: 'quiet',
  planning: 'wait',
  planned: 'wait',
  approved: 'bad',
  executed: 'wait',
  done: 'good',
  withdrawn: 'quiet',
}
/** The machine is at it. */
export const isRunning = (state: State) =>
  state === 'planning' || state === 'approved' || state === 'executed'
/** Its clock has stopped. */
export const isOver = (state: State) => state === 'done' || state === 'withdrawn'

export const incidentsQuery = queryOptions({
  queryKey: ['incidents'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/incidents', { signal, headers: POLL })),
  refetchInterval: POLL_MS,
})

/** While the machine works on it, it comes anew every two seconds. */
export const incidentQuery = (id: string) =>
  queryOptions({
    queryKey: ['incident', id],
    queryFn: ({ signal }): Promise<Incident> =>
      unwrapTagged(api.GET('/api/v1/incidents/{id}', { signal, headers: POLL, params: { path: { id } } })),
    refetchInterval: query => {
      const state = query.state.data?.state
      if (state !== undefined && isOver(state)) return false
      return state !== undefined && isRunning(state) ? RUNNING_POLL_MS : POLL_MS
    },
  })

/** One page of whom it hits, and what became of each; while it is carried out it comes anew by itself. */
export const itemsQuery = (incident: Incident, search: ItemSearch) =>
  queryOptions({
    queryKey: ['incident', incident.id, 'items', incident.plan?.number, incident.state, search],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/incidents/{id}/items', {
          signal,
          headers: POLL,
          params: {
            path: { id: incident.id },
            query: {
              ...(search.after ? { after: search.after } : {}),
              ...(search.skipped ? { skipped: 'true' as const } : {}),
            },
          },
        }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: incident.state === 'approved' ? ITEMS_POLL_MS : false,
  })

export const productsQuery = queryOptions({
  queryKey: ['products'],
  queryFn: () => unwrap(api.GET('/api/v1/products')),
  staleTime: Number.POSITIVE_INFINITY,
})
