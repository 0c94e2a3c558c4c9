import { useText } from '@madoguchi/i18n'
import { PageTitle } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute } from '@tanstack/react-router'
import { useState } from 'react'
import type { Schemas } from '../api.ts'
import { type ContractSeen, contractQuery } from '../contract/queries.ts'
import { type SavedDraft, useDraft, useFoundDraft } from '../form/draft.ts'
import { DraftState, Restored } from '../form/draft_state.tsx'
import { type Step, StepPage, useFlow, useReached } from '../form/flow.tsx'
import { mayFile, Refusal } from '../form/parts.tsx'
import { texts as frameTexts } from '../frame/texts.ts'
import { guidanceQuery } from '../guidance.ts'
import { Waiting } from '../waiting.tsx'
import { CheckPage } from './check.tsx'
import { keptOf, type RevocationDraft, startOf, wishedAt } from './form.ts'
import { ReasonPage, ScopePage } from './pages.tsx'
import { Receipt } from './receipt.tsx'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/contracts/$id/revocation')({ component: Revocation })

function Revocation() {
  const t = useText(texts)
  const service = useText(frameTexts)
  const { id } = Route.useParams()
  const contract = useQuery(contractQuery(id))
  const guidance = useQuery(guidanceQuery)
  const { draft, round, again } = useFoundDraft(id, 'revocation')
  const [filed, setFiled] = useState<{
    standing: Schemas['ApplicationStanding']
    wished: string | undefined
  }>()
  return (
    <>
      <PageTitle service={service('service')}>{filed ? t('receipt') : t('title')}</PageTitle>
      <Waiting for={[contract, guidance, draft]} />
      {contract.data && guidance.data && draft.data !== undefined ? (
        filed ? (
          <Receipt contract={contract.data} {...filed} />
        ) : mayFile(contract.data, 'revocation') ? (
          <Form
            key={round}
            contract={contract.data}
            found={draft.data}
            onAgain={again}
            onFiled={(standing, draft) => setFiled({ standing, wished: wishedAt(draft) })}
          />
        ) : (
          <Refusal contract={contract.data} action="revocation" />
        )
      ) : null}
    </>
  )
}

export type StepKey = 'scope' | 'reason' | 'check'

function Form({
  contract,
  found,
  onAgain,
  onFiled,
}: {
  contract: ContractSeen
  found: SavedDraft | null
  onAgain: () => Promise<void>
  onFiled: (standing: Schemas['ApplicationStanding'], draft: RevocationDraft) => void
}) {
  const t = useText(texts)
  const [draft, setDraft] = useState<RevocationDraft>(() => startOf(contract, found?.content))
  const steps: Step<StepKey>[] = [
    { key: 'scope', name: t('scopePage'), pointers: ['/scope', '/certificate'] },
    { key: 'reason', name: t('reasonPage'), pointers: ['/reason', '/reason_text', '/when', '/wished_at'] },
    { key: 'check', name: t('checkPage'), pointers: ['/understood', '/typed_dns_name'] },
  ]
  const flow = useFlow(steps, draft.reached)
  const change = (part: Partial<RevocationDraft>) => setDraft(before => ({ ...before, ...part }))
  const keeper = useDraft(contract.id, 'revocation', found, keptOf(draft))
  useReached(flow.now, now => setDraft(before => ({ ...before, reached: Math.max(before.reached, now) })))
  const props = { contract, draft, change, flow, keeper }
  return (
    <StepPage flow={flow}>
      <p>{t('of', { name: contract.common_name, number: contract.number })}</p>
      {found && flow.now === 0 ? <Restored at={found.updated_at} keeper={keeper} onAgain={onAgain} /> : null}
      {flow.step === 'scope' ? <ScopePage {...props} /> : null}
      {flow.step === 'reason' ? <ReasonPage {...props} /> : null}
      {flow.step === 'check' ? <CheckPage {...props} onFiled={standing => onFiled(standing, draft)} /> : null}
      <DraftState keeper={keeper} onAgain={onAgain} />
    </StepPage>
  )
}
