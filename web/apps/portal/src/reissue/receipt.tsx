import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { Copyable, Facts, Notice, Timeline } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Schemas } from '../api.ts'
import type { ContractSeen } from '../contract/queries.ts'
import { texts as formTexts } from '../form/texts.ts'
import { guidanceQuery } from '../guidance.ts'
import { Phoned } from '../phoned.tsx'
import type { Purpose, ReissueDraft } from './form.ts'
import { texts } from './texts.ts'

interface ReceiptProps {
  contract: ContractSeen
  standing: Schemas['ApplicationStanding']
  draft: ReissueDraft
  purpose: Purpose
}

/** The number, and what happens next: who will call, from which number, and when the present certificate ends. */
export function Receipt({ contract, standing, draft, purpose }: ReceiptProps) {
  const t = useText(texts)
  const form = useText(formTexts)
  const { language } = useLanguage()
  const guidance = useQuery(guidanceQuery).data
  const phone = guidance?.desk.call_number
  return (
    <>
      <Notice kind="success">
        <p>{t('receiptMail')}</p>
      </Notice>
      <Facts
        facts={[
          { name: form('receiptNumber'), value: <Copyable text={standing.number} /> },
          { name: form('filedAt'), value: formatDayTime(standing.filed_at, language) },
          { name: t('contract'), value: t('of', { name: contract.common_name, number: contract.number }) },
        ]}
      />
      <h2 className="mt-6">{form('nextTitle')}</h2>
      <Timeline
        moments={[
          {
            key: '1',
            when: 'now',
            title: t('next1'),
            more: (
              <p>
                <Phoned text={t('next1More', { phone: phone ?? '…' })} phones={[phone]} />
              </p>
            ),
          },
          {
            key: '2',
            when: 'next',
            title: t(purpose.kind === 'first_issue' ? 'firstNext2' : 'next2'),
            more: <p>{t('next2More')}</p>,
          },
          ...(purpose.kind === 'reissue'
            ? [
                {
                  key: '3',
                  when: 'next' as const,
                  title:
                    draft.end === 'immediate'
                      ? t('next3Immediate')
                      : t('next3Deferred', { days: guidance?.deferred_days ?? '…' }),
                },
              ]
            : []),
        ]}
      />
      <p>{t('next3More')}</p>
      <p className="btn-row">
        <Link className="btn btn-first" to="/applications/$id" params={{ id: standing.id }}>
          {form('follow')}
        </Link>
        <Link className="btn btn-second" to="/contracts/$id" params={{ id: contract.id }}>
          {form('toContract')}
        </Link>
      </p>
    </>
  )
}
