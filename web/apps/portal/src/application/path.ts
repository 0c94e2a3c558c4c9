import type { Schemas } from '../api.ts'

type State = Schemas['ApplicationState']
type Kind = Schemas['ApplicationKind']

/** The way that an application of this kind ordinarily takes, as the timeline names it ahead. */
const ways: Record<Kind, State[]> = {
  contact_change: ['accepted', 'under_review', 'done'],
  reissue: ['accepted', 'under_review', 'approved', 'done'],
  continuation: ['accepted', 'under_review', 'approved', 'done'],
  first_issue: ['accepted', 'under_review', 'approved', 'done'],
  revocation: ['accepted', 'awaiting_call', 'confirmed', 'done'],
  emergency_revocation: ['accepted', 'confirmed', 'done'],
}

// States on the way that the way does not name, and how far one is in each.
const reached: Partial<Record<State, State>> = {
  sent_back: 'accepted',
  reviewed: 'under_review',
  executing: 'approved',
  awaiting_second: 'awaiting_call',
}

/** What is still to come, in order; nothing once it has ended. */
export function stepsAhead(application: { kind: Kind; state: State; waits_for: string }): State[] {
  if (application.waits_for === 'nobody') return []
  const way = ways[application.kind]
  const at = reached[application.state] ?? application.state
  return way.slice(way.indexOf(at) + 1)
}
