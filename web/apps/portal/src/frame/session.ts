import { firstAnswer, unwrap } from '@madoguchi/api'
import { readLanguage } from '@madoguchi/i18n'
import { queryOptions } from '@tanstack/react-query'
import { api, POLL, quiet, type Schemas } from '../api.ts'

/** Who is logged in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => unwrap(api.GET('/api/v1/session')),
  initialData: () => firstAnswer<Schemas['Session']>('/api/v1/session', readLanguage()),
  staleTime: Number.POSITIVE_INFINITY,
})

/** How long the session lasts: asked by the page it keeps nothing alive, asked by the person it does (R6). */
export const askForEnd = (who: 'page' | 'person') =>
  unwrap((who === 'page' ? quiet : api).GET('/api/v1/session', who === 'page' ? { headers: POLL } : {}))
