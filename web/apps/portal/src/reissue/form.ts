import { unwrap } from '@madoguchi/api'
import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas } from '../api.ts'
import type { Inspection } from '../csr/panel.tsx'

/** What has been filled in so far; nothing is chosen for the person. */
export interface ReissueDraft {
  certificate?: string | undefined
  reason?: 'server_failure' | 'key_lost' | 'unusable_certificate' | 'other' | undefined
  exposure?: 'no' | 'yes' | 'unknown' | undefined
  reasonText: string
  csr: string
  inspection?: Inspection | undefined
  end?: 'deferred' | 'immediate' | undefined
  agreed: boolean
}

export const emptyDraft: ReissueDraft = { reasonText: '', csr: '', agreed: false }

/** Certificates that the server lets one have issued again. */
export const choices = (contract: Schemas['Contract']) =>
  contract.certificates.filter(one => one.can.some(can => can.action === 'reissue' && can.allowed))

export function bodyOf(
  draft: ReissueDraft,
  agreement: Schemas['Agreement'] | undefined,
): Schemas['ReissueForm'] {
  return {
    ...(draft.certificate ? { old_certificate: draft.certificate } : {}),
    ...(draft.reason ? { reason: draft.reason } : {}),
    ...(draft.reason === 'key_lost' && draft.exposure ? { key_exposure: draft.exposure } : {}),
    ...(draft.reasonText.trim() !== '' ? { reason_text: draft.reasonText } : {}),
    ...(draft.end ? { old_certificate_end: draft.end } : {}),
    csr: draft.csr,
    ...(draft.agreed && agreement
      ? { agreement: { version: agreement.version, text_sha256: agreement.text_sha256 } }
      : {}),
  }
}

/** When the present certificate would end and the new one would, to the minute: the server's answer for one choice. */
export const endQuery = (contract: string, draft: ReissueDraft, end: 'deferred' | 'immediate') =>
  queryOptions({
    queryKey: ['csr-end', contract, draft.certificate, end, draft.csr],
    queryFn: () =>
      unwrap(
        api.POST('/api/v1/contracts/{id}/csr-inspections', {
          params: { path: { id: contract } },
          body: {
            csr: draft.csr,
            old_certificate_end: end,
            ...(draft.certificate ? { old_certificate: draft.certificate } : {}),
          },
        }),
      ),
  })
