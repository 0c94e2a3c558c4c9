import type { Schemas } from '../api.ts'

type Status = Schemas['ContractList']['contracts'][number]['status']

export const contractStatuses = [
  'opening',
  'in_force',
  'renewal_open',
  'renewed',
  'cancelling',
  'cancelled',
  'expired',
] as const satisfies Status[]

export interface ContractSearch {
  status?: Status | undefined
  cursor?: string | undefined
}

export function readContractSearch(search: Record<string, unknown>): ContractSearch {
  return {
    status: contractStatuses.find(status => status === search.status),
    cursor: typeof search.cursor === 'string' && search.cursor !== '' ? search.cursor : undefined,
  }
}
