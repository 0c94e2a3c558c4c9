import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { actions, subjects } from '../../apps/desk/src/events/action_names.ts'

const src = resolve(import.meta.dirname, '../../../src')
const sources = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && /\.(cpp|h)$/.test(entry.name) && !entry.name.endsWith('_test.cpp'))
  .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
const code = sources.join('\n')

const found = (pattern: RegExp) => [...code.matchAll(pattern)].map(match => match[1] ?? '')

/** An action that begins with a word of its own and goes on with one of these. */
const ends: Record<string, string[]> = {
  application: found(/MADOGUCHI_NAME\(ApplicationAction, (\w+)\)/g),
  schedule: found(/MADOGUCHI_NAME\(ScheduleState, (\w+)\)/g).filter(state => state !== 'pending'),
  mailbox_recovery: found(/MADOGUCHI_NAME\(RecoveryState, (\w+)\)/g),
  problem_report: found(/\bkeep\(work, std::move\(report\), "(\w+)"\)/g),
  incident: found(/\bnote\(work, \w+, "(\w+)"/g),
}

/** The arguments of each call of record_event(work, …), up to the subject's kind. */
const calls = code
  .split(/\brecord_event\(\s*work,/)
  .slice(1)
  .map(call => call.slice(0, 200))
const words = (text: string) => [...text.matchAll(/"([^"]*)"/g)].map(match => match[1] ?? '')

const recorded = new Set<string>()
const kinds = new Set<string>()
for (const call of calls) {
  for (const word of words(call.split(';')[0] ?? '')) {
    if (/^[a-z_]+\.[a-z_]+$/.test(word)) recorded.add(word)
    if (/^[a-z_]+\.$/.test(word)) {
      const prefix = word.slice(0, -1)
      expect(ends[prefix], `what "${word}" goes on with: add it here`).toBeDefined()
      for (const end of ends[prefix] ?? []) recorded.add(word + end)
    }
  }
  const kind = /"[a-z_.]+"[^"]*?,\s*(?:[^",]*\?\s*)?"([a-z_]+)"/.exec(call)?.[1]
  if (kind) kinds.add(kind)
}
for (const end of ends.application ?? []) recorded.add(`application.${end}`) // record.cpp, of every step

test('every action that src/ records has a name, and no other', () => {
  expect(calls.length).toBeGreaterThan(80)
  expect(Object.values(ends).every(each => each.length > 2)).toBe(true)
  expect(Object.keys(actions).sort()).toEqual([...recorded].sort())
})

test('every kind of object has a name', () => {
  expect([...kinds].filter(kind => !(kind in subjects))).toEqual([])
  expect(kinds.size).toBeGreaterThan(15)
})
