import { type FieldFault, Refused } from '@madoguchi/api'
import type { Sentence } from '@madoguchi/i18n'

/** What went wrong with one attempt, ready to be shown. */
export interface Trouble {
  /** The server's sentence, or absent if it could not be reached. */
  titles?: Sentence
  code?: string
  faults: FieldFault[]
}

export function troubleOf(error: unknown): Trouble {
  if (error instanceof Refused) {
    return { titles: error.problem.titles, code: error.problem.code, faults: error.problem.errors ?? [] }
  }
  return { faults: [] }
}
