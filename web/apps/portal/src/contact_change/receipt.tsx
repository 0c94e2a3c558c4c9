import { useText } from '@madoguchi/i18n'
import { Copyable, type Fact, Facts, Notice, Timeline } from '@madoguchi/ui'
import { useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Schemas } from '../api.ts'
import { contractQuery } from '../contract/queries.ts'
import { texts as formTexts } from '../form/texts.ts'
import { guidanceQuery } from '../guidance.ts'
import { Phoned } from '../phoned.tsx'
import { texts } from './texts.ts'

export interface Filed {
  applications: { contract: string; id: string; number: string; state: Schemas['ApplicationState'] }[]
  /** Contracts that had these data already. */
  unchanged: string[]
  corrected: boolean
}

/** Numbers, what happens next, who may call. */
export function Receipt({ filed, contract }: { filed: Filed; contract: string }) {
  const t = useText(texts)
  const form = useText(formTexts)
  const guidance = useQuery(guidanceQuery).data
  const seen = useQueries({
    queries: [...filed.applications.map(one => one.contract), ...filed.unchanged].map(contractQuery),
  })
  const numberOf = (id: string) => seen.find(one => one.data?.id === id)?.data?.number ?? '…'
  const [first] = filed.applications
  const several = filed.applications.length > 1 || filed.unchanged.length > 0
  const facts: Fact[] = filed.applications.map(one => ({
    name: several ? t('receiptOf', { number: numberOf(one.contract) }) : form('receiptNumber'),
    value: several ? (
      <>
        <Copyable text={one.number} />
        <p>
          <Link to="/applications/$id" params={{ id: one.id }}>
            {form('follow')}
          </Link>
        </p>
      </>
    ) : (
      <Copyable text={one.number} />
    ),
  }))
  if (filed.unchanged.length > 0)
    facts.push({
      name: t('unchanged'),
      value: filed.unchanged.map(one => <p key={one}>{numberOf(one)}</p>),
    })
  const waits = filed.applications.some(one => one.state === 'awaiting_own_approval')
  return (
    <>
      <Notice kind="success">
        <p>{waits ? t('ownApproval') : t(filed.corrected ? 'correctedMail' : 'receiptMail')}</p>
      </Notice>
      {several ? <h2 className="mt-6">{form('receiptNumber')}</h2> : null}
      <Facts facts={facts} />
      <h2 className="mt-6">{form('nextTitle')}</h2>
      <Timeline
        moments={[
          {
            key: '1',
            when: waits ? 'next' : 'now',
            title: t('next1'),
            more: (
              <p>
                <Phoned
                  text={t('next1More', { from: guidance?.desk.call_number ?? '…' })}
                  phones={[guidance?.desk.call_number]}
                />
              </p>
            ),
          },
          { key: '2', when: 'next', title: t('next2'), more: <p>{t('next2More')}</p> },
        ]}
      />
      <p>{t('next3')}</p>
      <p className="btn-row">
        {first && !several ? (
          <Link className="btn btn-first" to="/applications/$id" params={{ id: first.id }}>
            {form('follow')}
          </Link>
        ) : null}
        <Link className="btn btn-second" to="/contracts/$id" params={{ id: contract }}>
          {form('toContract')}
        </Link>
      </p>
    </>
  )
}
