export interface ItemSearch {
  skipped?: true | undefined
  after?: number | undefined
}

/** Which items of an incident, and from where, as it stands in the address. */
export function readItemSearch(search: Record<string, unknown>): ItemSearch {
  const after = Number(search.after)
  return {
    skipped: search.skipped === true || search.skipped === 'true' ? true : undefined,
    after: Number.isSafeInteger(after) && after > 0 ? after : undefined,
  }
}
