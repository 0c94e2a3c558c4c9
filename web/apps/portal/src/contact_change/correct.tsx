import { useText } from '@madoguchi/i18n'
import { Notice, PageTitle } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Schemas } from '../api.ts'
import { contractQuery } from '../contract/queries.ts'
import { applicationQuery } from '../form/application.ts'
import { useFoundDraft } from '../form/draft.ts'
import { texts as frameTexts } from '../frame/texts.ts'
import { guidanceQuery } from '../guidance.ts'
import { Waiting } from '../waiting.tsx'
import { ChangeForm } from './change_form.tsx'
import { draftOf, readDraft } from './form.ts'
import { type Filed, Receipt } from './receipt.tsx'
import { texts } from './texts.ts'

/** An application that was sent back: its own wish, to go on from (R44, R98). */
export function Correct({ id }: { id: string }) {
  const t = useText(texts)
  const service = useText(frameTexts)
  const application = useQuery(applicationQuery(id))
  const [filed, setFiled] = useState<Filed>()
  return (
    <>
      <PageTitle service={service('service')}>{filed ? t('corrected') : t('correctTitle')}</PageTitle>
      <Waiting for={[application]} />
      {application.data ? (
        filed ? (
          <Receipt filed={filed} contract={application.data.contract.id} />
        ) : application.data.can.some(can => can.action === 'resubmit' && can.allowed) ? (
          <Form application={application.data} onFiled={setFiled} />
        ) : (
          <Notice kind="warning">
            <p>{t('cannotCorrect')}</p>
            <Link to="/contracts/$id" params={{ id: application.data.contract.id }}>
              {t('toApplication')}
            </Link>
          </Notice>
        )
      ) : null}
    </>
  )
}

interface FormProps {
  application: Schemas['Application'] & { etag: string }
  onFiled: (filed: Filed) => void
}

function Form({ application, onFiled }: FormProps) {
  const contractId = application.contract.id
  const contract = useQuery(contractQuery(contractId))
  const { draft, round, again } = useFoundDraft(contractId, 'contact_change')
  const guidance = useQuery(guidanceQuery)
  if (!contract.data || !guidance.data || draft.data === undefined) {
    return <Waiting for={[contract, draft, guidance]} />
  }
  const kept = draft.data && readDraft(draft.data.content)
  const own = kept && kept.application === application.id
  return (
    <ChangeForm
      key={round}
      contract={contract.data}
      application={application}
      start={own ? kept : draftOf(application)}
      found={own ? draft.data : null}
      onAgain={again}
      onFiled={onFiled}
    />
  )
}
