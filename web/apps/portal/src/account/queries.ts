import { unwrap } from '@madoguchi/api'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

export const accountQuery = queryOptions({
  queryKey: ['account'],
  queryFn: () => unwrap(api.GET('/api/v1/account')),
})
