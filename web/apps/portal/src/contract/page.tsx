import { formatDay, formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { contractMood, names } from '@madoguchi/names'
import { Badge, type Fact, Facts, Notice, PageTitle } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import type { Schemas } from '../api.ts'
import { texts as frameTexts } from '../frame/texts.ts'
import { guidanceQuery } from '../guidance.ts'
import { Waiting } from '../waiting.tsx'
import { Applications } from './applications.tsx'
import { Certificates, ScheduledEnds } from './certificates.tsx'
import { Contacts } from './contacts.tsx'
import { type Draft, Menu } from './menu.tsx'
import { NextAction } from './next_action.tsx'
import { contractQuery, draftsQuery } from './queries.ts'
import { Term } from './term.tsx'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/contracts/$id')({ component: Contract })

function Contract() {
  const t = useText(texts)
  const service = useText(frameTexts)
  const { id } = Route.useParams()
  const contract = useQuery(contractQuery(id))
  const guidance = useQuery(guidanceQuery)
  const drafts = useQuery(draftsQuery(id))
  return (
    <>
      <p>
        <Link to="/contracts">{t('back')}</Link>
      </p>
      <PageTitle service={service('service')}>{t('title')}</PageTitle>
      <Waiting for={[contract, guidance, drafts]} lines={8} />
      {contract.data && guidance.data && drafts.data ? (
        <Details contract={contract.data} drafts={drafts.data.drafts} />
      ) : null}
    </>
  )
}

function Details({ contract, drafts }: { contract: Schemas['Contract']; drafts: Draft[] }) {
  const t = useText(texts)
  return (
    <>
      <p className="text-xl font-bold">{contract.common_name}</p>
      {contract.next_action.action === 'none' ? null : (
        <div className="next-step">
          <p className="text-text-quiet">{t('next')}</p>
          <NextAction contract={contract} here />
        </div>
      )}
      {contract.disputed ? <Notice kind="warning">{t('disputed')}</Notice> : null}
      <ScheduledEnds contract={contract} />
      {contract.warnings.map(warning => (
        <Notice key={warning.code} kind="warning">
          {warning.message}
        </Notice>
      ))}
      <Overview contract={contract} />
      <Menu contract={contract} drafts={drafts} />
      <Certificates contract={contract} />
      <Contacts contacts={contract.contacts} />
      <Applications applications={contract.applications} />
    </>
  )
}

function Overview({ contract }: { contract: Schemas['Contract'] }) {
  const t = useText(texts)
  const name = useText(names)
  const { language } = useLanguage()
  const facts: Fact[] = [
    { name: t('number'), value: <span className="mono">{contract.number}</span> },
    { name: t('product'), value: contract.product.name },
    {
      name: t('state'),
      value: (
        <>
          <Badge mood={contractMood(contract.status)}>{name(contract.status)}</Badge>
          {contract.days_left >= 0 ? <p>{t('daysLeft', { days: contract.days_left })}</p> : null}
        </>
      ),
    },
    {
      name: t('term'),
      value: (
        <>
          {t('from', {
            from: formatDay(contract.starts_at, language),
            to: formatDayTime(contract.ends_at, language),
          })}
          {contract.days_left >= 0 ? <Term contract={contract} /> : null}
        </>
      ),
    },
    { name: t('renewalFrom'), value: formatDay(contract.renewal_opens_at, language) },
    { name: t('names'), value: contract.dns_names.map(dns => <p key={dns}>{dns}</p>) },
    { name: t('organization'), value: contract.organization },
    { name: t('customer'), value: contract.customer },
    {
      name: t('place'),
      value: [contract.locality, contract.state_or_province, contract.country].filter(Boolean).join(', '),
    },
  ]
  return (
    <section aria-labelledby="overview">
      <h2 id="overview" className="mt-8">
        {t('overview')}
      </h2>
      <Facts facts={facts} />
    </section>
  )
}
