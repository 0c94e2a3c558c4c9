import { formatDay, formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { applicationMood, applicationStateKey, contractMood } from '@madoguchi/names'
import { Badge, Facts, Notice } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { stateNames } from '../application/state_names.ts'
import { isFileKind } from '../filing/kinds.ts'
import { Loaded, Part, Title } from '../frame/screen.tsx'
import { Certificates } from './certificates.tsx'
import { Contacts } from './contacts.tsx'
import { Evidence } from './evidence.tsx'
import { Grants } from './grants.tsx'
import { Holds } from './holds.tsx'
import { Numbers } from './numbers.tsx'
import { StillOpening } from './opening.tsx'
import { ChangeParty } from './party.tsx'
import { texts as partyTexts } from './party_texts.ts'
import { type Contract, contractQuery, mayDo } from './queries.ts'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/contracts/$id')({ component: ContractPage })

/** Everything on file about one contract, and what the officer can do with it (R20-R22, R119-R123). */
function ContractPage() {
  const t = useText(texts)
  const { id } = Route.useParams()
  const contract = useQuery(contractQuery(id))
  return (
    <>
      <p>
        <Link to="/contracts">{t('back')}</Link>
      </p>
      <Title>{t('title')}</Title>
      <Loaded query={contract}>{data => <Details contract={data} />}</Loaded>
    </>
  )
}

const parts = ['certificates', 'applications', 'contacts', 'numbers', 'evidence', 'holds', 'grants'] as const

function Details({ contract }: { contract: Contract }) {
  const t = useText(texts)
  return (
    <>
      <p className="my-1 text-xl font-bold">
        {contract.common_name} <span className="mono text-base font-normal">{contract.number}</span>
      </p>
      {contract.disputed ? <Notice kind="warning">{t('disputed')}</Notice> : null}
      {contract.warnings.map(warning => (
        <Notice key={warning.code} kind="warning">
          {warning.message}
        </Notice>
      ))}
      <nav aria-label={t('parts')} className="chips mt-3">
        <ul>
          {parts.map(part => (
            <li key={part}>
              <a className="chip" href={`#${part}`}>
                {t(part)}
              </a>
            </li>
          ))}
          <li>
            <Link className="chip" to="/events" search={{ contract: contract.id }}>
              {t('events')}
            </Link>
          </li>
        </ul>
      </nav>
      <Overview contract={contract} />
      <StillOpening contract={contract} />
      <Menu contract={contract} />
      <Certificates contract={contract} />
      <Applications contract={contract} />
      <Contacts contract={contract} />
      <Numbers contract={contract.id} />
      <Evidence contract={contract.id} />
      <Holds contract={contract.id} />
      <Grants contract={contract.id} />
    </>
  )
}

function Overview({ contract }: { contract: Contract }) {
  const t = useText(texts)
  const name = useText(stateNames)
  const { language } = useLanguage()
  const opens = mayDo(contract, 'contracts')
  const of = useText(partyTexts)
  return (
    <Facts
      facts={[
        { name: t('product'), value: contract.product.name },
        {
          name: t('state'),
          value: (
            <>
              <Badge mood={contractMood(contract.status)}>{name(contract.status)}</Badge>{' '}
              {contract.days_left >= 0 ? t('daysLeft', { days: contract.days_left }) : ''}
            </>
          ),
        },
        {
          name: t('term'),
          value: t('from', {
            from: formatDay(contract.starts_at, language),
            to: formatDayTime(contract.ends_at, language),
          }),
        },
        {
          name: t('customer'),
          value: (
            <>
              <bdi>{contract.customer}</bdi>
              {opens ? (
                <p>
                  <Link to="/contracts/open" search={{ customer: contract.customer }}>
                    {of('another')}
                  </Link>
                </p>
              ) : null}
            </>
          ),
        },
        {
          name: t('organizationIn'),
          value: (
            <>
              <p>
                <bdi>{contract.organization}</bdi>
              </p>
              <ChangeParty contract={contract} />
            </>
          ),
        },
        {
          name: t('place'),
          value: [contract.locality, contract.state_or_province, contract.country].filter(Boolean).join(', '),
        },
        { name: t('names'), value: contract.dns_names.map(dns => <p key={dns}>{dns}</p>) },
      ]}
    />
  )
}

/** The rest of the menu are steps of the desk's own, each beside what it changes. */
const isFiled = ({ action }: { action: string }) => isFileKind(action) || action === 'renewal'

/** What an application may be filed for on the customer's behalf, and why not (R22, R104). */
function Menu({ contract }: { contract: Contract }) {
  const t = useText(texts)
  const name = useText(stateNames)
  const revocable = contract.certificates.some(one =>
    one.can.some(can => can.action === 'revocation' && can.allowed),
  )
  return (
    <Part id="menu" title={t('menu')}>
      <p className="text-text-quiet">{t('menuLead')}</p>
      <ul className="mt-2">
        {contract.can.filter(isFiled).map(can => (
          <li key={can.action} className="hit">
            <span className="font-bold sm:min-w-48">
              {can.action in stateNames ? name(can.action as 'reissue') : can.action}
            </span>
            {can.allowed && isFileKind(can.action) ? (
              <Link to="/contracts/$id/file/$kind" params={{ id: contract.id, kind: can.action }}>
                {t('file', { kind: name(can.action) })}
              </Link>
            ) : can.allowed ? (
              <Badge mood="good">{t('possible')}</Badge>
            ) : (
              <>
                <Badge mood="quiet">{t('notNow')}</Badge>
                <span className="text-text-quiet">{can.message}</span>
              </>
            )}
          </li>
        ))}
        {revocable ? (
          <li className="hit">
            <span className="font-bold sm:min-w-48">{name('emergency_revocation')}</span>
            <Link to="/contracts/$id/file/$kind" params={{ id: contract.id, kind: 'emergency_revocation' }}>
              {t('file', { kind: name('emergency_revocation') })}
            </Link>
          </li>
        ) : null}
      </ul>
    </Part>
  )
}

function Applications({ contract }: { contract: Contract }) {
  const t = useText(texts)
  const name = useText(stateNames)
  const { language } = useLanguage()
  const newestFirst = contract.applications.toSorted((a, b) => (a.filed_at < b.filed_at ? 1 : -1))
  return (
    <Part id="applications" title={t('applications')}>
      {newestFirst.length === 0 ? <p className="text-text-quiet">{t('noApplications')}</p> : null}
      <ul>
        {newestFirst.map(application => (
          <li key={application.id} className="hit">
            <Link to="/applications/$id" params={{ id: application.id }} className="font-bold">
              {name(application.kind)} <span className="mono">{application.number}</span>
            </Link>
            <Badge mood={applicationMood(application.state)}>
              {name(applicationStateKey(application.state))}
            </Badge>
            <span className="text-text-quiet">
              {t('filed', { at: formatDayTime(application.filed_at, language) })}
            </span>
            {application.on_behalf ? <span>{t('onBehalf')}</span> : null}
          </li>
        ))}
      </ul>
    </Part>
  )
}
