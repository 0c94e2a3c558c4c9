import { parseJst } from '@madoguchi/i18n'
import type { Schemas } from '../api.ts'
import { oneOf, recordOf, textOf } from '../form/draft.ts'

export interface RevocationDraft {
  scope?: Schemas['RevocationScope'] | undefined
  certificate?: string | undefined
  reason?: 'unspecified' | 'cessation_of_operation' | 'superseded' | 'affiliation_changed' | undefined
  reasonText: string
  /** At once, or at a time (R92); asked only where it may be wished. */
  when?: 'atOnce' | 'at' | undefined
  /** As the field of day and time has it, Japanese time. */
  wished: string
  understood: boolean
  typed: string
  /** How many pages were seen: a draft opens where it was left. */
  reached: number
}

const emptyDraft: RevocationDraft = { reasonText: '', wished: '', understood: false, typed: '', reached: 0 }

export const reasons = ['cessation_of_operation', 'superseded', 'affiliation_changed', 'unspecified'] as const

/** What is kept on the server (R98). Tick and name confirm what is seen: they are given anew (R84). */
export function keptOf({ scope, certificate, reason, reasonText, when, wished, reached }: RevocationDraft) {
  return { scope, certificate, reason, reasonText, when, wished, reached }
}

export function startOf(contract: Schemas['Contract'], content: unknown): RevocationDraft {
  const saved = recordOf(content)
  return {
    ...emptyDraft,
    scope: oneOf(['certificate', 'contract'], saved.scope),
    certificate: choices(contract).find(one => one.id === saved.certificate)?.id,
    reason: oneOf(reasons, saved.reason),
    reasonText: textOf(saved.reasonText) ?? '',
    when: oneOf(['atOnce', 'at'], saved.when),
    wished: textOf(saved.wished) ?? '',
    reached: typeof saved.reached === 'number' ? saved.reached : 0,
  }
}

/** Certificates that the server lets one have revoked. */
export const choices = (contract: Schemas['Contract']) =>
  contract.certificates.filter(one => one.can.some(can => can.action === 'revocation' && can.allowed))

/** Where a time may be wished: of one certificate that is replaced or no longer used (R92). The server decides. */
export const mayBeDated = ({ scope, reason }: RevocationDraft): boolean =>
  scope === 'certificate' && (reason === 'superseded' || reason === 'cessation_of_operation')

export const wishedAt = (draft: RevocationDraft): string | undefined =>
  mayBeDated(draft) && draft.when === 'at' ? parseJst(draft.wished) : undefined

export function bodyOf(draft: RevocationDraft): Schemas['RevocationForm'] {
  const wished = wishedAt(draft)
  return {
    ...(draft.scope ? { scope: draft.scope } : {}),
    ...(draft.scope === 'certificate' && draft.certificate ? { certificate: draft.certificate } : {}),
    ...(draft.reason ? { reason: draft.reason } : {}),
    reason_text: draft.reasonText,
    ...(wished ? { wished_at: wished } : {}),
    understood: draft.understood,
    typed_dns_name: draft.typed,
  }
}
