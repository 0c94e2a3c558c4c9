import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const packages = resolve(import.meta.dirname, '../../packages')
const read = (...path: string[]) => readFileSync(join(packages, ...path), 'utf8')

test('the catalogue shows every component that packages/ui gives to screens', () => {
  const folder = 'example/src/catalogue'
  const shown = readdirSync(join(packages, folder)).map(file => read(folder, file))
  const used = new Set(shown.flatMap(text => [...text.matchAll(/<([A-Z]\w+)/g)].map(match => match[1])))
  const given = [...read('ui/src/index.ts').matchAll(/(?<!type )\b([A-Z]\w+)\b/g)].map(match => match[1])
  expect(given.length).toBeGreaterThan(15)
  expect(given.filter(name => !used.has(name))).toEqual([])
})
