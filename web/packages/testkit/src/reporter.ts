import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter'
import { EVIDENCE } from './evidence.ts'

const LINES_MAX = 150
/** Where ./check finds them: CTest shows nothing of what passed. */
const unsteady = resolve(import.meta.dirname, '../../../../build/web/unsteady.txt')

/** Beside Playwright's own list: why a test failed, as text, and at the end the names of those that needed a second try. */
export default class EvidenceReporter implements Reporter {
  readonly #flaky = new Set<string>()

  printsToStdio = () => true

  onBegin(): void {
    rmSync(unsteady, { force: true })
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    if (test.outcome() === 'flaky') this.#flaky.add(nameOf(test))
    if (result.status === test.expectedStatus || result.status === 'skipped') return
    say(`\n  ---- failed, try ${result.retry + 1}: ${nameOf(test)}`)
    for (const { message } of result.errors) say(indent(message ?? ''))
    for (const { name, body } of result.attachments) {
      if (!name.startsWith(EVIDENCE)) continue
      say(`  ---- ${name.slice(EVIDENCE.length)}`)
      say(indent(body?.toString('utf8') ?? ''))
    }
    say('  ----\n')
  }

  onEnd(): void {
    if (this.#flaky.size === 0) return
    const names = [...this.#flaky].map(name => `!!!!   ${name}`).join('\n')
    const told = `!!!! UNSTEADY: ${this.#flaky.size} browser test(s) passed only at the second try. Each is a fault to be found:\n${names}`
    mkdirSync(dirname(unsteady), { recursive: true })
    writeFileSync(unsteady, `${told}\n`)
    say(`\n${told}`)
  }
}

const say = (text: string) => process.stdout.write(`${text}\n`)
const nameOf = (test: TestCase) => `${test.location.file.replace(/.*\/web\//, '')}: ${test.title}`

function indent(text: string): string {
  const lines = stripVTControlCharacters(text).split('\n')
  const left = lines.length - LINES_MAX
  const shown = left > 0 ? [...lines.slice(0, LINES_MAX), `(${left} lines more)`] : lines
  return shown.map(line => `    ${line}`).join('\n')
}
