import type { Schemas } from '../api.ts'

export type EnquiryKind = Schemas['EnquiryKind']
/** Those that a customer may send. */
export const kinds = ['corporate_name', 'reissue_over_limit', 'new_application', 'general'] as const

/** What the page that led here knows already: nobody has to fill it in again. */
export interface EnquirySearch {
  kind?: (typeof kinds)[number] | undefined
  contract?: string | undefined
}

export function readEnquirySearch(search: Record<string, unknown>): EnquirySearch {
  const out: EnquirySearch = {}
  const kind = kinds.find(one => one === search.kind)
  if (kind) out.kind = kind
  if (typeof search.contract === 'string' && /^[a-z2-7]{26}$/.test(search.contract))
    out.contract = search.contract
  return out
}
