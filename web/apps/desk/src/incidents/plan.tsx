import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { Copyable, Facts, Notice } from '@madoguchi/ui'
import { Part } from '../frame/screen.tsx'
import { useOfficerName } from '../officers/queries.ts'
import type { Incident } from './queries.ts'
import { texts } from './texts.ts'

const KILO = 1000

/** 4,150 bytes as one says them: 4 kB. */
function size(bytes: number, language: string): string {
  const [divisor, unit] = bytes < KILO * KILO ? [KILO, 'kB'] : [KILO * KILO, 'MB']
  return `${Math.max(1, Math.round(bytes / divisor)).toLocaleString(language)} ${unit}`
}

/** Who would be hit, and that nothing has happened yet. */
export function Plan({ incident }: { incident: Incident }) {
  const t = useText(texts)
  if (incident.state === 'planning')
    return (
      <Part id="plan" title={t('plan')}>
        <Notice>
          <p role="status">{t('planning1')}</p>
        </Notice>
      </Part>
    )
  if (!incident.plan) return null
  return (
    <Part id="plan" title={t('plan')}>
      {incident.state === 'planned' && incident.plan.items > 0 ? (
        <Notice kind="warning" title={t('nothingYet')} />
      ) : null}
      {incident.state === 'planned' && incident.plan.items === 0 ? (
        <Notice title={t('nobody')}>
          <p>{t('nobodyMore')}</p>
        </Notice>
      ) : null}
      <PlanFacts plan={incident.plan} />
    </Part>
  )
}

function PlanFacts({ plan }: { plan: NonNullable<Incident['plan']> }) {
  const t = useText(texts)
  const officer = useOfficerName()
  const { language } = useLanguage()
  const count = (value: number) => value.toLocaleString(language)
  const at = (instant: string) => formatDayTime(instant, language)
  return (
    <Facts
      facts={[
        { name: t('items'), value: <strong>{t('certificates', { count: count(plan.items) })}</strong> },
        {
          name: t('customers'),
          value: <strong>{t('customersCount', { count: count(plan.customers) })}</strong>,
        },
        {
          name: t('addresses'),
          value: (
            <>
              <p>{t('addressesCount', { count: count(plan.addresses) })}</p>
              <p className={plan.unreachable > 0 ? 'text-warning font-bold' : 'text-text-quiet'}>
                {plan.unreachable > 0 ? t('unreachable', { count: count(plan.unreachable) }) : t('reachable')}
              </p>
            </>
          ),
        },
        {
          name: t('lists'),
          value: (
            <>
              <p>{t('listsAll', { entries: count(plan.crl_entries) })}</p>
              <p className="text-text-quiet">
                {t('listsLongest', {
                  entries: count(plan.longest_crl_entries),
                  size: size(plan.longest_crl_bytes, language),
                })}
              </p>
            </>
          ),
        },
        {
          name: t('planMade'),
          value: (
            <>
              <p>{t('openedLine', { name: officer(plan.planned_by), at: at(plan.made_at) })}</p>
              <p className="text-text-quiet">{t('planUntil', { until: at(plan.valid_until) })}</p>
            </>
          ),
        },
        { name: t('digest'), value: <Copyable text={plan.digest} /> },
      ]}
    />
  )
}
