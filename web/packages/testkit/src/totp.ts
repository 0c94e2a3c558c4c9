import { createHmac } from 'node:crypto'

export const STEP_SECONDS = 30
const DIGITS = 6
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function fromBase32(text: string): Buffer {
  let bits = ''
  for (const letter of text) bits += ALPHABET.indexOf(letter).toString(2).padStart(5, '0')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)))
}

/** The step of 30 s that `seconds` (Unix time) lies in. */
export const totpStep = (seconds: number) => Math.floor(seconds / STEP_SECONDS)

/** What an authenticator app shows in that step (RFC 6238, SHA-1, 6 digits). */
export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest()
  const at = (mac.at(-1) ?? 0) & 0x0f
  return ((mac.readUInt32BE(at) & 0x7fffffff) % 10 ** DIGITS).toString().padStart(DIGITS, '0')
}
