import { unwrap } from '@madoguchi/api'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

/** Who is logged in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => unwrap(api.GET('/api/v1/session')),
  staleTime: Number.POSITIVE_INFINITY,
})
