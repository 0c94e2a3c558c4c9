import { Refused } from '@madoguchi/api'
import type { Sentence } from '@madoguchi/i18n'
import type { Schemas } from '../api.ts'

export type Kind = Schemas['Criteria'][number]['kind']

/** One value and the line on which it stands. */
export interface Value {
  line: number
  value: string
}

/** So many are taken in one call. */
const AT_ONCE = 1_000

/** One value on each line, as people paste them: 04:AB:… with capitals, colons and spaces. */
export function readValues(text: string, kind: Kind): Value[] {
  const read = (typed: string) => {
    if (kind === 'serial' || kind === 'spki_sha256') return typed.replace(/[\s:]/g, '').toLowerCase()
    return kind === 'dns_name' ? typed.trim().toLowerCase() : typed.trim()
  }
  return text
    .split('\n')
    .map((typed, index) => ({ line: index + 1, value: read(typed) }))
    .filter(({ value }) => value !== '')
}

export const criteriaOf = (kind: Kind, values: Value[]): Schemas['Criteria'] =>
  values.map(({ value }) => ({ kind, value }))

type Say = (value: Value, why: Sentence) => Sentence

/** What the server says of the n-th value of a call stands under the one field, and names its line. */
function atItsLine(error: unknown, sent: Value[], say: Say): unknown {
  if (!(error instanceof Refused)) return error
  const errors = (error.problem.errors ?? []).map(fault => {
    const place = /^\/criteria(?:\/(\d+))?/.exec(fault.pointer)
    if (!place) return fault
    const value = place[1] === undefined ? undefined : sent[Number(place[1])]
    return { ...fault, pointer: '/values', messages: value ? say(value, fault.messages) : fault.messages }
  })
  return new Refused({ ...error.problem, errors })
}

/** Sends the values a thousand at a time, in one call at least. */
export async function inPieces(
  values: Value[],
  say: Say,
  send: (piece: Value[], sent: number) => Promise<void>,
): Promise<void> {
  let from = 0
  do {
    const piece = values.slice(from, from + AT_ONCE)
    try {
      await send(piece, from + piece.length)
    } catch (error) {
      throw atItsLine(error, piece, say)
    }
    from += AT_ONCE
  } while (from < values.length)
}
