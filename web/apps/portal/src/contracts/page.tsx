import { firstAnswer, unwrap } from '@madoguchi/api'
import { formatDay, type Language, useLanguage, useText } from '@madoguchi/i18n'
import { applicationStateKey, contractMood, names } from '@madoguchi/names'
import { Badge, Button, Notice, PageTitle, TableBox } from '@madoguchi/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api, type Schemas } from '../api.ts'
import { NextAction } from '../contract/next_action.tsx'
import { texts as frameTexts } from '../frame/texts.ts'
import { Waiting } from '../waiting.tsx'
import type { ContractSearch } from './search.ts'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/contracts')({ component: Contracts })

const NEAR_DAYS = 30
const PAGE_LINES = 20

function Contracts() {
  const t = useText(texts)
  const service = useText(frameTexts)
  const search = Route.useSearch()
  const { language } = useLanguage()
  const list = useQuery({
    queryKey: ['contracts', search],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/contracts', {
          params: {
            query: {
              limit: PAGE_LINES,
              ...(search.q ? { q: search.q } : {}),
              ...(search.cursor ? { cursor: search.cursor } : {}),
              ...(search.show === 'soon' ? { ending_soon: 'true' as const } : {}),
              ...(search.show === 'action' ? { needs_action: 'true' as const } : {}),
            },
          },
        }),
      ),
    initialData: () => firstPage(search, language),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <PageTitle service={service('service')}>{t('title')}</PageTitle>
      <p>{t('lead')}</p>
      <Search search={search} />
      {list.isPending ? null : <Filters search={search} counts={list.data?.counts} />}
      <Waiting for={[list]} />
      {list.data ? <Due search={search} count={list.data.counts?.needs_action} /> : null}
      {list.data ? <List contracts={list.data.contracts} search={search} /> : null}
      <div className="btn-row">
        {search.cursor ? (
          <Link className="btn btn-plain" to="/contracts" search={{ ...search, cursor: undefined }}>
            {t('firstPage')}
          </Link>
        ) : null}
        {list.data?.next ? (
          <Link className="btn btn-second" to="/contracts" search={{ ...search, cursor: list.data.next }}>
            {t('nextPage')}
          </Link>
        ) : null}
      </div>
    </>
  )
}

/** Of the list without filters, as the page brought it (src/main/wire.cpp). */
function firstPage(search: ContractSearch, language: Language): Schemas['ContractList'] | undefined {
  const plain = Object.values(search).every(value => value === undefined)
  return plain ? firstAnswer(`/api/v1/contracts?limit=${PAGE_LINES}`, language) : undefined
}

function Search({ search }: { search: ContractSearch }) {
  const t = useText(texts)
  const navigate = Route.useNavigate()
  const [q, setQ] = useState(search.q ?? '')
  function find(event: FormEvent) {
    event.preventDefault()
    const typed = q.trim()
    navigate({ search: { ...search, q: typed === '' ? undefined : typed, cursor: undefined } })
  }
  return (
    <search>
      <form onSubmit={find} className="mt-6">
        <label className="field-label" htmlFor="contract-search">
          {t('search')}
        </label>
        <p className="field-hint" id="contract-search-hint">
          {t('searchHint')}
        </p>
        <div className="flex flex-wrap gap-3">
          <input
            id="contract-search"
            type="search"
            className="input"
            maxLength={100}
            aria-describedby="contract-search-hint"
            value={q}
            onChange={event => setQ(event.target.value)}
          />
          <Button type="submit">{t('find')}</Button>
        </div>
      </form>
    </search>
  )
}

type Counts = Schemas['ContractCounts']

/** 1000+ where there are more than are counted. */
const counted = ({ count, more }: Schemas['CappedCount']) => (more ? `${count}+` : `${count}`)

function Filters({ search, counts }: { search: ContractSearch; counts: Counts | undefined }) {
  const t = useText(texts)
  const { q } = search
  const choices = [
    { key: 'all', show: undefined, count: counts?.all },
    { key: 'action', show: 'action', count: counts?.needs_action },
    { key: 'soon', show: 'soon', count: counts?.ending_soon },
  ] as const
  return (
    <nav aria-label={t('filters')} className="mt-6">
      <ul className="flex flex-wrap gap-2">
        {choices.map(({ key, show, count }) => (
          <li key={key}>
            <Link
              className={`btn btn-small ${search.show === show ? 'btn-first' : 'btn-second'}`}
              to="/contracts"
              search={{ ...(q ? { q } : {}), ...(show ? { show } : {}) }}
              aria-current={search.show === show ? 'true' : undefined}
            >
              {count ? t('counted', { name: t(key), count: counted(count) }) : t(key)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/**
 * What ends before its contract (a certificate to be continued, a correction) stands where the contract's end puts it
 * (doc/decisions/0016): so that nobody has to look for it, the list says that there is something, and leads to it.
 */
function Due({ search, count }: { search: ContractSearch; count: Schemas['CappedCount'] | undefined }) {
  const t = useText(texts)
  if (!count || count.count === 0 || Object.values(search).some(value => value !== undefined)) return null
  return (
    <Notice kind="warning">
      <p>{t('waiting', { count: counted(count) })}</p>
      <Link to="/contracts" search={{ show: 'action' }}>
        {t('showWaiting')}
      </Link>
    </Notice>
  )
}

function List({ contracts, search }: { contracts: Schemas['ContractLine'][]; search: ContractSearch }) {
  const t = useText(texts)
  const filtered = search.q !== undefined || search.show !== undefined
  if (contracts.length === 0) {
    return (
      <Notice title={filtered ? t('noHits') : t('none')}>
        {filtered ? <Link to="/contracts">{t('clear')}</Link> : <p>{t('noneMore')}</p>}
      </Notice>
    )
  }
  return (
    <TableBox label={t('title')}>
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{t('contract')}</th>
            <th scope="col">{t('state')}</th>
            <th scope="col">{t('next')}</th>
            <th scope="col">{t('end')}</th>
            <th scope="col">{t('certificateEnd')}</th>
            <th scope="col">
              <span className="sr-only">{t('details')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {contracts.map(contract => (
            <Line key={contract.id} contract={contract} />
          ))}
        </tbody>
      </table>
    </TableBox>
  )
}

function Line({ contract }: { contract: Schemas['ContractLine'] }) {
  const t = useText(texts)
  const name = useText(names)
  const { language } = useLanguage()
  return (
    <tr>
      <td>
        <p className="font-bold">{contract.common_name}</p>
        <p className="text-text-quiet text-sm">{contract.number}</p>
        <p className="text-text-quiet text-sm">{contract.product.name}</p>
        <p className="text-text-quiet text-sm">{contract.organization}</p>
      </td>
      <td data-label={t('state')}>
        <Badge mood={contractMood(contract.status)}>{name(contract.status)}</Badge>
        {contract.open_applications.map(application => (
          <p key={application.id} className="mt-1 text-sm">
            {name(application.kind)}: {name(applicationStateKey(application.state))}
          </p>
        ))}
        {contract.next_revocation_at ? (
          <p className="text-warning mt-1 text-sm">
            {t('revocationAt', { at: formatDay(contract.next_revocation_at, language) })}
          </p>
        ) : null}
      </td>
      <td data-label={t('next')} data-empty={contract.next_action.action === 'none' || undefined}>
        <NextAction contract={contract} />
      </td>
      <td data-label={t('end')} className="whitespace-nowrap">
        <p>{formatDay(contract.ends_at, language)}</p>
        <Left days={contract.days_left} />
      </td>
      <td
        data-label={t('certificateEnd')}
        data-empty={!contract.certificate_ends_at || undefined}
        className="whitespace-nowrap"
      >
        {contract.certificate_ends_at ? formatDay(contract.certificate_ends_at, language) : '―'}
      </td>
      <td>
        <Link
          className="btn btn-second btn-small"
          to="/contracts/$id"
          params={{ id: contract.id }}
          aria-label={t('detailsOf', { number: contract.number, name: contract.common_name })}
        >
          {t('details')}
        </Link>
      </td>
    </tr>
  )
}

function Left({ days }: { days: number }) {
  const t = useText(texts)
  if (days < 0) return null
  const near = days <= NEAR_DAYS
  return (
    <p className={near ? 'text-warning font-bold' : 'text-text-quiet text-sm'}>
      {days === 0 ? t('today') : t('daysLeft', { days })}
    </p>
  )
}
