import { makeClient, Refused, unwrap } from '@madoguchi/api'
import { holdsPrivateKey } from '@madoguchi/api/private_key.ts'
import { afterEach, expect, test, vi } from 'vitest'

interface Paths {
  '/api/v1/things': {
    post: {
      requestBody: { content: { 'application/json': unknown } }
      responses: { 200: { content: { 'application/json': unknown } } }
    }
  }
}

const KEY = '-----BEGIN RSA PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END RSA PRIVATE KEY-----\n'

function client(language: string) {
  vi.stubGlobal('window', { location: { origin: 'http://portal.example' } })
  const sent = vi.fn(async (_: Request) => Response.json({}))
  vi.stubGlobal('fetch', sent)
  const never = () => Promise.reject(new Error('not asked'))
  return {
    sent,
    api: makeClient<Paths>({ language: () => language, logInAgain: never, reauthenticate: never }),
  }
}

afterEach(() => vi.unstubAllGlobals())

test('a private key in any text of a body is refused at its pointer, and nothing is sent (R117)', async () => {
  const { sent, api } = client('en')
  const body = {
    text: 'fine',
    lines: ['fine', `see: ${KEY}`],
    'a/b~': { deep: 'PuTTY-User-Key-File-3: ssh-rsa' },
  }
  const refused: unknown = await unwrap(api.POST('/api/v1/things', { body })).catch(error => error)
  expect(refused).toBeInstanceOf(Refused)
  const { problem } = refused as Refused
  expect(problem.errors?.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
    '/lines/1 csr.private_key',
    '/a~1b~0/deep csr.private_key',
  ])
  expect(problem.errors?.[0]?.messages.en).toContain('private key')
  expect(problem.errors?.[0]?.messages.ja).toContain('秘密鍵')
  expect(sent).not.toHaveBeenCalled()
})

test('what only speaks of a private key is sent as it is', async () => {
  const { sent, api } = client('ja')
  await unwrap(api.POST('/api/v1/things', { body: { text: 'Our private key leaked - 秘密鍵' } }))
  expect(sent).toHaveBeenCalledOnce()
  expect(await sent.mock.calls[0]?.[0].clone().json()).toEqual({ text: 'Our private key leaked - 秘密鍵' })
})

test.each([
  [KEY, true],
  ['---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----', true],
  ['-----begin private key-----', true],
  ['-----BEGIN CERTIFICATE REQUEST-----', false],
  ['the private key', false],
])('%j', (text, holds) => {
  expect(holdsPrivateKey(text)).toBe(holds)
})
