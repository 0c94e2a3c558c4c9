import type { Page } from '@playwright/test'

interface Sent {
  body?: unknown
  headers?: Record<string, string>
}
interface Answer {
  status: number
  etag: string
  body: Record<string, never>
}

/** A call of the API by whoever is logged in on the page: what a test of other pages needs done. */
export async function call(page: Page, method: string, path: string, sent: Sent = {}): Promise<Answer> {
  const answer = await page.evaluate(
    async ({ method, path, sent }) => {
      const response = await fetch(`/api/v1${path}`, {
        method,
        headers: {
          'X-Madoguchi': '1',
          'Idempotency-Key': crypto.randomUUID(),
          ...(sent.body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...sent.headers,
        },
        ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
      })
      const text = await response.text()
      return {
        status: response.status,
        etag: response.headers.get('ETag') ?? '',
        body: text === '' ? {} : JSON.parse(text),
      }
    },
    { method, path, sent },
  )
  if (answer.status >= 400) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`)
  return answer
}
