import { unwrap } from '@madoguchi/api'
import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas } from '../api.ts'
import type { Inspection } from '../csr/panel.tsx'
import { oneOf, recordOf, textOf } from '../form/draft.ts'

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
  /** How many pages were seen: a draft opens where it was left. */
  reached: number
}

export const emptyDraft: ReissueDraft = { reasonText: '', csr: '', agreed: false, reached: 0 }

const CSR_KEPT_MAX = 16_000

/** What is kept on the server (R98): the consent is given anew, and what a CSR says is asked anew. */
export function keptOf(draft: ReissueDraft, purpose: Purpose) {
  const { certificate, reason, exposure, reasonText, csr, end } = draft
  const begun = reason || reasonText || csr || end
  return {
    certificate,
    reason,
    exposure,
    reasonText,
    csr: csr.length > CSR_KEPT_MAX ? '' : csr,
    end,
    reached: begun ? draft.reached : 0, // looked at only, it is no draft
    application: purpose.corrects?.id,
  }
}

/** What the form begins with: what was kept for the same purpose, else as it is begun. */
export function startOf(contract: Schemas['Contract'], purpose: Purpose, content: unknown): ReissueDraft {
  const begun = beginDraft(contract, purpose)
  const saved = recordOf(content)
  if (content === undefined || textOf(saved.application) !== purpose.corrects?.id) return begun
  const certificate = choices(contract, purpose).find(one => one.id === saved.certificate)?.id
  return {
    ...begun,
    certificate: certificate ?? begun.certificate,
    reason: oneOf(reasons, saved.reason),
    exposure: oneOf(['no', 'yes', 'unknown'], saved.exposure),
    reasonText: textOf(saved.reasonText) ?? '',
    csr: textOf(saved.csr) ?? '',
    end: oneOf(['deferred', 'immediate'], saved.end),
    reached: typeof saved.reached === 'number' ? saved.reached : 0,
  }
}

/**
 * What the pages are for: a reissue or a continuation, filed, or corrected after 差戻し (R56, R68, R98); or the correction
 * of a first issue, which the desk files (R125).
 */
export interface Purpose {
  kind: 'reissue' | 'continuation' | 'first_issue'
  /** The application that is corrected. */
  corrects?: (Schemas['Application'] & { etag: string }) | undefined
}

/**
 * Certificates that the server lets one have issued again; in a correction the one that it is about. A continuation is
 * the contract's to allow (its `can`), so any certificate in use may be named, and the server says whether it is the one.
 */
export function choices(contract: Schemas['Contract'], { kind, corrects }: Purpose) {
  const old = corrects?.reissue?.old_certificate?.id
  return contract.certificates.filter(one => {
    if (corrects) return one.id === old
    if (kind === 'continuation') return one.state === 'valid'
    return one.can.some(can => can.action === kind && can.allowed)
  })
}

/** Where 後日失効 may not be chosen (R61). The server decides. */
export const mustEndAtOnce = ({ reason }: ReissueDraft): boolean =>
  reason === 'key_lost' || reason === 'unusable_certificate'

/** Where it is no reissue but an emergency (R47, R63). The server decides. */
export const isEmergency = ({ reason, exposure }: ReissueDraft): boolean =>
  reason === 'key_lost' && (exposure === 'yes' || exposure === 'unknown')

const reasons = ['server_failure', 'key_lost', 'unusable_certificate', 'other'] as const

/** What the form begins with: a certificate of which there is but one; in a correction what was filed, without the CSR. */
export function beginDraft(contract: Schemas['Contract'], purpose: Purpose): ReissueDraft {
  const [only, ...others] = choices(contract, purpose)
  const draft: ReissueDraft = { ...emptyDraft, certificate: others.length === 0 ? only?.id : undefined }
  const filed = purpose.corrects?.reissue
  if (!filed) return draft
  const end = filed.old_certificate_end
  return {
    ...draft,
    reason: reasons.find(reason => reason === filed.reason),
    reasonText: filed.reason_text,
    end: end === 'none' ? undefined : end,
  }
}

/** 新規発行 asks for its request alone. */
export function firstIssueOf(
  draft: ReissueDraft,
  agreement: Schemas['Agreement'] | undefined,
): Schemas['FirstIssueForm'] {
  const { csr, agreement: accepted } = bodyOf(draft, agreement)
  return { csr: csr ?? '', ...(accepted ? { agreement: accepted } : {}) }
}

/** 継続発行 has neither a reason nor an end of the old certificate to choose. */
export function continuationOf(
  draft: ReissueDraft,
  agreement: Schemas['Agreement'] | undefined,
): Schemas['ContinuationForm'] {
  const { old_certificate, csr, agreement: accepted } = bodyOf(draft, agreement)
  return {
    ...(old_certificate ? { old_certificate } : {}),
    csr: csr ?? '',
    ...(accepted ? { agreement: accepted } : {}),
  }
}

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

export const agreementQuery = queryOptions({
  queryKey: ['agreement'],
  queryFn: () => unwrap(api.GET('/api/v1/agreement')),
})

/** When the present certificate would end and the new one would, to the minute: the server's answer for one choice. */
export const endQuery = (
  contract: string,
  draft: ReissueDraft,
  end: 'deferred' | 'immediate' | 'none',
  corrects?: string,
) =>
  queryOptions({
    queryKey: ['csr-end', contract, draft.certificate, end, draft.csr, corrects],
    queryFn: () =>
      unwrap(
        api.POST('/api/v1/contracts/{id}/csr-inspections', {
          params: { path: { id: contract } },
          body: {
            csr: draft.csr,
            old_certificate_end: end,
            ...(corrects ? { application: corrects } : {}),
            ...(draft.certificate ? { old_certificate: draft.certificate } : {}),
          },
        }),
      ),
  })
