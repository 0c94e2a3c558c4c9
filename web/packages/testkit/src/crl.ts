import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Authority } from './authority.ts'

const openssl = (...words: string[]) => execFileSync('openssl', words, { encoding: 'utf8' })

/** The files of a contract's certificates, the oldest first, as whoever is logged in on the page downloads them. */
export async function certificateFiles(
  page: Page,
  authority: Authority,
  contract: string,
): Promise<string[]> {
  const answer = await page.request.get(`/api/v1/contracts/${contract}`)
  const { certificates } = (await answer.json()) as { certificates: { id: string; issued_at: string }[] }
  const files: string[] = []
  for (const { id } of certificates.toSorted((a, b) => a.issued_at.localeCompare(b.issued_at))) {
    const pem = await page.request.get(`/api/v1/certificates/${id}/file?format=pem`)
    files.push(join(authority.folder, `${randomUUID()}.pem`))
    writeFileSync(files.at(-1) ?? '', await pem.body())
  }
  return files
}

/** Is it on the CRL that it names itself, as OpenSSL reads both? Lists are in parts: another's says nothing about it. */
export async function isOnItsCrl(page: Page, authority: Authority, certificate: string): Promise<boolean> {
  const points = openssl('x509', '-noout', '-ext', 'crlDistributionPoints', '-in', certificate)
  const path = /URI:https?:\/\/[^/\s]+(\/\S+)/.exec(points)?.[1] ?? ''
  const serial = openssl('x509', '-noout', '-serial', '-in', certificate).trim().replace('serial=', '')
  const list = join(authority.folder, `${randomUUID()}.crl`)
  writeFileSync(list, await (await page.request.get(`${authority.status}${path}`)).body())
  return openssl('crl', '-inform', 'DER', '-noout', '-text', '-in', list).includes(`Serial Number: ${serial}`)
}
