import { unwrap } from '@madoguchi/api'
import { AskForm } from '@madoguchi/frame'
import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { Badge, Button, faultAt, TextField, useSubmit } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Schemas } from '../api.ts'
import { calmly, Wrong } from '../filing/parts.tsx'
import { Loaded, Part } from '../frame/screen.tsx'
import { isOpen, StepSheet, whyNot } from '../frame/sheet.tsx'
import { useOfficerName } from '../officers/queries.ts'
import { holdsQuery, useRefresh } from './queries.ts'
import { ReasonForm } from './reason.tsx'
import { texts } from './texts.ts'

type Hold = Schemas['Hold']

/** Disputes (R122): one officer places the hold, two lift it; a revocation's clock is never stopped. */
export function Holds({ contract }: { contract: string }) {
  const t = useText(texts)
  const holds = useQuery(holdsQuery(contract))
  const refresh = useRefresh(contract)
  async function place(reason: string) {
    await unwrap(
      api.POST('/api/v1/contracts/{id}/holds', { params: { path: { id: contract } }, body: { reason } }),
    )
    await refresh()
  }
  return (
    <Part
      id="holds"
      title={t('holds')}
      act={
        <StepSheet can={holds.data?.can} action="holds" why open={t('placeHold')} title={t('placeHold')}>
          {close => (
            <ReasonForm button={t('placeHold')} hint={t('placeHoldHint')} close={close} act={place} />
          )}
        </StepSheet>
      }
    >
      <Loaded query={holds}>
        {data =>
          data.holds.length === 0 ? (
            <p className="text-text-quiet">{t('noHolds')}</p>
          ) : (
            <ul>
              {data.holds.map(hold => (
                <Line key={hold.id} hold={hold} contract={contract} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Part>
  )
}

function Line({ hold, contract }: { hold: Hold; contract: string }) {
  const t = useText(texts)
  const officer = useOfficerName()
  const { language } = useLanguage()
  const refresh = useRefresh(contract)
  const decide = useSubmit(async (agreed: boolean) => {
    const params = { params: { path: { id: hold.id }, header: { 'If-Match': hold.etag } } }
    try {
      await unwrap(
        agreed
          ? api.POST('/api/v1/holds/{id}/lift', params)
          : api.POST('/api/v1/holds/{id}/return-lift', params),
      )
    } finally {
      await refresh()
    }
  })
  return (
    <li className="card">
      <Badge mood={hold.lifted_at ? 'quiet' : 'bad'}>{t(hold.lifted_at ? 'lifted' : 'held')}</Badge>{' '}
      {t('placed', { name: officer(hold.placed_by), at: formatDayTime(hold.placed_at, language) })}
      <p>{hold.reason}</p>
      <Wrong trouble={decide.trouble} />
      {hold.lifted_at ? (
        <p className="text-text-quiet">{t('liftedAt', { at: formatDayTime(hold.lifted_at, language) })}</p>
      ) : hold.lift_proposed_by ? (
        <>
          <p className="mt-2">{t('proposed', { name: officer(hold.lift_proposed_by) })}</p>
          <p className="text-text-quiet break-all">{hold.lift_document}</p>
          <p className="text-text-quiet text-sm">{whyNot(hold.can, 'lift')}</p>
          <div className="btn-row mt-2">
            {isOpen(hold.can, 'lift') ? (
              <Button small busy={decide.busy} onClick={() => decide.submit(true)}>
                {t('agreeLift')}
              </Button>
            ) : null}
            {isOpen(hold.can, 'return-lift') ? (
              <Button small look="plain" busy={decide.busy} onClick={() => decide.submit(false)}>
                {t('returnLift')}
              </Button>
            ) : null}
          </div>
        </>
      ) : null}
      <div className="btn-row mt-3">
        <StepSheet can={hold.can} action="propose-lift" open={t('proposeLift')} title={t('proposeLift')}>
          {close => <ProposeLift hold={hold} contract={contract} close={close} />}
        </StepSheet>
      </div>
    </li>
  )
}

async function sha256(file: File): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
  return [...digest].map(byte => byte.toString(16).padStart(2, '0')).join('')
}

/** The representative's document stays where it is kept; here goes its name and digest. */
function ProposeLift({ hold, contract, close }: { hold: Hold; contract: string; close: () => void }) {
  const t = useText(texts)
  const refresh = useRefresh(contract)
  const [name, setName] = useState('')
  const [digest, setDigest] = useState('')
  const attempt = useSubmit(async () => {
    try {
      await unwrap(
        api.POST('/api/v1/holds/{id}/propose-lift', {
          params: { path: { id: hold.id }, header: { 'If-Match': hold.etag } },
          body: { document: name, document_sha256: digest },
        }),
      )
      close()
    } finally {
      await refresh()
    }
  })
  return (
    <AskForm attempt={attempt} button={t('proposeLift')} {...calmly(attempt.trouble)} onGiveUp={close}>
      <TextField
        pointer="/document"
        label={t('document')}
        hint={t('documentHint')}
        need
        maxLength={200}
        value={name}
        onChange={event => setName(event.target.value)}
        fault={faultAt(attempt.trouble, '/document')}
      />
      <TextField
        pointer="/document_sha256"
        label={t('documentFile')}
        hint={digest ? <span className="mono">{digest}</span> : t('documentFileHint')}
        need
        type="file"
        onChange={async event => {
          const file = event.target.files?.[0]
          setDigest(file ? await sha256(file) : '')
        }}
        fault={faultAt(attempt.trouble, '/document_sha256')}
      />
    </AskForm>
  )
}
