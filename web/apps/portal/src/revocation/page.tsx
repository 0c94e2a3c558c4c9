import { useText } from '@madoguchi/i18n'
import { PageTitle } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute } from '@tanstack/react-router'
import { useState } from 'react'
import type { Schemas } from '../api.ts'
import { type ContractSeen, contractQuery } from '../contract/queries.ts'
import { type Step, StepPage, useFlow } from '../form/flow.tsx'
import { mayFile, Refusal } from '../form/parts.tsx'
import { texts as frameTexts } from '../frame/texts.ts'
import { guidanceQuery } from '../guidance.ts'
import { Waiting } from '../waiting.tsx'
import { CheckPage } from './check.tsx'
import { emptyDraft, type RevocationDraft } from './form.ts'
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
  const [filed, setFiled] = useState<Schemas['ApplicationStanding']>()
  return (
    <>
      <PageTitle service={service('service')}>{filed ? t('receipt') : t('title')}</PageTitle>
      <Waiting for={[contract, guidance]} />
      {contract.data && guidance.data ? (
        filed ? (
          <Receipt contract={contract.data} standing={filed} />
        ) : mayFile(contract.data, 'revocation') ? (
          <Form contract={contract.data} onFiled={setFiled} />
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
  onFiled,
}: {
  contract: ContractSeen
  onFiled: (standing: Schemas['ApplicationStanding']) => void
}) {
  const t = useText(texts)
  const [draft, setDraft] = useState<RevocationDraft>(emptyDraft)
  const steps: Step<StepKey>[] = [
    { key: 'scope', name: t('scopePage'), pointers: ['/scope', '/certificate'] },
    { key: 'reason', name: t('reasonPage'), pointers: ['/reason'] },
    { key: 'check', name: t('checkPage'), pointers: ['/understood', '/typed_dns_name'] },
  ]
  const flow = useFlow(steps)
  const change = (part: Partial<RevocationDraft>) => setDraft(before => ({ ...before, ...part }))
  const props = { contract, draft, change, flow }
  return (
    <StepPage flow={flow}>
      <p>{t('of', { name: contract.common_name, number: contract.number })}</p>
      {flow.step === 'scope' ? <ScopePage {...props} /> : null}
      {flow.step === 'reason' ? <ReasonPage {...props} /> : null}
      {flow.step === 'check' ? <CheckPage {...props} onFiled={onFiled} /> : null}
    </StepPage>
  )
}
