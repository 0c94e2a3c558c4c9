import type { Sentence } from '@madoguchi/i18n'

/** RFC 9457, as api/common.yaml describes it, without what it says in the language of the call alone. */
export interface Problem {
  type: string
  titles: Sentence
  status: number
  code: string
  params?: Record<string, string>
  errors?: FieldFault[]
}

export interface FieldFault {
  /** RFC 6901, "/contacts/billing/mail", or "?name" for a query's parameter. */
  pointer: string
  code: string
  messages: Sentence
}

/** The server said no, and why. */
export class Refused extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.titles.en)
    this.name = 'Refused'
    this.problem = problem
  }

  is(code: string): boolean {
    return this.problem.code === code
  }
}

/** Nobody answered, or not as our server does: away, too slow, or something between us and it. */
export class Unreachable extends Error {
  constructor(cause?: unknown) {
    super('unreachable', { cause })
    this.name = 'Unreachable'
  }
}

/** The person was asked for a login or the password, and stopped: nothing is wrong, nothing was done. */
export class GivenUp extends Error {}

function isProblem(value: unknown): value is Problem {
  return (
    typeof value === 'object' && value !== null && 'code' in value && 'titles' in value && 'status' in value
  )
}

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** The body of a good answer; throws Refused or Unreachable for any other. */
export async function unwrap<T>(answer: Promise<Answer<T>>): Promise<NonNullable<T>> {
  const { data, error, response } = await answer
  if (response.ok) return (data ?? {}) as NonNullable<T>
  if (isProblem(error)) throw new Refused(error)
  throw new Unreachable(response.status)
}

/** The same, with the record's ETag for If-Match. */
export async function unwrapTagged<T>(
  answer: Promise<Answer<T>>,
): Promise<NonNullable<T> & { etag: string }> {
  const { response } = await answer
  return { ...(await unwrap(answer)), etag: response.headers.get('ETag') ?? '' }
}
