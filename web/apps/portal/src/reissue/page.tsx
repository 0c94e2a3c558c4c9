import { useText } from '@madoguchi/i18n'
import { LoadTrouble, PageTitle, Skeleton } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute } from '@tanstack/react-router'
import { useState } from 'react'
import type { Schemas } from '../api.ts'
import { type ContractSeen, contractQuery } from '../contract/queries.ts'
import { type Step, StepPage, useFlow } from '../form/flow.tsx'
import { mayFile, Refusal } from '../form/parts.tsx'
import { texts as frameTexts } from '../frame/texts.ts'
import { CheckPage } from './check.tsx'
import { choices, emptyDraft, type ReissueDraft } from './form.ts'
import { BeforePage, CsrPage, EndPage, ReasonPage } from './pages.tsx'
import { Receipt } from './receipt.tsx'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/contracts/$id/reissue')({ component: Reissue })

function Reissue() {
  const t = useText(texts)
  const service = useText(frameTexts)
  const { id } = Route.useParams()
  const contract = useQuery(contractQuery(id))
  // The application that was just filed; the form is then gone for good.
  const [filed, setFiled] = useState<{ standing: Schemas['ApplicationStanding']; draft: ReissueDraft }>()
  return (
    <>
      <PageTitle service={service('service')}>{filed ? t('receipt') : t('title')}</PageTitle>
      {contract.error ? <LoadTrouble error={contract.error} onAgain={() => contract.refetch()} /> : null}
      {contract.isPending ? <Skeleton lines={6} /> : null}
      {contract.data ? (
        filed ? (
          <Receipt contract={contract.data} standing={filed.standing} draft={filed.draft} />
        ) : mayFile(contract.data, 'reissue') ? (
          <Form contract={contract.data} onFiled={(standing, draft) => setFiled({ standing, draft })} />
        ) : (
          <Refusal contract={contract.data} action="reissue" />
        )
      ) : null}
    </>
  )
}

export type StepKey = 'before' | 'reason' | 'csr' | 'end' | 'check'

interface FormProps {
  contract: ContractSeen
  onFiled: (standing: Schemas['ApplicationStanding'], draft: ReissueDraft) => void
}

function Form({ contract, onFiled }: FormProps) {
  const t = useText(texts)
  const [draft, setDraft] = useState<ReissueDraft>(() => {
    const [only, ...others] = choices(contract)
    return others.length === 0 && only ? { ...emptyDraft, certificate: only.id } : emptyDraft
  })
  const steps: Step<StepKey>[] = [
    { key: 'before', name: t('before') },
    {
      key: 'reason',
      name: t('reasonPage'),
      pointers: ['/old_certificate', '/reason', '/key_exposure'],
    },
    { key: 'csr', name: t('csrPage'), pointers: ['/csr'] },
    { key: 'end', name: t('endPage'), pointers: ['/old_certificate_end'] },
    { key: 'check', name: t('checkPage'), pointers: ['/agreement'] },
  ]
  const flow = useFlow(steps)
  const change = (part: Partial<ReissueDraft>) => setDraft(before => ({ ...before, ...part }))
  const props = { contract, draft, change, flow }
  return (
    <StepPage flow={flow}>
      <p>{t('of', { name: contract.common_name, number: contract.number })}</p>
      {flow.step === 'before' ? <BeforePage {...props} /> : null}
      {flow.step === 'reason' ? <ReasonPage {...props} /> : null}
      {flow.step === 'csr' ? <CsrPage {...props} /> : null}
      {flow.step === 'end' ? <EndPage {...props} /> : null}
      {flow.step === 'check' ? <CheckPage {...props} onFiled={standing => onFiled(standing, draft)} /> : null}
    </StepPage>
  )
}
