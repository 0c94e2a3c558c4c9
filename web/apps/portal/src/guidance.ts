import { unwrap } from '@madoguchi/api'
import { queryOptions } from '@tanstack/react-query'
import { api } from './api.ts'

/** What the policy promises: numbers, telephone numbers, refund. No screen has them written in (R126). */
export const guidanceQuery = queryOptions({
  queryKey: ['guidance'],
  queryFn: () => unwrap(api.GET('/api/v1/guidance')),
  staleTime: Number.POSITIVE_INFINITY,
})
