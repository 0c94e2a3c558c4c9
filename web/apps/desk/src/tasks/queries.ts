import { unwrap } from '@madoguchi/api'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, POLL, type Schemas } from '../api.ts'
import type { TaskSearch } from './search.ts'

export type Task = Schemas['Task']

const POLL_MS = 15_000
const PAGE_LINES = 30

/** One page of the work list; while it is shown it comes anew by itself. */
export const tasksQuery = (search: TaskSearch) =>
  queryOptions({
    queryKey: ['tasks', search],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/tasks', {
          signal,
          headers: POLL,
          params: {
            query: {
              limit: PAGE_LINES,
              ...(search.kind ? { kind: search.kind } : {}),
              ...(search.holder ? { holder: search.holder } : {}),
              ...(search.clock ? { clock: search.clock } : {}),
              ...(search.calls === 'unreachable' ? { unreachable: 'true' as const } : {}),
              ...(search.calls === 'promised' ? { callback_promised: 'true' as const } : {}),
              ...(search.cursor ? { cursor: search.cursor } : {}),
            },
          },
        }),
      ),
    refetchInterval: POLL_MS,
    placeholderData: keepPreviousData,
  })

const HANDS_LINES = 100

/** All that is in the officer's hands, for the end of the shift. */
export const handsQuery = queryOptions({
  queryKey: ['tasks', 'in hands'],
  queryFn: () =>
    unwrap(api.GET('/api/v1/tasks', { params: { query: { holder: 'mine', limit: HANDS_LINES } } })),
})
