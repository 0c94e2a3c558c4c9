import { firstAnswer, unwrap } from '@madoguchi/api'
import { readLanguage } from '@madoguchi/i18n'
import { queryOptions, useQuery } from '@tanstack/react-query'
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

/** Does the officer have one of these roles? Only for what is offered in the menu: what may be done says `can`. */
export function useRole(...roles: Schemas['Session']['roles']): boolean {
  const session = useQuery(sessionQuery).data
  return session?.roles.some(role => roles.includes(role)) ?? false
}
