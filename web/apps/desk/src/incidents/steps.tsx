import { AskForm } from '@madoguchi/frame'
import { type Sentence, useLanguage, useText } from '@madoguchi/i18n'
import { Button, Dialog, Facts, FaultSummary, Notice, type Trouble, useSubmit } from '@madoguchi/ui'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Part } from '../frame/screen.tsx'
import { addPiece, approve, planAnew, withdraw } from './acts.ts'
import { texts as openTexts } from './open_texts.ts'
import { type Incident, isOver } from './queries.ts'
import { texts } from './texts.ts'
import { inPieces, type Kind as ValueKind } from './values.ts'
import { nobody, valuesOf, WhomFields } from './whom.tsx'

const STALE = /^(record\.changed|incident\.(wrong_state|other_plan))$/

type Kind = 'approve' | 'add' | 'withdraw'
/** A sheet stays over the page whatever becomes of the incident meanwhile, and speaks of it as it was then. */
interface Opened {
  kind: Kind
  seen: Incident
}

/** What a step is called: on its button, over its sheet, on the sheet's last button. */
function useStepName(): (kind: Kind, seen: Incident) => string {
  const t = useText(texts)
  const { language } = useLanguage()
  return (kind, { number, plan }) => t(kind, { number, count: (plan?.items ?? 0).toLocaleString(language) })
}

/** What can be done with it now; the last one names its object, and that nothing takes it back (R129). */
export function Steps({ incident }: { incident: Incident }) {
  const [opened, setOpened] = useState<Opened>()
  const name = useStepName()
  const close = () => setOpened(undefined)
  return (
    <>
      {isOver(incident.state) || incident.progress ? null : (
        <Buttons incident={incident} onOpen={setOpened} />
      )}
      {opened ? (
        <Dialog title={name(opened.kind, opened.seen)} onClose={close}>
          {opened.kind === 'approve' ? <Approve {...opened} close={close} /> : null}
          {opened.kind === 'withdraw' ? <Withdraw {...opened} close={close} /> : null}
          {opened.kind === 'add' ? <Add seen={opened.seen} close={close} /> : null}
        </Dialog>
      ) : null}
    </>
  )
}

function Buttons({ incident, onOpen }: { incident: Incident; onOpen: (opened: Opened) => void }) {
  const t = useText(texts)
  const name = useStepName()
  const can = (action: string) => incident.can.find(each => each.action === action)
  const may = (action: string) => can(action)?.allowed === true
  const approval = can('approve')
  const why =
    incident.state !== 'planned' || may('approve')
      ? undefined
      : approval?.reason === 'forbidden'
        ? t('byOthers')
        : t('notNow', { why: approval?.message ?? '' })
  if (!why && !['approve', 'add', 'plan', 'withdraw'].some(may)) return null
  const open = (kind: Kind) => () => onOpen({ kind, seen: incident })
  return (
    <Part id="steps" title={t('steps')}>
      {why ? <p className="mt-2">{why}</p> : null}
      {may('approve') ? (
        <div className="btn-row">
          <Button look="danger" onClick={open('approve')}>
            {name('approve', incident)}
          </Button>
        </div>
      ) : null}
      <div className="btn-row">
        {may('add') ? <Button onClick={open('add')}>{name('add', incident)}</Button> : null}
        {may('plan') ? <Replan incident={incident} /> : null}
        {may('withdraw') ? (
          <Button look="plain" onClick={open('withdraw')}>
            {name('withdraw', incident)}
          </Button>
        ) : null}
      </div>
    </Part>
  )
}

/** Puts what a step answered, or whatever stands now, in the place of what was shown. */
function useShow(id: string) {
  const client = useQueryClient()
  return async (act: () => Promise<Incident>) => {
    try {
      client.setQueryData(['incident', id], await act())
    } catch (error) {
      await client.invalidateQueries({ queryKey: ['incident', id], exact: true })
      throw error
    }
    await client.invalidateQueries({ queryKey: ['incidents'] })
  }
}

/** A step on exactly what the officer saw when the sheet opened; it opens where Enter changes nothing. */
function Step({
  seen,
  act,
  button,
  danger,
  close,
  children,
}: {
  seen: Incident
  act: (incident: Incident) => Promise<Incident>
  button: string
  danger?: boolean
  close: () => void
  children: ReactNode
}) {
  const show = useShow(seen.id)
  const attempt = useSubmit(async () => {
    await show(() => act(seen))
    close()
  })
  return (
    <AskForm
      attempt={attempt}
      button={button}
      look={danger ? 'danger' : 'first'}
      {...changed(attempt.trouble)}
      onGiveUp={close}
    >
      {children}
    </AskForm>
  )
}

/** The calm answer to a plan or state that is another by now; in the place of what was wrong. */
const changed = (trouble: Trouble | undefined) =>
  trouble?.code !== undefined && STALE.test(trouble.code) ? { said: <Changed /> } : {}

function Changed() {
  const t = useText(texts)
  return (
    <div role="alert">
      <Notice kind="warning" title={t('changed')}>
        <p>{t('changedMore')}</p>
      </Notice>
    </div>
  )
}

function Approve({ seen, close }: Opened & { close: () => void }) {
  const t = useText(texts)
  const name = useStepName()
  const { language } = useLanguage()
  const { plan } = seen
  if (!plan) return null
  const count = (value: number) => value.toLocaleString(language)
  return (
    <Step seen={seen} act={approve} button={name('approve', seen)} danger close={close}>
      <Notice kind="danger">
        <p>{t('approveLead', { count: count(plan.items), customers: count(plan.customers) })}</p>
      </Notice>
      <p>{t('approveTold', { count: count(plan.addresses) })}</p>
      <Facts facts={[{ name: t('approveDigest'), value: <p className="mono break-all">{plan.digest}</p> }]} />
    </Step>
  )
}

function Withdraw({ seen, close }: Opened & { close: () => void }) {
  const t = useText(texts)
  const name = useStepName()
  return (
    <Step seen={seen} act={withdraw} button={name('withdraw', seen)} close={close}>
      <p>{t('withdrawLead')}</p>
    </Step>
  )
}

/** Changes nothing but the plan: no question comes before it. */
function Replan({ incident }: { incident: Incident }) {
  const t = useText(texts)
  const show = useShow(incident.id)
  const attempt = useSubmit(() => show(() => planAnew(incident)))
  return (
    <>
      <FaultSummary trouble={attempt.trouble} />
      <Button busy={attempt.busy} onClick={() => attempt.submit(undefined)}>
        {t(incident.state === 'collecting' ? 'makePlan' : 'planAgain')}
      </Button>
    </>
  )
}

function Add({ seen, close }: { seen: Incident; close: () => void }) {
  const t = useText(texts)
  const say = useText(openTexts)
  const [whom, setWhom] = useState(nobody)
  const show = useShow(seen.id)
  const attempt = useSubmit(async () => {
    const values = valuesOf(whom)
    const missing = (pointer: string, messages: Sentence) => ({ pointer, code: 'missing', messages })
    if (!whom.way || values.length === 0) {
      const fault = whom.way
        ? missing('/values', say.both('valuesMissing'))
        : missing('/way', say.both('wayMissing'))
      attempt.setTrouble({ faults: [fault] })
      return
    }
    await show(async () => {
      let now = seen
      const line = ({ line, value }: { line: number; value: string }, why: Sentence) =>
        say.both('lineFault', { line, value, why })
      await inPieces(values, line, async piece => {
        now = await addPiece(now, whom.way as ValueKind, piece)
      })
      return planAnew(now)
    })
    close()
  })
  return (
    <AskForm attempt={attempt} button={t('addDo')} {...changed(attempt.trouble)} onGiveUp={close}>
      <p>{t('addLead')}</p>
      <WhomFields
        whom={whom}
        onChange={change => setWhom(now => ({ ...now, ...change }))}
        trouble={attempt.trouble}
        withPeriod={false}
      />
    </AskForm>
  )
}
