import { unwrap } from '@madoguchi/api'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '../api.ts'

const STALE_MS = 300_000

export const officersQuery = queryOptions({
  queryKey: ['officers'],
  queryFn: () => unwrap(api.GET('/api/v1/officers')),
  staleTime: STALE_MS,
})

/** The name of an officer by its id; the id itself while the names are on their way. */
export function useOfficerName(): (id: string) => string {
  const officers = useQuery(officersQuery).data?.officers
  return id => officers?.find(officer => officer.id === id)?.name ?? id
}
