/** The list of applications: those that are open, or all. */
export interface ApplicationSearch {
  show?: 'all' | undefined
  cursor?: string | undefined
}

export function readApplicationSearch(search: Record<string, unknown>): ApplicationSearch {
  const out: ApplicationSearch = {}
  if (search.show === 'all') out.show = 'all'
  if (typeof search.cursor === 'string' && search.cursor !== '') out.cursor = search.cursor
  return out
}
