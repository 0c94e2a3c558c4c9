import { Refused, unwrap } from '@madoguchi/api'
import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { names } from '@madoguchi/names'
import { Button, Dialog, FaultSummary, Notice, useSubmit } from '@madoguchi/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Schemas } from '../api.ts'
import { applicationQuery } from '../form/application.ts'
import { actionTexts } from './action_texts.ts'
import { ForwardDialog } from './forward.tsx'
import type { ApplicationSeen } from './queries.ts'

export interface ActProps {
  application: ApplicationSeen
  onDone: (what: Done) => void
}
export type Done = 'approved' | 'declined' | 'withdrawn' | 'forwarded'

type Work = 'approve-own' | 'decline-own' | 'withdraw'

/** One attempt at a step of the application that the screen shows; if it has moved on meanwhile, it is loaded anew. */
export function useStep<Input>(application: ApplicationSeen, work: (input: Input) => Promise<unknown>) {
  const client = useQueryClient()
  return useSubmit(async (input: Input) => {
    try {
      await work(input)
    } catch (error) {
      if (error instanceof Refused && error.problem.status === 412) {
        await client.invalidateQueries(applicationQuery(application.id))
      }
      throw error
    }
    await client.invalidateQueries(applicationQuery(application.id))
    for (const key of ['applications', 'contracts', 'contract']) client.invalidateQueries({ queryKey: [key] })
  })
}

const path = (application: ApplicationSeen) => ({
  params: { path: { id: application.id }, header: { 'If-Match': application.etag } },
})

function useAct({ application, onDone }: ActProps) {
  return useStep(application, async (work: Work) => {
    if (work === 'approve-own')
      await unwrap(api.POST('/api/v1/applications/{id}/approve-own', path(application)))
    if (work === 'decline-own')
      await unwrap(api.POST('/api/v1/applications/{id}/decline-own', path(application)))
    if (work === 'withdraw') await unwrap(api.POST('/api/v1/applications/{id}/withdraw', path(application)))
    onDone(work === 'approve-own' ? 'approved' : work === 'decline-own' ? 'declined' : 'withdrawn')
  })
}

// The form of each kind.
const corrections: Partial<Record<Schemas['ApplicationKind'], string>> = {
  contact_change: 'contact-change',
  reissue: 'reissue',
  continuation: 'continuation',
  first_issue: 'first-issue',
}

/** Where it is corrected; a contact change in the contract's own form, which has drafts for both. */
const correctionOf = ({ id, kind, contract }: ApplicationSeen, form: string) =>
  kind === 'contact_change'
    ? `/contracts/${contract.id}/${form}?application=${id}`
    : `/applications/${id}/${form}`

/** What the server says may be done with it, the most likely first. What may not is not named: it passes by itself. */
export function Actions(props: ActProps) {
  const { application } = props
  const t = useText(actionTexts)
  const may = (action: string) => application.can.some(can => can.action === action && can.allowed)
  const [asked, setAsked] = useState<'decline-own' | 'withdraw' | 'bring-forward'>()
  const act = useAct(props)
  const correction = corrections[application.kind]
  const close = () => setAsked(undefined)
  if (!application.can.some(can => can.allowed && can.action !== 'key-proof')) return null
  return (
    <section aria-labelledby="actions" className="card no-print">
      <h2 id="actions">{t('title')}</h2>
      <FaultSummary trouble={act.trouble} />
      {act.trouble?.code === 'stale' ? <Notice>{t('changedMeanwhile')}</Notice> : null}
      {may('approve-own') ? <p className="mt-2">{t('approveLead')}</p> : null}
      {may('resubmit') ? <p className="mt-2">{t('correctLead')}</p> : null}
      {may('withdraw') ? <p className="mt-2 text-text-quiet">{t('withdrawLead')}</p> : null}
      <div className="btn-row">
        {may('approve-own') ? (
          <Button look="first" busy={act.busy} onClick={() => act.submit('approve-own')}>
            {t('approve')}
          </Button>
        ) : null}
        {may('decline-own') ? <Button onClick={() => setAsked('decline-own')}>{t('decline')}</Button> : null}
        {may('resubmit') && correction ? (
          <a className="btn btn-first" href={correctionOf(application, correction)}>
            {t('correct')}
          </a>
        ) : null}
        {may('bring-forward') ? (
          <Button onClick={() => setAsked('bring-forward')}>{t('forward')}</Button>
        ) : null}
        {may('withdraw') ? <Button onClick={() => setAsked('withdraw')}>{t('withdraw')}</Button> : null}
      </div>
      {asked === 'withdraw' || asked === 'decline-own' ? (
        <AskDialog {...props} work={asked} onClose={close} />
      ) : null}
      {asked === 'bring-forward' ? <ForwardDialog {...props} onClose={close} /> : null}
    </section>
  )
}

/** There is no way back from either, so it is asked; and it says what stays (R129). */
function AskDialog(props: ActProps & { work: 'withdraw' | 'decline-own'; onClose: () => void }) {
  const { application, work, onClose, onDone } = props
  const t = useText(actionTexts)
  const name = useText(names)
  const { number } = application
  const act = useAct({
    application,
    onDone: what => {
      onClose()
      onDone(what)
    },
  })
  const withdraws = work === 'withdraw'
  const title = withdraws
    ? t('withdrawTitle', { kind: name(application.kind), number })
    : t('declineTitle', { number })
  return (
    <Dialog title={title} onClose={onClose}>
      <FaultSummary trouble={act.trouble} />
      <p className="mt-3">{withdraws ? t('withdrawMore') : t('declineMore')}</p>
      <p>{t('withdrawKeeps', { contract: application.contract.number })}</p>
      <div className="btn-row">
        <Button onClick={onClose}>{t('keep')}</Button>
        <Button look="danger" busy={act.busy} onClick={() => act.submit(work)}>
          {withdraws ? t('withdrawButton', { number }) : t('declineButton', { number })}
        </Button>
      </div>
    </Dialog>
  )
}

/** Said once after a step; after a withdrawal with the way to apply anew. */
export function DoneNotice({ application, done }: { application: Schemas['Application']; done: Done }) {
  const t = useText(actionTexts)
  const { language } = useLanguage()
  const form = application.kind === 'revocation' ? 'revocation' : corrections[application.kind]
  const wished = application.revocation?.wished_at
  return (
    <div role="status">
      <Notice kind="success" title={t(done, { number: application.number })}>
        {done === 'forwarded' && wished ? <p>{formatDayTime(wished, language)}</p> : null}
        {done === 'withdrawn' && form && form !== 'first-issue' ? (
          <a href={`/contracts/${application.contract.id}/${form}`}>{t('again')}</a>
        ) : null}
      </Notice>
    </div>
  )
}
