import { unwrap } from '@madoguchi/api'
import { formatDay, useLanguage, useText } from '@madoguchi/i18n'
import { applicationMood, applicationStateKey, certificateMood, contractMood } from '@madoguchi/names'
import { Badge, Button, Notice } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useState } from 'react'
import { api, type Schemas } from '../api.ts'
import { stateNames } from '../application/state_names.ts'
import { SEARCH_FIELD } from '../frame/frame.tsx'
import { Loaded, Part, Title } from '../frame/screen.tsx'
import { useRowKeys } from '../keys/rows.ts'
import { deskNames } from '../names.ts'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/search')({ component: Search })

type Hits = Schemas['Hits']

/** The server gives no more of each kind: there may be others. */
const HITS_MAX = 20
const shown = (count: number) => (count < HITS_MAX ? `${count}` : `${count}+`)

/** One box for everything: numbers, names, kana, telephone, serial, receipt number (R97). */
function Search() {
  const t = useText(texts)
  const { q } = Route.useSearch()
  return (
    <>
      <Title>{t('title')}</Title>
      <Box key={q} q={q ?? ''} />
      {q ? <Results q={q} /> : null}
    </>
  )
}

function Box({ q }: { q: string }) {
  const t = useText(texts)
  const navigate = Route.useNavigate()
  const [typed, setTyped] = useState(q)
  function find(event: FormEvent) {
    event.preventDefault()
    navigate({ search: { q: typed.trim() || undefined } })
  }
  return (
    <search>
      <form onSubmit={find} className="mt-4">
        <label className="field-label" htmlFor={SEARCH_FIELD}>
          {t('label')}
        </label>
        <p className="field-hint" id="desk-search-hint">
          {t('hint')}
        </p>
        <div className="flex flex-wrap gap-3">
          <input
            id={SEARCH_FIELD}
            type="search"
            className="input"
            maxLength={100}
            aria-describedby="desk-search-hint"
            value={typed}
            onChange={event => setTyped(event.target.value)}
          />
          <Button type="submit" look="first">
            {t('find')}
          </Button>
        </div>
      </form>
    </search>
  )
}

function Results({ q }: { q: string }) {
  const t = useText(texts)
  const rows = useRowKeys({ next: t('keyDown'), before: t('keyUp'), open: t('keyOpen') })
  const hits = useQuery({
    queryKey: ['search', q],
    queryFn: () => unwrap(api.GET('/api/v1/search', { params: { query: { q } } })),
  })
  return (
    <Loaded query={hits}>
      {data => (
        <div ref={rows}>
          {Object.values(data).every(list => list.length === 0) ? (
            <Notice title={t('none', { q })}>
              <p>{t('noneMore')}</p>
            </Notice>
          ) : (
            <>
              {Object.values(data).some(list => list.length >= HITS_MAX) ? (
                <p>{t('cut', { max: HITS_MAX })}</p>
              ) : null}
              <Contracts contracts={data.contracts} />
              <Certificates certificates={data.certificates} />
              <Applications applications={data.applications} />
              <Enquiries enquiries={data.enquiries} />
            </>
          )}
        </div>
      )}
    </Loaded>
  )
}

/** One kind of hits; none of it where there are none. */
function Hit({ id, children }: { id: string; children: ReactNode }) {
  return (
    <li className="hit" data-row={id}>
      {children}
    </li>
  )
}

function Contracts({ contracts }: { contracts: Hits['contracts'] }) {
  const t = useText(texts)
  const name = useText(stateNames)
  const { language } = useLanguage()
  if (contracts.length === 0) return null
  return (
    <Part id="hits-contracts" title={t('contracts', { count: shown(contracts.length) })}>
      <ul>
        {contracts.map(contract => (
          <Hit key={contract.id} id={contract.id}>
            <Link data-row-link to="/contracts/$id" params={{ id: contract.id }} className="font-bold">
              {contract.common_name} <span className="mono">{contract.number}</span>
            </Link>
            <span>{contract.customer}</span>
            <Badge mood={contractMood(contract.status)}>{name(contract.status)}</Badge>
            <span className="text-text-quiet">
              {t('ends', { day: formatDay(contract.ends_at, language) })}
            </span>
          </Hit>
        ))}
      </ul>
    </Part>
  )
}

function Certificates({ certificates }: { certificates: Hits['certificates'] }) {
  const t = useText(texts)
  const name = useText(stateNames)
  const { language } = useLanguage()
  if (certificates.length === 0) return null
  return (
    <Part id="hits-certificates" title={t('certificates', { count: shown(certificates.length) })}>
      <ul>
        {certificates.map(certificate => (
          <Hit key={certificate.id} id={certificate.id}>
            <Link
              data-row-link
              to="/contracts/$id"
              params={{ id: certificate.contract }}
              hash={`certificate-${certificate.id}`}
              className="font-bold"
            >
              {certificate.common_name} <span className="mono">{certificate.serial}</span>
            </Link>
            <span className="mono">{certificate.contract_number}</span>
            <Badge mood={certificateMood(certificate.state)}>{name(certificate.state)}</Badge>
            <span className="text-text-quiet">
              {t('ends', { day: formatDay(certificate.not_after, language) })}
            </span>
          </Hit>
        ))}
      </ul>
    </Part>
  )
}

function Applications({ applications }: { applications: Hits['applications'] }) {
  const t = useText(texts)
  const name = useText(stateNames)
  const { language } = useLanguage()
  if (applications.length === 0) return null
  return (
    <Part id="hits-applications" title={t('applications', { count: shown(applications.length) })}>
      <ul>
        {applications.map(application => (
          <Hit key={application.id} id={application.id}>
            <Link data-row-link to="/applications/$id" params={{ id: application.id }} className="font-bold">
              {name(application.kind)} <span className="mono">{application.number}</span>
            </Link>
            <span className="mono">{application.contract_number}</span>
            <Badge mood={applicationMood(application.state)}>
              {name(applicationStateKey(application.state))}
            </Badge>
            <span className="text-text-quiet">
              {t('filed', { day: formatDay(application.filed_at, language) })}
            </span>
          </Hit>
        ))}
      </ul>
    </Part>
  )
}

function Enquiries({ enquiries }: { enquiries: Hits['enquiries'] }) {
  const t = useText(texts)
  const desk = useText(deskNames)
  const { language } = useLanguage()
  if (enquiries.length === 0) return null
  return (
    <Part id="hits-enquiries" title={t('enquiries', { count: shown(enquiries.length) })}>
      <ul>
        {enquiries.map(enquiry => (
          <Hit key={enquiry.id} id={enquiry.id}>
            <Link data-row-link to="/enquiries/$id" params={{ id: enquiry.id }} className="font-bold">
              {desk(enquiry.kind)} <span className="mono">{enquiry.number}</span>
            </Link>
            <span className="text-text-quiet">
              {t('filed', { day: formatDay(enquiry.opened_at, language) })}
            </span>
          </Hit>
        ))}
      </ul>
    </Part>
  )
}
