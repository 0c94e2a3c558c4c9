import type { Schemas } from '../api.ts'

export interface RevocationDraft {
  scope?: Schemas['RevocationScope'] | undefined
  certificate?: string | undefined
  reason?: 'unspecified' | 'cessation_of_operation' | 'superseded' | 'affiliation_changed' | undefined
  reasonText: string
  understood: boolean
  typed: string
}

export const emptyDraft: RevocationDraft = { reasonText: '', understood: false, typed: '' }

/** Certificates that the server lets one have revoked. */
export const choices = (contract: Schemas['Contract']) =>
  contract.certificates.filter(one => one.can.some(can => can.action === 'revocation' && can.allowed))

export function bodyOf(draft: RevocationDraft): Schemas['RevocationForm'] {
  return {
    ...(draft.scope ? { scope: draft.scope } : {}),
    ...(draft.scope === 'certificate' && draft.certificate ? { certificate: draft.certificate } : {}),
    ...(draft.reason ? { reason: draft.reason } : {}),
    reason_text: draft.reasonText,
    understood: draft.understood,
    typed_dns_name: draft.typed,
  }
}
