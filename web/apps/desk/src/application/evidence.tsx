import { formatDay, formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { Badge, LoadTrouble } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import type { Schemas } from '../api.ts'
import { evidenceQuery } from './queries.ts'
import { texts } from './texts.ts'

export function Evidence({ contract }: { contract: string }) {
  const t = useText(texts)
  const { data, error, refetch } = useQuery(evidenceQuery(contract))
  return (
    <section aria-labelledby="evidence">
      <h2 id="evidence" className="mt-8">
        {t('evidence')}
      </h2>
      {error ? <LoadTrouble error={error} onAgain={() => refetch()} /> : null}
      {data && data.evidence.length === 0 ? <p className="text-text-quiet">{t('noEvidence')}</p> : null}
      <ul>
        {data?.evidence.map(each => (
          <li key={each.id} className="card my-2! p-3!">
            <EvidenceLine evidence={each} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What was checked, by whom, how old it is, and whether it lasts until the issue (R123). */
export function EvidenceLine({ evidence }: { evidence: Schemas['Evidence'] }) {
  const t = useText(texts)
  const { language } = useLanguage()
  return (
    <>
      <p className="font-bold">{evidence.source}</p>
      <p className="text-text-quiet text-sm">
        {t('evidenceLine', {
          by: evidence.collected_by.name,
          at: formatDayTime(evidence.collected_at, language),
          days: evidence.age_days,
          until: formatDay(evidence.valid_until, language),
        })}
      </p>
      {evidence.note ? <p className="text-sm whitespace-pre-wrap">{evidence.note}</p> : null}
      {evidence.good ? null : <Badge mood="bad">{t('evidenceOld')}</Badge>}
      {evidence.good && evidence.expires_before_issue ? <Badge mood="wait">{t('evidenceSoon')}</Badge> : null}
    </>
  )
}
