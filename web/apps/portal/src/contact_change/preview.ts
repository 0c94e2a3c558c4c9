import { unwrap } from '@madoguchi/api'
import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas } from '../api.ts'
import { bodyOf, type ChangeDraft } from './form.ts'

export type Change = Schemas['ContactChangePreview']['changes'][number]

/** What would be filed, as the server reads what was typed. */
export const previewQuery = (contract: Schemas['Contract'] & { etag: string }, draft: ChangeDraft) => {
  const body = bodyOf(draft, contract)
  return queryOptions({
    queryKey: ['contact-change', contract.id, contract.etag, body],
    queryFn: () =>
      unwrap(
        api.POST('/api/v1/contracts/{id}/contact-changes/preview', {
          params: { path: { id: contract.id } },
          headers: { 'If-Match': contract.etag },
          body,
        }),
      ),
    gcTime: 0,
  })
}

/** The same change in another contract: its record may say something else today (R43). */
export const otherPreviewQuery = (contract: string, body: Schemas['ContactChangeForm']) =>
  queryOptions({
    queryKey: ['contact-change', contract, body],
    queryFn: () =>
      unwrap(
        api.POST('/api/v1/contracts/{id}/contact-changes/preview', {
          params: { path: { id: contract } },
          body,
        }),
      ),
    gcTime: 0,
  })
