import { unwrapTagged } from '@madoguchi/api'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

/** One application with the ETag of the state that the screen shows. */
export const applicationQuery = (id: string) =>
  queryOptions({
    queryKey: ['application', id],
    queryFn: () => unwrapTagged(api.GET('/api/v1/applications/{id}', { params: { path: { id } } })),
  })
