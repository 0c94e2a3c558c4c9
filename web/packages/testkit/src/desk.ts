import { randomUUID } from 'node:crypto'
import { type Authority, type Officer, officers } from './authority.ts'

const WAIT_MS_MAX = 20_000
const LOOK_MS = 50

interface Member {
  [name: string]: unknown
}

/** An officer at the desk over its API: what a portal's test needs done on the other side. */
export class LoggedInOfficer {
  readonly #desk: string
  #cookie = ''

  private constructor(desk: string) {
    this.#desk = desk
  }

  static async logIn(authority: Authority, officer: Officer): Promise<LoggedInOfficer> {
    const at = new LoggedInOfficer(authority.desk)
    const totp = await authority.totp(officer)
    await at.call('POST', '/login', {
      body: { login_id: officer.loginId, password: officer.password, totp },
    })
    return at
  }

  async call(method: string, path: string, sent: { body?: unknown; headers?: Record<string, string> } = {}) {
    const init: RequestInit = {
      method,
      headers: {
        'X-Madoguchi': '1',
        'Idempotency-Key': randomUUID(),
        Cookie: this.#cookie,
        ...(sent.body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...sent.headers,
      },
    }
    if (sent.body !== undefined) init.body = JSON.stringify(sent.body)
    const response = await fetch(`${this.#desk}/api/v1${path}`, init)
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0]
    if (cookie) this.#cookie = cookie
    return {
      body: (text === '' ? {} : JSON.parse(text)) as Member,
      etag: response.headers.get('ETag') ?? '',
    }
  }

  /** A step of an application, on the state that it is in now. */
  async step(application: string, step: string, body?: unknown, screen = '') {
    const seen = await this.call('GET', `/applications/${application}${screen}`)
    const sent = { headers: { 'If-Match': seen.etag }, ...(body === undefined ? {} : { body }) }
    await this.call('POST', `/applications/${application}/${step}`, sent)
  }

  /** Every line of the checklist, on evidence where it asks for some. */
  async tick(contract: string, application: string) {
    const { body, etag } = await this.call('GET', `/applications/${application}/checklist`)
    for (const line of body.items as { item: string; evidence_kind?: string }[]) {
      const evidence = line.evidence_kind
        ? await this.call('POST', `/contracts/${contract}/evidence`, {
            body: { kind: line.evidence_kind, source: 'example register' },
          })
        : undefined
      await this.call('POST', `/applications/${application}/checklist/tick`, {
        headers: { 'If-Match': etag },
        body: { item: line.item, ...(evidence ? { evidence: evidence.body.id } : {}) },
      })
    }
  }

  async approve(application: string) {
    const { body } = await this.call('GET', `/applications/${application}`)
    await this.step(application, 'approve', { content_digest: body.content_digest })
  }

  async waitFor(application: string, state: string) {
    const until = Date.now() + WAIT_MS_MAX
    let seen: unknown
    while (Date.now() < until) {
      seen = (await this.call('GET', `/applications/${application}`)).body.state
      if (seen === state) return
      await new Promise(again => setTimeout(again, LOOK_MS))
    }
    throw new Error(`application ${application} is ${String(seen)}, not ${state}`)
  }
}

/** Review by one officer, approval by another, the machine issues (R66, R102). */
export async function issue(authority: Authority, contract: string, application: string) {
  const reviewer = await LoggedInOfficer.logIn(authority, officers.reviewer)
  await reviewer.step(application, 'start-review')
  await reviewer.tick(contract, application)
  await reviewer.step(application, 'pass-review', { legal_cause: 'none' })
  const approver = await LoggedInOfficer.logIn(authority, officers.approver)
  await approver.approve(application)
  await approver.waitFor(application, 'done')
}
