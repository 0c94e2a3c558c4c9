import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      entry => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.includes('node_modules'),
    )
    .map(entry => join(entry.parentPath, entry.name))
}

const all = [...files(join(root, 'apps')), ...files(join(root, 'packages'))]
const catalogues = all.filter(path => /[/_](texts|names)\.ts$/.test(path) && !path.includes('/i18n/'))
const placeholders = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map(match => match[1]).sort()

// Keys put together at run time: contract_changeCase of `${action}Case`; values of the API.
const built = [
  'Case',
  '_application',
  '_revocation',
  '_certificate',
  '_contract',
  'required',
  'electronic',
  'paper',
  'new_application',
  'contact_us',
]

// Sentences; check_texts.ts names values that the API gives.
const said = catalogues.filter(path => path.endsWith('texts.ts') && !path.endsWith('/check_texts.ts'))

test('there are catalogues', () => {
  expect(catalogues.length).toBeGreaterThan(3)
})

test.each(catalogues.map(path => [relative(root, path), path]))(
  '%s says everything in both languages',
  async (_, path) => {
    const module: Record<string, unknown> = await import(path)
    for (const catalogue of Object.values(module)) {
      if (typeof catalogue !== 'object' || catalogue === null) continue
      for (const [key, pair] of Object.entries(catalogue)) {
        const [ja = '', en = ''] = pair as [string, string]
        expect(ja.trim(), `${key} in Japanese`).not.toBe('')
        expect(en.trim(), `${key} in English`).not.toBe('')
        expect(placeholders(ja), key).toEqual(placeholders(en))
      }
    }
  },
)

test.each(said.map(path => [relative(root, path), path]))(
  'every sentence of %s is said somewhere',
  async (_, path) => {
    const module = (await import(path)) as Record<string, Record<string, unknown>>
    const keys = Object.values(module).flatMap(texts => Object.keys(texts))
    const app = path.includes('/ui/') ? join(root, 'packages/ui') : resolve(dirname(path), '..')
    const code = files(app)
      .filter(file => file !== path)
      .map(file => readFileSync(file, 'utf8'))
      .join('\n')
    expect(keys.filter(key => !code.includes(`'${key}'`) && !built.some(end => key.endsWith(end)))).toEqual(
      [],
    )
  },
)
