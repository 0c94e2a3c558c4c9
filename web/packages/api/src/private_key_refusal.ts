import { holdsPrivateKey } from './private_key.ts'
import { Refused } from './problem.ts'

// The package knows no screen, so it has no `useText`.
const sentence = {
  ja: '秘密鍵が含まれているため、送信していません。秘密鍵の部分を消してください。秘密鍵はだれにも渡さないでください。',
  en: 'Nothing was sent, for it holds a private key. Please take the key out, and never give it to anyone.',
}

const below = (pointer: string, name: string) =>
  `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`

function pointersOf(value: unknown, pointer = ''): string[] {
  if (typeof value === 'string') return holdsPrivateKey(value) ? [pointer] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inside]) => pointersOf(inside, below(pointer, name)))
}

/** As the server would refuse it, at the pointers of the texts that hold a private key, but said before it was sent. */
export function privateKeyRefusal(body: string): Refused {
  const errors = pointersOf(JSON.parse(body)).map(pointer => ({
    pointer,
    code: 'csr.private_key',
    messages: sentence,
  }))
  return new Refused({ type: 'about:blank', titles: sentence, status: 400, code: 'input.invalid', errors })
}
