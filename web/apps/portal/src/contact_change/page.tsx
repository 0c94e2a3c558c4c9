import { useText } from '@madoguchi/i18n'
import { PageTitle } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute } from '@tanstack/react-router'
import { useState } from 'react'
import { contractQuery } from '../contract/queries.ts'
import { useFoundDraft } from '../form/draft.ts'
import { mayFile, Refusal } from '../form/parts.tsx'
import { texts as frameTexts } from '../frame/texts.ts'
import { guidanceQuery } from '../guidance.ts'
import { Waiting } from '../waiting.tsx'
import { ChangeForm } from './change_form.tsx'
import { Correct } from './correct.tsx'
import { emptyDraft, readDraft } from './form.ts'
import { type Filed, Receipt } from './receipt.tsx'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/contracts/$id/contact-change')({ component: Page })

/** A new application, or the correction of one that was sent back. */
function Page() {
  const { application } = Route.useSearch()
  return application === undefined ? <ContactChange /> : <Correct key={application} id={application} />
}

/** 担当者変更申請 (R25-R43). */
function ContactChange() {
  const t = useText(texts)
  const service = useText(frameTexts)
  const { id } = Route.useParams()
  const contract = useQuery(contractQuery(id))
  const { draft, round, again } = useFoundDraft(id, 'contact_change')
  const guidance = useQuery(guidanceQuery)
  const [filed, setFiled] = useState<Filed>()
  const kept = draft.data && readDraft(draft.data.content)
  const own = kept && kept.application === undefined
  return (
    <>
      <PageTitle service={service('service')}>{filed ? t('receipt') : t('title')}</PageTitle>
      <Waiting for={[contract, draft, guidance]} />
      {filed ? (
        <Receipt filed={filed} contract={id} />
      ) : contract.data && guidance.data && draft.data !== undefined ? (
        mayFile(contract.data, 'contact_change') ? (
          <ChangeForm
            key={round}
            contract={contract.data}
            start={own ? kept : emptyDraft}
            found={own ? draft.data : null}
            onAgain={again}
            onFiled={setFiled}
          />
        ) : (
          <Refusal contract={contract.data} action="contact_change" />
        )
      ) : null}
    </>
  )
}
