import { unwrap } from '@madoguchi/api'
import { useText } from '@madoguchi/i18n'
import { Button, FaultSummary, Notice, PageTitle, useSubmit } from '@madoguchi/ui'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../api.ts'
import { texts as frameTexts } from '../frame/texts.ts'
import { texts } from './texts.ts'
import { useMailedToken } from './token.ts'

export const Route = createLazyRoute('/cancel-address-change')({ component: CancelAddressChange })

/** Behind the link in the mail to the old address (R16). Opening it does nothing: mail filters open links, too. */
function CancelAddressChange() {
  const t = useText(texts)
  const service = useText(frameTexts)
  const token = useMailedToken()
  const [done, setDone] = useState(false)
  const { submit, busy, trouble } = useSubmit(async () => {
    await unwrap(api.POST('/api/v1/account/address-change/cancel', { body: { token } }))
    setDone(true)
  })
  return (
    <>
      <PageTitle service={service('service')}>{t(done ? 'cancelled' : 'cancelTitle')}</PageTitle>
      {done ? (
        <>
          <Notice kind="success">{t('cancelledMore')}</Notice>
          <p className="btn-row">
            <Link className="btn btn-first" to="/forgotten-password">
              {t('toForgotten')}
            </Link>
          </p>
        </>
      ) : token === '' ? (
        <Notice kind="warning">{t('linkBroken')}</Notice>
      ) : (
        <>
          <p>{t('cancelLead')}</p>
          <ul className="mt-2 list-disc pl-6">
            {(['cancel1', 'cancel2', 'cancel3'] as const).map(key => (
              <li key={key}>{t(key)}</li>
            ))}
          </ul>
          <Notice>{t('cancelKeep')}</Notice>
          <FaultSummary trouble={trouble} />
          <div className="btn-row">
            <Button look="first" onClick={() => submit(undefined)} busy={busy}>
              {t('cancelDo')}
            </Button>
          </div>
        </>
      )}
    </>
  )
}
