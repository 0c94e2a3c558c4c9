import { type FieldFault, Refused } from '@madoguchi/api'

/** What went wrong with one attempt, ready to be shown. */
export interface Trouble {
  /** The server's sentence, or absent if it could not be reached. */
  title?: string
  code?: string
  faults: FieldFault[]
}

export function troubleOf(error: unknown): Trouble {
  if (error instanceof Refused) {
    return { title: error.problem.title, code: error.problem.code, faults: error.problem.errors ?? [] }
  }
  return { faults: [] }
}
