/** One place of a record that is another by now. */
export interface Changed {
  what: string
  before: string
  after: string
}

const CHANGES_MAX = 20
// Every read has other ones of these; they say nothing to a person.
const NOISE = /^\/(etag|version|can|content_digest)\b/

function leaves(value: unknown, at: string, into: Map<string, string>) {
  if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) leaves(inner, `${at}/${key}`, into)
  } else if (value !== undefined && !NOISE.test(at)) into.set(at, String(value))
}

/** What changed between two reads of one record, place by place. */
export function difference(before: unknown, after: unknown): Changed[] {
  const [old, now] = [new Map<string, string>(), new Map<string, string>()]
  leaves(before, '', old)
  leaves(after, '', now)
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter(at => old.get(at) !== now.get(at))
    .slice(0, CHANGES_MAX)
    .map(at => ({ what: at.slice(1), before: old.get(at) ?? '―', after: now.get(at) ?? '―' }))
}
