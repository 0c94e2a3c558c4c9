import { unwrap } from '@madoguchi/api'
import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { applicationMood, applicationStateKey, names } from '@madoguchi/names'
import { Badge, LoadTrouble, Notice, PageTitle, Skeleton, TableBox } from '@madoguchi/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { api, type Schemas } from '../api.ts'
import { texts as frameTexts } from '../frame/texts.ts'
import type { ApplicationSearch } from './search.ts'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/applications')({ component: Applications })

const PAGE_LINES = 20

function Applications() {
  const t = useText(texts)
  const service = useText(frameTexts)
  const search = Route.useSearch()
  const list = useQuery({
    queryKey: ['applications', search],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/applications', {
          params: {
            query: {
              limit: PAGE_LINES,
              ...(search.show === 'all' ? {} : { open: 'true' as const }),
              ...(search.cursor ? { cursor: search.cursor } : {}),
            },
          },
        }),
      ),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <PageTitle service={service('service')}>{t('title')}</PageTitle>
      <p>{t('lead')}</p>
      <Filters search={search} />
      {list.error ? <LoadTrouble error={list.error} onAgain={() => list.refetch()} /> : null}
      {list.isPending ? <Skeleton lines={6} /> : null}
      {list.data ? <List applications={list.data.applications} search={search} /> : null}
      <div className="btn-row">
        {search.cursor ? (
          <Link className="btn btn-plain" to="/applications" search={{ ...search, cursor: undefined }}>
            {t('firstPage')}
          </Link>
        ) : null}
        {list.data?.next ? (
          <Link className="btn btn-second" to="/applications" search={{ ...search, cursor: list.data.next }}>
            {t('nextPage')}
          </Link>
        ) : null}
      </div>
    </>
  )
}

function Filters({ search }: { search: ApplicationSearch }) {
  const t = useText(texts)
  return (
    <nav aria-label={t('filters')} className="mt-6">
      <ul className="flex flex-wrap gap-2">
        {(['open', 'all'] as const).map(key => {
          const show = key === 'all' ? key : undefined
          return (
            <li key={key}>
              <Link
                className={`btn btn-small ${search.show === show ? 'btn-first' : 'btn-second'}`}
                to="/applications"
                search={show ? { show } : {}}
                activeProps={{}}
                aria-current={search.show === show ? 'true' : undefined}
              >
                {t(key)}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

type Line = Schemas['ApplicationList']['applications'][number]

function List({ applications, search }: { applications: Line[]; search: ApplicationSearch }) {
  const t = useText(texts)
  if (applications.length === 0) {
    return (
      <Notice title={search.show === 'all' ? t('noneAtAll') : t('none')}>
        <p>{t('noneMore')}</p>
        <p className="btn-row mt-3">
          <Link to="/contracts">{t('toContracts')}</Link>
          {search.show === 'all' ? null : (
            <Link to="/applications" search={{ show: 'all' }}>
              {t('showAll')}
            </Link>
          )}
        </p>
      </Notice>
    )
  }
  return (
    <TableBox label={t('title')}>
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{t('application')}</th>
            <th scope="col">{t('contract')}</th>
            <th scope="col">{t('state')}</th>
            <th scope="col">{t('filed')}</th>
            <th scope="col">
              <span className="sr-only">{t('details')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {applications.map(application => (
            <Row key={application.id} application={application} />
          ))}
        </tbody>
      </table>
    </TableBox>
  )
}

function Row({ application }: { application: Line }) {
  const t = useText(texts)
  const name = useText(names)
  const { language } = useLanguage()
  const { contract } = application
  const yours = application.waits_for === 'customer' || application.waits_for === 'second_user'
  return (
    <tr>
      <td>
        <p className="font-bold">{name(application.kind)}</p>
        <p className="mono text-text-quiet">{application.number}</p>
      </td>
      <td data-label={t('contract')}>
        <p>{contract.common_name}</p>
        <p className="text-text-quiet text-sm">{contract.number}</p>
      </td>
      <td data-label={t('state')}>
        <Badge mood={applicationMood(application.state)}>
          {name(applicationStateKey(application.state))}
        </Badge>
        {yours ? (
          <p className="text-warning mt-1 text-sm font-bold">
            {t('yours')}
            {application.answer_until
              ? ` ${t('answerUntil', { at: formatDayTime(application.answer_until, language) })}`
              : ''}
          </p>
        ) : null}
      </td>
      <td data-label={t('filed')}>{formatDayTime(application.filed_at, language)}</td>
      <td>
        <Link
          className="btn btn-second btn-small"
          to="/applications/$id"
          params={{ id: application.id }}
          aria-label={t('detailsOf', {
            number: application.number,
            kind: name(application.kind),
            name: contract.common_name,
          })}
        >
          {t('details')}
        </Link>
      </td>
    </tr>
  )
}
