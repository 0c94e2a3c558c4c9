import type { Schemas } from '../api.ts'

export const enquiryKinds = [
  'corporate_name',
  'reissue_over_limit',
  'new_application',
  'general',
  'problem_report',
] as const satisfies Schemas['Hits']['enquiries'][number]['kind'][]

export interface EnquirySearch {
  kind?: (typeof enquiryKinds)[number] | undefined
  /** Closed ones too; without it, only what is open. */
  all?: boolean | undefined
  cursor?: string | undefined
}

export function readEnquirySearch(search: Record<string, unknown>): EnquirySearch {
  return {
    kind: enquiryKinds.find(kind => kind === search.kind),
    all: search.all === true ? true : undefined,
    cursor: typeof search.cursor === 'string' && search.cursor !== '' ? search.cursor : undefined,
  }
}
