import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { Copyable, type Fact, Facts, Notice, Timeline } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Schemas } from '../api.ts'
import type { ContractSeen } from '../contract/queries.ts'
import { texts as formTexts } from '../form/texts.ts'
import { guidanceQuery } from '../guidance.ts'
import { Phoned } from '../phoned.tsx'
import { texts } from './texts.ts'

export function Receipt({
  contract,
  standing,
  wished,
}: {
  contract: ContractSeen
  standing: Schemas['ApplicationStanding']
  wished: string | undefined
}) {
  const t = useText(texts)
  const form = useText(formTexts)
  const { language } = useLanguage()
  const guidance = useQuery(guidanceQuery).data
  const registrant = contract.contacts.find(contact => contact.role === 'registrant' && !contact.valid_until)
  const facts: Fact[] = [
    { name: form('receiptNumber'), value: <Copyable text={standing.number} /> },
    { name: form('filedAt'), value: formatDayTime(standing.filed_at, language) },
    ...(wished ? [{ name: t('whenName'), value: formatDayTime(wished, language) }] : []),
    ...(standing.deadline_at && !wished
      ? [{ name: t('deadline'), value: formatDayTime(standing.deadline_at, language) }]
      : []),
  ]
  return (
    <>
      <Notice kind="success">
        <p>{t('receiptMail')}</p>
      </Notice>
      <Facts facts={facts} />
      <h2 className="mt-6">{form('nextTitle')}</h2>
      <Timeline
        moments={[
          {
            key: '1',
            when: 'now',
            title: t('next1'),
            more: registrant ? (
              <p>
                <Phoned
                  text={t('call', {
                    person: registrant.person_name,
                    phone: registrant.phone,
                    from: guidance?.desk.call_number ?? '…',
                  })}
                  phones={[registrant.phone, guidance?.desk.call_number]}
                />
              </p>
            ) : null,
          },
          {
            key: '2',
            when: 'next',
            title: t('next2'),
            ...(wished ? { at: formatDayTime(wished, language) } : {}),
            more: <p>{t('next2More')}</p>,
          },
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
