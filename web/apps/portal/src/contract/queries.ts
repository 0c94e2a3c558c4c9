import { unwrap } from '@madoguchi/api'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

/** One contract, as every screen about it reads it: what may be done stands in its `can`. */
export const contractQuery = (id: string) =>
  queryOptions({
    queryKey: ['contract', id],
    queryFn: () => unwrap(api.GET('/api/v1/contracts/{id}', { params: { path: { id } } })),
  })
