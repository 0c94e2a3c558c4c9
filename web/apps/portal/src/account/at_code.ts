import { Refused } from '@madoguchi/api'
import { type Trouble, troubleOf } from '@madoguchi/ui'

/** A wrong code is said at its field, like every other fault of what was typed. */
export function atCode(error: unknown): Trouble {
  const said = troubleOf(error)
  if (error instanceof Refused && said.faults.length === 0 && /code_(wrong|ended)$/.test(error.problem.code))
    return {
      ...said,
      faults: [{ pointer: '/code', code: error.problem.code, messages: error.problem.titles }],
    }
  return said
}
