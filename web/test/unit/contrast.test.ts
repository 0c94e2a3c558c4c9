import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

// tokens.css on the Digital Agency's palette: text 4.5:1 on every surface it stands on, outlines 3:1 (WCAG 1.4.3, 1.4.11).
const root = resolve(import.meta.dirname, '../..')
const palette = readFileSync(join('node_modules/@digital-go-jp/tailwind-theme-plugin/dist/v4.css'), 'utf8')
const tokens = readFileSync(join('packages/ui/src/tokens.css'), 'utf8')

function join(path: string) {
  return resolve(root, path)
}

function colour(text: string): string {
  const name = /var\((--[\w-]+)\)/.exec(text)?.[1]
  if (!name) return text.trim()
  const value = new RegExp(`${name}:\\s*(#[0-9a-f]+)`, 'i').exec(palette)?.[1]
  if (!value) throw new Error(`${name} is not in the palette`)
  return value
}

function luminance(hex: string): number {
  const full = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, digit => digit + digit) : hex
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map(at => {
    const part = Number.parseInt(full.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

type Palette = Record<string, { light: string; dark: string }>
function read(css: string): Palette {
  const out: Palette = {}
  for (const [, name = '', light = '', dark = ''] of css.matchAll(
    /--([\w-]+):\s*light-dark\(((?:var\([^)]*\)|[^,()])+),\s*((?:var\([^)]*\)|[^,()])+)\)/g,
  )) {
    out[name] = { light: colour(light), dark: colour(dark) }
  }
  return out
}

const [plain = '', more = ''] = tokens.split('@media (prefers-contrast: more)')
const normal = read(plain)
const strong = { ...normal, ...read(more) }

const surfaces = ['surface', 'surface-quiet', 'surface-strong']
const pairs: [string, string, number][] = [
  ...surfaces.flatMap(surface =>
    ['text', 'text-quiet', 'link', 'danger', 'warning', 'success'].map((text): [string, string, number] => [
      text,
      surface,
      4.5,
    ]),
  ),
  ['text', 'warning-quiet', 4.5],
  ['warning', 'warning-quiet', 4.5],
  ['text', 'danger-quiet', 4.5],
  ['danger', 'danger-quiet', 4.5],
  ['text', 'success-quiet', 4.5],
  ['text', 'action-quiet', 4.5],
  ['text-quiet', 'action-quiet', 4.5],
  ['link', 'action-quiet', 4.5],
  ['on-action', 'action', 4.5],
  ['on-action', 'action-hover', 4.5],
  ['on-danger', 'danger', 4.5],
  ['on-danger', 'danger-hover', 4.5],
  ['border-control', 'surface', 3],
  ['focus', 'surface', 3],
]

test.each([
  ['normal', normal],
  ['high contrast', strong],
] as const)('%s: every pair can be read', (_, set) => {
  for (const [one, other, least] of pairs) {
    for (const scheme of ['light', 'dark'] as const) {
      const [a, b] = [set[one]?.[scheme] ?? '', set[other]?.[scheme] ?? '']
      expect(a, one).toMatch(/^#/)
      expect(contrast(a, b), `${one} on ${other}, ${scheme}`).toBeGreaterThanOrEqual(least)
    }
  }
})
