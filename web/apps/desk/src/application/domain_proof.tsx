import { unwrap } from '@madoguchi/api'
import { AskForm } from '@madoguchi/frame'
import { useText } from '@madoguchi/i18n'
import { faultAt, Notice, TextArea, useSubmit } from '@madoguchi/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { Sheet } from '../frame/sheet.tsx'
import { useEnd } from './call_form.tsx'
import { texts } from './phone_texts.ts'
import type { CallSheet } from './queries.ts'

/** Who controls the domain may say so in place of the call, after those who come before it were called (R83). */
export function DomainProof({ sheet, number }: { sheet: CallSheet; number: string }) {
  const t = useText(texts)
  return (
    <div className="btn-row">
      <Sheet quiet open={t('domain')} title={t('domain')}>
        {close => <ProofForm sheet={sheet} number={number} close={close} />}
      </Sheet>
    </div>
  )
}

function ProofForm({ sheet, number, close }: { sheet: CallSheet; number: string; close: () => void }) {
  const t = useText(texts)
  const client = useQueryClient()
  const id = sheet.application.id
  const [on, setOn] = useState(sheet.etag)
  const [source, setSource] = useState('')
  const [note, setNote] = useState('')
  const end = useEnd(sheet, 'confirmed', false, number)
  const attempt = useSubmit(async () => {
    const params = { path: { id }, header: { 'If-Match': on } }
    const body = { source, ...(note ? { note } : {}) }
    try {
      await unwrap(api.POST('/api/v1/applications/{id}/substitutes', { params, body }))
      close()
    } finally {
      await client.invalidateQueries({ queryKey: ['application', id] })
      await client.invalidateQueries({ queryKey: ['tasks'] })
      setOn(client.getQueryData<CallSheet>(['application', id, 'call-sheet'])?.etag ?? on)
    }
  })
  return (
    <AskForm attempt={attempt} button={end?.button ?? t('domain')} look="danger" onGiveUp={close}>
      <p>{t('domainLead')}</p>
      <TextArea
        pointer="/source"
        label={t('domainSource')}
        hint={t('domainHint')}
        need
        rows={3}
        maxLength={1000}
        value={source}
        onChange={event => setSource(event.target.value)}
        fault={faultAt(attempt.trouble, '/source')}
      />
      <TextArea
        pointer="/note"
        label={t('note')}
        rows={2}
        maxLength={1000}
        value={note}
        onChange={event => setNote(event.target.value)}
        fault={faultAt(attempt.trouble, '/note')}
      />
      {end ? <Notice kind="danger" title={end.what} /> : null}
    </AskForm>
  )
}
