import { useText } from '@madoguchi/i18n'
import { Notice, PageTitle } from '@madoguchi/ui'
import { useQueries, useQuery } from '@tanstack/react-query'
import { createLazyRoute } from '@tanstack/react-router'
import { useState } from 'react'
import type { Schemas } from '../api.ts'
import { type ContractSeen, contractQuery } from '../contract/queries.ts'
import { recordOf, type SavedDraft, textOf, useDraft, useFoundDraft } from '../form/draft.ts'
import { DraftState, Restored } from '../form/draft_state.tsx'
import { type Step, StepPage, useFlow, useReached } from '../form/flow.tsx'
import { mayFile, Refusal } from '../form/parts.tsx'
import { texts as frameTexts } from '../frame/texts.ts'
import { guidanceQuery } from '../guidance.ts'
import { Waiting } from '../waiting.tsx'
import { CheckPage } from './check.tsx'
import { agreementQuery, endQuery, keptOf, type Purpose, type ReissueDraft, startOf } from './form.ts'
import { BeforePage, CsrPage, EndPage, ReasonPage } from './pages.tsx'
import { Receipt } from './receipt.tsx'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/contracts/$id/reissue')({ component: Reissue })

function Reissue() {
  const { id } = Route.useParams()
  return <ReissuePage id={id} purpose={{ kind: 'reissue' }} />
}

const titles = {
  reissue: ['receipt', 'title'],
  continuation: ['continuationReceipt', 'continuation'],
  first_issue: ['firstReceipt', 'firstIssue'],
} as const

/** The pages of a reissue, a continuation, or the correction of either. */
export function ReissuePage({ id, purpose }: { id: string; purpose: Purpose }) {
  const t = useText(texts)
  const service = useText(frameTexts)
  const contract = useQuery(contractQuery(id))
  const guidance = useQuery(guidanceQuery)
  const { draft, round, again } = useFoundDraft(id, purpose.kind)
  // The application that was just filed; the form is then gone for good.
  const [filed, setFiled] = useState<{ standing: Schemas['ApplicationStanding']; draft: ReissueDraft }>()
  const { kind, corrects } = purpose
  const open = (seen: ContractSeen) =>
    corrects ? corrects.can.some(can => can.action === 'resubmit' && can.allowed) : mayFile(seen, kind)
  return (
    <>
      <PageTitle service={service('service')}>{t(titles[kind][filed ? 0 : 1])}</PageTitle>
      <Waiting for={[contract, guidance, draft]} />
      {contract.data && guidance.data && draft.data !== undefined ? (
        filed ? (
          <Receipt contract={contract.data} purpose={purpose} {...filed} />
        ) : open(contract.data) ? (
          <>
            {corrects?.customer_text ? (
              <Notice kind="warning" title={t('message')}>
                <p className="whitespace-pre-wrap">{corrects.customer_text}</p>
              </Notice>
            ) : null}
            <Form
              key={round}
              contract={contract.data}
              found={draft.data}
              onAgain={again}
              purpose={purpose}
              onFiled={(standing, draft) => setFiled({ standing, draft })}
            />
          </>
        ) : (
          <Refusal contract={contract.data} action={kind} />
        )
      ) : null}
    </>
  )
}

export type StepKey = 'before' | 'reason' | 'csr' | 'end' | 'check'

interface FormProps {
  contract: ContractSeen
  purpose: Purpose
  found: SavedDraft | null
  onAgain: () => Promise<void>
  onFiled: (standing: Schemas['ApplicationStanding'], draft: ReissueDraft) => void
}

function Form({ contract, purpose, found, onAgain, onFiled }: FormProps) {
  const t = useText(texts)
  const [draft, setDraft] = useState<ReissueDraft>(() => startOf(contract, purpose, found?.content))
  const again = purpose.kind === 'reissue'
  const all: Step<StepKey>[] = [
    { key: 'before', name: t('before') },
    {
      key: 'reason',
      name: again ? t('reasonPage') : t('which'),
      pointers: ['/old_certificate', '/reason', '/reason_text', '/key_exposure'],
    },
    { key: 'csr', name: t('csrPage'), pointers: ['/csr'] },
    { key: 'end', name: t('endPage'), pointers: ['/old_certificate_end'] },
    { key: 'check', name: t('checkPage'), pointers: ['/agreement'] },
  ]
  const has = (key: StepKey) =>
    again || (key !== 'end' && (key !== 'reason' || purpose.kind === 'continuation'))
  const flow = useFlow(
    all.filter(step => has(step.key)),
    draft.reached,
  )
  const change = (part: Partial<ReissueDraft>) => setDraft(before => ({ ...before, ...part }))
  const keeper = useDraft(contract.id, purpose.kind, found, keptOf(draft, purpose))
  useReached(flow.now, now => setDraft(before => ({ ...before, reached: Math.max(before.reached, now) })))
  const props = { contract, draft, change, flow, purpose, keeper }
  const mine = found && textOf(recordOf(found.content).application) === purpose.corrects?.id
  // What the pages to come will say, asked for as soon as it can be.
  useQuery(agreementQuery)
  const ends = again ? (['deferred', 'immediate'] as const) : (['none'] as const)
  useQueries({
    queries: ends.map(end => ({
      ...endQuery(contract.id, draft, end, purpose.corrects?.id),
      enabled: draft.inspection?.acceptable === true,
    })),
  })
  return (
    <StepPage flow={flow}>
      {flow.step === 'check' ? null : (
        <p>{t('of', { name: contract.common_name, number: contract.number })}</p>
      )}
      {mine && flow.now === 0 ? <Restored at={found.updated_at} keeper={keeper} onAgain={onAgain} /> : null}
      {flow.step === 'before' ? <BeforePage {...props} /> : null}
      {flow.step === 'reason' ? <ReasonPage {...props} /> : null}
      {flow.step === 'csr' ? <CsrPage {...props} /> : null}
      {flow.step === 'end' ? <EndPage {...props} /> : null}
      {flow.step === 'check' ? <CheckPage {...props} onFiled={standing => onFiled(standing, draft)} /> : null}
      <DraftState keeper={keeper} onAgain={onAgain} />
    </StepPage>
  )
}
