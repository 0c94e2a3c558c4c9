import createClient from 'openapi-fetch'
import { holdsPrivateKey } from './private_key.ts'
import { Unreachable } from './problem.ts'

export interface ClientOptions {
  language: () => string
  /** Shows the login; settles when the person is logged in again, rejects if they gave up. The call then goes again. */
  logInAgain: () => Promise<void>
  /** Asks for the password once more (R6); then the call goes again. */
  reauthenticate: () => Promise<void>
}

const ANSWER_MS_MAX = 30_000
// Calls that are the login itself: their 401 is an answer to show, not a reason to log in.
const LOGIN_PATHS = /^\/api\/v1\/(login|session\/reauthenticate)\b/

async function codeOf(response: Response): Promise<string> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined)
  return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : ''
}

async function send(request: Request): Promise<Response> {
  try {
    const limit = AbortSignal.timeout(ANSWER_MS_MAX)
    return await globalThis.fetch(request, { signal: AbortSignal.any([request.signal, limit]) })
  } catch (cause) {
    if (request.signal.aborted) throw cause
    throw new Unreachable(cause)
  }
}

/** R117: a private key that was pasted anywhere does not leave the browser; the server would have to revoke for it. */
async function refusePrivateKeys(request: Request): Promise<void> {
  const body = request.method === 'GET' ? '' : await request.clone().text()
  if (!holdsPrivateKey(body)) return
  const { privateKeyRefusal } = await import('./private_key_refusal.ts')
  throw privateKeyRefusal(body)
}

/** One typed client of a face's API. A session that ended in the middle of something is mended here, in one place. */
export function makeClient<Paths extends object>(options: ClientOptions) {
  async function ask(given: Request): Promise<Response> {
    await refusePrivateKeys(given)
    const headers = new Headers(given.headers)
    headers.set('X-Madoguchi', '1')
    headers.set('Accept-Language', options.language())
    const request = new Request(given, { headers })
    const response = await send(request.clone())
    if (LOGIN_PATHS.test(new URL(request.url).pathname)) return response
    // Another 401 is a wrong code: an answer to show.
    if (response.status === 401 && /^session\.(ended|needed)$/.test(await codeOf(response))) {
      await options.logInAgain()
      return send(request)
    }
    if (response.status === 403 && (await codeOf(response)) === 'session.reauthenticate_needed') {
      await options.reauthenticate()
      return send(request)
    }
    return response
  }
  return createClient<Paths>({ baseUrl: window.location.origin, fetch: ask })
}

export type Client<Paths extends object> = ReturnType<typeof makeClient<Paths>>
