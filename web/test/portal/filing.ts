import { randomUUID } from 'node:crypto'
import { expect, requestFor } from '@madoguchi/testkit'
import type { Page } from '@playwright/test'

/** Calls by the session of the page, for what a test needs done before the screen that it looks at. */
export async function call(page: Page, method: 'GET' | 'POST', path: string, body?: unknown) {
  const answer = await page.request.fetch(`/api/v1${path}`, {
    method,
    headers: {
      'X-Madoguchi': '1',
      'Idempotency-Key': randomUUID(),
      'Sec-Fetch-Site': 'same-origin',
    },
    ...(body === undefined ? {} : { data: body }),
  })
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true)
  return answer.status() === 204 ? {} : await answer.json()
}

export async function contractOf(page: Page, name: string) {
  const { contracts } = await call(page, 'GET', `/contracts?q=${name}`)
  return await call(page, 'GET', `/contracts/${contracts[0].id}`)
}

/** A reissue, filed. Returns the contract's and the application's id. */
export async function fileReissue(page: Page, password: string, name: string, request: string) {
  const contract = await contractOf(page, name)
  const { version, text_sha256 } = await call(page, 'GET', '/agreement')
  await call(page, 'POST', '/session/reauthenticate', { password })
  const filed = await call(page, 'POST', `/contracts/${contract.id}/reissues`, {
    old_certificate: contract.certificates[0].id,
    reason: 'server_failure',
    old_certificate_end: 'deferred',
    csr: requestFor(request),
    agreement: { version, text_sha256 },
  })
  return { contract: contract.id as string, application: filed.id as string, number: filed.number as string }
}
