import { useText } from '@madoguchi/i18n'
import { Notice, PageTitle } from '@madoguchi/ui'
import { useQueries, useQuery } from '@tanstack/react-query'
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
import { agreementQuery, beginDraft, endQuery, type Purpose, type ReissueDraft } from './form.ts'
import { BeforePage, CsrPage, EndPage, ReasonPage } from './pages.tsx'
import { Receipt } from './receipt.tsx'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/contracts/$id/reissue')({ component: Reissue })

function Reissue() {
  const { id } = Route.useParams()
  return <ReissuePage id={id} purpose={{ kind: 'reissue' }} />
}

/** The pages of a reissue, a continuation, or the correction of either. */
export function ReissuePage({ id, purpose }: { id: string; purpose: Purpose }) {
  const t = useText(texts)
  const service = useText(frameTexts)
  const contract = useQuery(contractQuery(id))
  const guidance = useQuery(guidanceQuery)
  // The application that was just filed; the form is then gone for good.
  const [filed, setFiled] = useState<{ standing: Schemas['ApplicationStanding']; draft: ReissueDraft }>()
  const { kind, corrects } = purpose
  const titles =
    kind === 'continuation'
      ? (['continuationReceipt', 'continuation'] as const)
      : (['receipt', 'title'] as const)
  const open = (seen: ContractSeen) =>
    corrects ? corrects.can.some(can => can.action === 'resubmit' && can.allowed) : mayFile(seen, kind)
  return (
    <>
      <PageTitle service={service('service')}>{t(titles[filed ? 0 : 1])}</PageTitle>
      <Waiting for={[contract, guidance]} />
      {contract.data && guidance.data ? (
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
              contract={contract.data}
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
  onFiled: (standing: Schemas['ApplicationStanding'], draft: ReissueDraft) => void
}

function Form({ contract, purpose, onFiled }: FormProps) {
  const t = useText(texts)
  const [draft, setDraft] = useState<ReissueDraft>(() => beginDraft(contract, purpose))
  const again = purpose.kind === 'reissue'
  const all: Step<StepKey>[] = [
    { key: 'before', name: t('before') },
    {
      key: 'reason',
      name: again ? t('reasonPage') : t('which'),
      pointers: ['/old_certificate', '/reason', '/key_exposure'],
    },
    { key: 'csr', name: t('csrPage'), pointers: ['/csr'] },
    { key: 'end', name: t('endPage'), pointers: ['/old_certificate_end'] },
    { key: 'check', name: t('checkPage'), pointers: ['/agreement'] },
  ]
  const flow = useFlow(again ? all : all.filter(step => step.key !== 'end'))
  const change = (part: Partial<ReissueDraft>) => setDraft(before => ({ ...before, ...part }))
  const props = { contract, draft, change, flow, purpose }
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
      <p>{t('of', { name: contract.common_name, number: contract.number })}</p>
      {flow.step === 'before' ? <BeforePage {...props} /> : null}
      {flow.step === 'reason' ? <ReasonPage {...props} /> : null}
      {flow.step === 'csr' ? <CsrPage {...props} /> : null}
      {flow.step === 'end' ? <EndPage {...props} /> : null}
      {flow.step === 'check' ? <CheckPage {...props} onFiled={standing => onFiled(standing, draft)} /> : null}
    </StepPage>
  )
}
