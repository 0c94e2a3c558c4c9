import { formatDay, formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { Badge, LoadTrouble } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import type { Schemas } from '../api.ts'
import { deskNames, isNamed } from '../names.ts'
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
          <li key={each.id} className="card my-2! p-4!">
            <EvidenceLine evidence={each} />
          </li>
        ))}
      </ul>
    </section>
  )
}

const OF_A_NUMBER = /^verified_number\//

/** What was checked, by whom, how old it is, and whether it lasts until the issue (R123); `below` the line that it proves. */
export function EvidenceLine({ evidence, below }: { evidence: Schemas['Evidence']; below?: boolean }) {
  const t = useText(texts)
  const desk = useText(deskNames)
  const { language } = useLanguage()
  // Of a call on a number on file the source is that number's record; the note says who spoke.
  const title =
    OF_A_NUMBER.test(evidence.source) && isNamed(evidence.kind) ? desk(evidence.kind) : evidence.source
  return (
    <>
      <p className={below ? 'mt-1 text-sm' : 'font-bold'}>{title}</p>
      <p className="text-text-quiet text-sm">
        {t(evidence.age_days > 0 ? 'evidenceLine' : 'evidenceToday', {
          by: evidence.collected_by.name,
          at: formatDayTime(evidence.collected_at, language),
          days: evidence.age_days,
          until: formatDay(evidence.valid_until, language),
        })}
      </p>
      {evidence.note ? (
        <p className="text-sm whitespace-pre-wrap">{t('evidenceNote', { note: evidence.note })}</p>
      ) : null}
      {evidence.good ? null : <Badge mood="bad">{t('evidenceOld')}</Badge>}
      {evidence.good && evidence.expires_before_issue ? <Badge mood="wait">{t('evidenceSoon')}</Badge> : null}
    </>
  )
}
