import { Refused, Unreachable } from '@madoguchi/api'
import { api } from '../api.ts'

const PIECES_MAX = 200

/** All events of the period, fetched in pieces and given to the person as one file of JSON lines (R106). */
export async function downloadEvents(period: { from?: string; until?: string }): Promise<void> {
  const pieces: string[] = []
  let cursor: string | undefined
  for (let piece = 0; piece < PIECES_MAX; piece += 1) {
    const { data, error, response } = await api.GET('/api/v1/events/export', {
      params: { query: { ...period, ...(cursor ? { cursor } : {}) } },
      parseAs: 'text',
    })
    if (!response.ok) {
      if (typeof error === 'object' && error && 'code' in error) throw new Refused(error)
      throw new Unreachable(response.status)
    }
    pieces.push(data ?? '')
    cursor = response.headers.get('Madoguchi-Next') ?? undefined
    if (!cursor) return save(new Blob(pieces, { type: 'application/jsonl' }))
  }
  throw new Unreachable('too many events for one file: choose a shorter period')
}

function save(content: Blob) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = 'events.jsonl'
  link.click()
  URL.revokeObjectURL(link.href)
}
