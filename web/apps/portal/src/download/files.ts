import { unwrap } from '@madoguchi/api'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../api.ts'

/** What the server makes (R67), and `ca`: the issuing CA's part of the chain, which some appliances want alone. */
export type Format = 'pem' | 'chain' | 'der' | 'p7b' | 'ca'

export interface CertificateFile {
  format: Format
  name: string
  bytes: ArrayBuffer
  sha256: string
}

const hex = (digest: ArrayBuffer) =>
  [...new Uint8Array(digest)].map(byte => byte.toString(16).padStart(2, '0')).join('')

export const digestOf = async (algorithm: 'SHA-1' | 'SHA-256', bytes: ArrayBuffer) =>
  hex(await crypto.subtle.digest(algorithm, bytes))

const PEM_END = '-----END CERTIFICATE-----\n'

/** What stands after the first certificate of a PEM chain: the issuing CA's. */
export function withoutFirst(chain: string): string {
  const end = chain.indexOf(PEM_END)
  return end < 0 ? '' : chain.slice(end + PEM_END.length)
}

async function fetchFile(id: string, format: Exclude<Format, 'ca'>) {
  let name = ''
  const bytes = await unwrap(
    api
      .GET('/api/v1/certificates/{id}/file', {
        params: { path: { id }, query: { format } },
        parseAs: 'arrayBuffer',
      })
      .then(answer => {
        name = /filename="([^"]+)"/.exec(answer.response.headers.get('Content-Disposition') ?? '')?.[1] ?? ''
        return answer as { data?: ArrayBuffer; error?: unknown; response: Response }
      }),
  )
  return { format, name, bytes, sha256: await digestOf('SHA-256', bytes) }
}

async function load(id: string): Promise<Record<Format, CertificateFile>> {
  const [pem, chain, der, p7b] = await Promise.all([
    fetchFile(id, 'pem'),
    fetchFile(id, 'chain'),
    fetchFile(id, 'der'),
    fetchFile(id, 'p7b'),
  ])
  const bytes = new TextEncoder().encode(withoutFirst(new TextDecoder().decode(chain.bytes))).buffer
  const ca: CertificateFile = {
    format: 'ca',
    name: chain.name.replace('_chain.pem', '_ca.pem'),
    bytes,
    sha256: await digestOf('SHA-256', bytes),
  }
  return { pem, chain, der, p7b, ca }
}

/** All files of a certificate, a few kilobytes: what is saved is what the digest beside it was made of. */
export const filesQuery = (id: string) =>
  queryOptions({
    queryKey: ['certificate-files', id],
    queryFn: () => load(id),
    staleTime: Number.POSITIVE_INFINITY,
  })
