import { unwrap } from '@madoguchi/api'
import { formatDayTime, parseJst, useLanguage, useText } from '@madoguchi/i18n'
import { Button, Dialog, FaultSummary, faultAt, RadioGroup, TextField } from '@madoguchi/ui'
import { useState } from 'react'
import { api } from '../api.ts'
import { groupSerial } from '../contract/certificates.tsx'
import { fault, missing } from '../form/flow.tsx'
import { actionTexts } from './action_texts.ts'
import { type ActProps, useStep } from './actions.tsx'

/** A dated revocation, earlier (R92): at once, or at a time before the wished one. */
export function ForwardDialog({ application, onDone, onClose }: ActProps & { onClose: () => void }) {
  const t = useText(actionTexts)
  const { language } = useLanguage()
  const [when, setWhen] = useState<'atOnce' | 'at'>()
  const [typed, setTyped] = useState('')
  const act = useStep(application, async (wished: string | undefined) => {
    await unwrap(
      api.POST('/api/v1/applications/{id}/bring-forward', {
        params: { path: { id: application.id }, header: { 'If-Match': application.etag } },
        body: wished ? { wished_at: wished } : {},
      }),
    )
    onClose()
    onDone('forwarded')
  })
  function send() {
    const wished = when === 'at' ? parseJst(typed) : undefined
    const found = missing([
      !when && fault('/when', t.both('forwardMissing')),
      when === 'at' && !wished && fault('/wished_at', t.both('forwardTimeMissing')),
    ])
    if (found) act.setTrouble(found)
    else act.submit(wished)
  }
  const { revocation, number } = application
  const serial = revocation?.certificates[0]?.serial ?? ''
  return (
    <Dialog title={t('forwardTitle', { number })} onClose={onClose}>
      <FaultSummary trouble={act.trouble} />
      {revocation?.wished_at ? (
        <p className="mt-3">{t('forwardLead', { at: formatDayTime(revocation.wished_at, language) })}</p>
      ) : null}
      <p className="font-bold">{t('forwardMore')}</p>
      <RadioGroup
        pointer="/when"
        label={t('forwardWhen')}
        need
        fault={faultAt(act.trouble, '/when')}
        value={when}
        onChange={value => setWhen(value as 'atOnce' | 'at')}
        choices={[
          { value: 'atOnce', name: t('forwardAtOnce') },
          { value: 'at', name: t('forwardAt') },
        ]}
      />
      {when === 'at' ? (
        <TextField
          pointer="/wished_at"
          label={t('forwardTime')}
          type="datetime-local"
          className="input-short"
          need
          value={typed}
          onChange={event => setTyped(event.target.value)}
          fault={faultAt(act.trouble, '/wished_at')}
        />
      ) : null}
      <div className="btn-row">
        <Button onClick={onClose}>{t('keep')}</Button>
        <Button look="danger" busy={act.busy} onClick={send}>
          {t('forwardButton', { serial: groupSerial(serial) })}
        </Button>
      </div>
    </Dialog>
  )
}
