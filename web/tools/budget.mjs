// Are the pages small enough? What a first visit loads, and each piece that a later screen adds, gzipped.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const KILO = 1000
const budgets = { portal: 120, desk: 180 }
const LAZY_MAX = 40
const CSS_MAX = 20

const kilobytes = path => gzipSync(readFileSync(path), { level: 9 }).length / KILO
let over = 0
function judge(what, size, max) {
  const verdict = size > max ? 'OVER' : 'ok'
  if (size > max) over += 1
  process.stdout.write(`${verdict.padEnd(5)}${size.toFixed(1).padStart(7)} kB of ${max}  ${what}\n`)
}

for (const [face, max] of Object.entries(budgets)) {
  const folder = new URL(`../built/${face}`, import.meta.url).pathname
  if (!existsSync(join(folder, 'index.html'))) continue // not begun yet
  const html = readFileSync(join(folder, 'index.html'), 'utf8')
  const first = new Set([...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(match => match[1]))
  const scripts = [...first].filter(name => name.endsWith('.js'))
  judge(
    `${face}: JavaScript of a first visit`,
    scripts.reduce((sum, name) => sum + kilobytes(join(folder, name)), 0),
    max,
  )
  for (const name of readdirSync(join(folder, 'assets'))) {
    const path = join(folder, 'assets', name)
    if (!statSync(path).isFile()) continue
    if (name.endsWith('.css')) judge(`${face}: ${name}`, kilobytes(path), CSS_MAX)
    if (name.endsWith('.js') && !first.has(`assets/${name}`))
      judge(`${face}: ${name}`, kilobytes(path), LAZY_MAX)
  }
}
process.exitCode = over > 0 ? 1 : 0
