/** The list's filters as they stand in the address. */
export interface ContractSearch {
  q?: string | undefined
  show?: 'soon' | 'action' | undefined
  cursor?: string | undefined
}

export function readContractSearch(search: Record<string, unknown>): ContractSearch {
  const out: ContractSearch = {}
  if (typeof search.q === 'string' && search.q !== '') out.q = search.q
  if (typeof search.q === 'number') out.q = String(search.q)
  if (search.show === 'soon' || search.show === 'action') out.show = search.show
  if (typeof search.cursor === 'string' && search.cursor !== '') out.cursor = search.cursor
  return out
}
