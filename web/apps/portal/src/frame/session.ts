import { unwrap } from '@madoguchi/api'
import { queryOptions } from '@tanstack/react-query'
import { api, POLL, quiet } from '../api.ts'

/** Who is logged in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => unwrap(api.GET('/api/v1/session')),
  staleTime: Number.POSITIVE_INFINITY,
})

/** How long the session lasts: asked by the page it keeps nothing alive, asked by the person it does (R6). */
export const askForEnd = (who: 'page' | 'person') =>
  unwrap((who === 'page' ? quiet : api).GET('/api/v1/session', who === 'page' ? { headers: POLL } : {}))
