import { unwrap, unwrapTagged } from '@madoguchi/api'
import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas } from '../api.ts'

export type ContractSeen = Schemas['Contract'] & { etag: string }

/** One contract, with the ETag of the state that the screen shows, as every screen about it reads it: what may be done stands in its `can`. */
export const contractQuery = (id: string) =>
  queryOptions({
    queryKey: ['contract', id],
    queryFn: () => unwrapTagged(api.GET('/api/v1/contracts/{id}', { params: { path: { id } } })),
  })

/** What the person began in this contract and has not filed (R98). Asked anew whenever the page is opened. */
export const draftsQuery = (id: string) =>
  queryOptions({
    queryKey: ['drafts', id],
    queryFn: () => unwrap(api.GET('/api/v1/contracts/{id}/drafts', { params: { path: { id } } })),
    gcTime: 0,
  })

const CONTRACTS_LISTED_MAX = 100

/** What one may choose a contract from. */
export const allContractsQuery = queryOptions({
  queryKey: ['contracts', 'all'],
  queryFn: () => unwrap(api.GET('/api/v1/contracts', { params: { query: { limit: CONTRACTS_LISTED_MAX } } })),
})
