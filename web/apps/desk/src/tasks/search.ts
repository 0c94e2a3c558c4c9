import { taskKinds } from '../names.ts'

/** The work list's filters as they stand in the address. */
export interface TaskSearch {
  kind?: (typeof taskKinds)[number] | undefined
  holder?: 'mine' | 'unassigned' | undefined
  clock?: 'within_24_hours' | 'within_5_days' | undefined
  calls?: 'unreachable' | 'promised' | undefined
  cursor?: string | undefined
}

function oneOf<const T extends string>(value: unknown, choices: readonly T[]): T | undefined {
  return choices.find(choice => choice === value)
}

export function readTaskSearch(search: Record<string, unknown>): TaskSearch {
  return {
    kind: oneOf(search.kind, taskKinds),
    holder: oneOf(search.holder, ['mine', 'unassigned']),
    clock: oneOf(search.clock, ['within_24_hours', 'within_5_days']),
    calls: oneOf(search.calls, ['unreachable', 'promised']),
    cursor: typeof search.cursor === 'string' && search.cursor !== '' ? search.cursor : undefined,
  }
}
