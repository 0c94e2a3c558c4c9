import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { STEP_SECONDS, totpCode, totpStep } from './totp.ts'

/** Who the example knows (example/example.toml). */
export const people = {
  applicant: { loginId: 'reiji', password: 'example-portal-password-1', name: '例示 花子' },
  /** Of an organisation that wants a second of its own users to approve (R8). */
  secondApplicant: { loginId: 'mihon', password: 'example-portal-password-3', name: 'Mihon Jiro' },
  secondApprover: { loginId: 'mihon-boss', password: 'example-portal-password-4', name: '見本 三郎' },
  publisher: { loginId: 'tehon', password: 'example-portal-password-5', name: '手本 五郎' },
  viewer: { loginId: 'reiji-view', password: 'example-portal-password-2', name: '例示 見る子' },
} as const

/** The officers of the example, with the secrets of their authenticator apps. */
export const officers = {
  reception: officer('uketsuke', 1, 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', '受付 うけ子'),
  reviewer: officer('shinsa', 2, 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU', '審査 見太郎'),
  approver: officer('shonin', 3, 'MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK', '承認 認子'),
  caller: officer('denwa', 4, 'ONUW2ZJAONUW2ZJAONUW2ZJAONUW2ZJA', '電話 話郎'),
  administrator: officer('kanri', 5, 'NNQW44TJNNQW44TJNNQW44TJNNQW44TJ', '管理 司'),
} as const

function officer(loginId: string, number: number, secret: string, name: string) {
  return { loginId, password: `example-desk-password-${number}`, secret, name }
}
export type Officer = (typeof officers)[keyof typeof officers]

const program = process.env.MADOGUCHI ?? resolve(import.meta.dirname, '../../../../build/dev/madoguchi')
const MAIL_MS_MAX = 20_000
const MAIL_LOOK_MS = 50
const LOG_LINES_MAX = 120

const assets = resolve(import.meta.dirname, '../../../..')

/**
 * An example authority, made once for a worker and copied for each of its tests. `replace` changes what the example
 * knows: texts of example/example.toml, and what stands there instead. `contracts` more are made up.
 */
export function makeExample(
  replace: Record<string, string> = {},
  contracts = 0,
): { folder: string; remove: () => void } {
  const parent = mkdtempSync(join(tmpdir(), 'madoguchi-web-'))
  const folder = join(parent, 'example')
  const env = { ...process.env, MADOGUCHI_ASSETS: changedAssets(join(parent, 'assets'), replace) }
  const size = contracts > 0 ? ['--contracts', String(contracts)] : []
  execFileSync(program, ['example', '--dir', folder, ...size], { stdio: ['ignore', 'ignore', 'pipe'], env })
  return { folder, remove: () => rmSync(parent, { recursive: true, force: true }) }
}

function changedAssets(folder: string, replace: Record<string, string>): string {
  mkdirSync(join(folder, 'example'), { recursive: true })
  for (const name of ['policy', 'text', 'migrations', 'web']) {
    symlinkSync(join(assets, name), join(folder, name))
  }
  symlinkSync(join(assets, 'example/requests'), join(folder, 'example/requests'))
  let text = readFileSync(join(assets, 'example/example.toml'), 'utf8')
  for (const [old, fresh] of Object.entries(replace)) {
    if (!text.includes(old)) throw new Error(`example.toml has no ${old}`)
    text = text.replaceAll(old, fresh)
  }
  writeFileSync(join(folder, 'example/example.toml'), text)
  return folder
}

/** A running service on ports of its own, with its mails as files. */
export class Authority {
  portal = ''
  desk = ''
  status = ''
  readonly folder: string
  #process: ChildProcess | undefined
  #read = new Set<string>()
  #steps = new Map<string, number>()
  /** The last lines that the service logged, for whoever has to find out why a test failed. */
  readonly log: string[] = []

  constructor(example: string) {
    this.folder = mkdtempSync(join(tmpdir(), 'madoguchi-web-'))
    cpSync(example, this.folder, { recursive: true })
  }

  /** On ports that nobody has; on `port` and the two behind it, if it is given. */
  start(port = 0): Promise<void> {
    return this.#serve('--port', String(port))
  }

  async #serve(...ports: string[]): Promise<void> {
    const child = spawn(program, ['serve', '--dir', this.folder, ...ports], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#process = child
    createInterface({ input: child.stderr }).on('line', line => {
      this.log.push(line)
      if (this.log.length > LOG_LINES_MAX) this.log.shift()
    })
    child.once('exit', (code, signal) => this.log.push(`(the service ended: ${signal ?? code})`))
    for await (const line of createInterface({ input: child.stdout })) {
      const [, name, url] = /^(Portal|Desk|Status)\s+(http:\S+)/.exec(line) ?? []
      if (name === 'Portal') this.portal = url ?? ''
      if (name === 'Desk') this.desk = url ?? ''
      if (name === 'Status') this.status = url ?? ''
      if (line.startsWith('Ctrl-C')) break
    }
    if (this.status === '') throw new Error(`the service did not start:\n${this.log.join('\n')}`)
    child.stdout.resume()
  }

  /** Ends the service and waits until it has gone. */
  async stop(): Promise<void> {
    const child = this.#process
    if (!child || child.exitCode !== null) return
    const gone = new Promise(done => child.once('exit', done))
    child.kill('SIGTERM')
    await gone
  }

  /**
   * The service is gone, and nobody answers at the portal's port, which stays taken: another program would have it at
   * once. What is returned brings the service back there.
   */
  async goAway(): Promise<() => Promise<void>> {
    const port = new URL(this.portal).port
    await this.stop()
    const nobody = createServer(connection => connection.destroy())
    await new Promise<void>((taken, failed) => {
      nobody.once('error', failed).listen(Number(port), '127.0.0.1', taken)
    })
    return async () => {
      const config = join(this.folder, 'madoguchi.toml')
      const ports = [port, '0', '0']
      const text = readFileSync(config, 'utf8').replace(/^port = \d+$/gm, () => `port = ${ports.shift()}`)
      writeFileSync(config, text)
      await new Promise(done => nobody.close(done))
      await this.#serve()
    }
  }

  /** What the service holds for now. */
  async now(): Promise<Date> {
    const answer = await fetch(`${this.desk}/api/v1/example/clock`)
    const { now } = (await answer.json()) as { now: string }
    return new Date(now)
  }

  /** The service's clock, so many seconds ahead. */
  async moveOn(seconds: number): Promise<void> {
    const now = new Date((await this.now()).getTime() + seconds * 1000)
    const answer = await fetch(`${this.desk}/api/v1/example/clock`, {
      method: 'POST',
      headers: { 'X-Madoguchi': '1', 'Content-Type': 'application/json' },
      body: JSON.stringify({ now: `${now.toISOString().slice(0, 19)}Z` }),
    })
    if (!answer.ok) throw new Error(`the clock did not move: ${answer.status} ${await answer.text()}`)
  }

  /** What the officer's app shows, or, as a code works once, what it shows next; who would wait for that, waits. */
  async totp({ loginId, secret }: Officer): Promise<string> {
    const now = totpStep((await this.now()).getTime() / 1000)
    const step = Math.max(now, (this.#steps.get(loginId) ?? 0) + 1)
    if (step > now + 1) await this.moveOn((step - 1 - now) * STEP_SECONDS) // taken one step early, not two
    this.#steps.set(loginId, step)
    return totpCode(secret, step)
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** The oldest mail not read yet that holds `wanted`, as text. */
  async mail(wanted: RegExp): Promise<string> {
    const folder = join(this.folder, 'mail')
    const until = Date.now() + MAIL_MS_MAX
    while (Date.now() < until) {
      for (const name of existsSync(folder) ? readdirSync(folder).sort() : []) {
        if (!name.endsWith('.eml') || this.#read.has(name)) continue
        const text = readMail(join(folder, name))
        if (!wanted.test(text)) continue
        this.#read.add(name)
        return text
      }
      await new Promise(again => setTimeout(again, MAIL_LOOK_MS))
    }
    throw new Error(`no mail with ${wanted} came`)
  }

  /** The one-time code that was mailed last. */
  async code(): Promise<string> {
    const text = await this.mail(/\b\d{8}\b/)
    return /\b\d{8}\b/.exec(text)?.[0] ?? ''
  }
}

function readMail(path: string): string {
  const [head = '', ...body] = readFileSync(path, 'utf8').split(/\r?\n\r?\n/)
  const text = body.join('\n\n')
  return /^Content-Transfer-Encoding: base64/im.test(head)
    ? Buffer.from(text, 'base64').toString('utf8')
    : text
}
