import { unwrap, unwrapTagged } from '@madoguchi/api'
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { api, type Schemas } from '../api.ts'

const path = (id: string) => ({ params: { path: { id } } })

/** One contract with its ETag, and what hangs on it; each part comes by itself and is asked for anew by itself. */
export const contractQuery = (id: string) =>
  queryOptions({
    queryKey: ['contract', id],
    queryFn: () => unwrapTagged(api.GET('/api/v1/contracts/{id}', path(id))),
  })
export const numbersQuery = (id: string) =>
  queryOptions({
    queryKey: ['contract', id, 'numbers'],
    queryFn: () => unwrap(api.GET('/api/v1/contracts/{id}/numbers', path(id))),
  })
export const evidenceQuery = (id: string) =>
  queryOptions({
    queryKey: ['contract', id, 'evidence'],
    queryFn: () => unwrap(api.GET('/api/v1/contracts/{id}/evidence', path(id))),
  })
export const holdsQuery = (id: string) =>
  queryOptions({
    queryKey: ['contract', id, 'holds'],
    queryFn: () => unwrap(api.GET('/api/v1/contracts/{id}/holds', path(id))),
  })
export const grantsQuery = (id: string) =>
  queryOptions({
    queryKey: ['contract', id, 'grants'],
    queryFn: () => unwrap(api.GET('/api/v1/contracts/{id}/grants', path(id))),
  })

export type Contract = Schemas['Contract'] & { etag: string }

/** What is not open now is not offered: a step of the desk's own beside the menu of what is filed (R22). */
export const mayDo = (contract: Contract, action: string): boolean =>
  contract.can.some(can => can.action === action && can.allowed)

/** After a change: everything about the contract comes anew. */
export function useRefresh(id: string): () => Promise<void> {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['contract', id] })
}
