import { unwrap } from '@madoguchi/api'
import { formatDay, useLanguage, useText } from '@madoguchi/i18n'
import { applicationStateKey, contractMood } from '@madoguchi/names'
import { Badge, Notice, TableBox } from '@madoguchi/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { api, type Schemas } from '../api.ts'
import { stateNames } from '../application/state_names.ts'
import { Chips } from '../frame/chips.tsx'
import { Loaded, Title } from '../frame/screen.tsx'
import { useRowKeys } from '../keys/rows.ts'
import { type ContractSearch, contractStatuses } from './search.ts'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/contracts')({ component: Contracts })

const PAGE_LINES = 30

/** 契約一覧 in the order of their end; what is wanted by name or number is the search's (R19). */
function Contracts() {
  const t = useText(texts)
  const name = useText(stateNames)
  const search = Route.useSearch()
  const list = useQuery({
    queryKey: ['contracts', search],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/contracts', {
          params: {
            query: {
              limit: PAGE_LINES,
              ...(search.status ? { status: search.status } : {}),
              ...(search.cursor ? { cursor: search.cursor } : {}),
            },
          },
        }),
      ),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <Title>{t('title')}</Title>
      <p>{t('lead')}</p>
      <Chips
        label={t('status')}
        choices={[
          { name: t('all'), chosen: search.status === undefined, to: '/contracts', search: {} },
          ...contractStatuses.map(status => ({
            name: name(status),
            chosen: search.status === status,
            to: '/contracts' as const,
            search: { status } as ContractSearch,
          })),
        ]}
      />
      <Loaded query={list}>
        {data => (
          <>
            {data.can.some(can => can.action === 'contracts' && can.allowed) ? (
              <p className="btn-row">
                <Link className="btn btn-second" to="/contracts/open">
                  {t('open')}
                </Link>
              </p>
            ) : null}
            <List contracts={data.contracts} />
            {data.next ? (
              <Link className="btn btn-second" to="/contracts" search={{ ...search, cursor: data.next }}>
                {t('nextPage')}
              </Link>
            ) : null}
          </>
        )}
      </Loaded>
    </>
  )
}

function List({ contracts }: { contracts: Schemas['ContractList']['contracts'] }) {
  const t = useText(texts)
  const name = useText(stateNames)
  const { language } = useLanguage()
  const rows = useRowKeys({ next: t('keyDown'), before: t('keyUp'), open: t('keyOpen') })
  if (contracts.length === 0) return <Notice title={t('none')} />
  return (
    <div ref={rows}>
      <TableBox label={t('title')}>
        <table className="table table-cards">
          <thead>
            <tr>
              <th scope="col">{t('contract')}</th>
              <th scope="col">{t('customer')}</th>
              <th scope="col">{t('status')}</th>
              <th scope="col">{t('end')}</th>
              <th scope="col">{t('certificateEnd')}</th>
            </tr>
          </thead>
          <tbody>
            {contracts.map(contract => (
              <tr key={contract.id} data-row={contract.id}>
                <td>
                  <Link data-row-link to="/contracts/$id" params={{ id: contract.id }} className="font-bold">
                    {contract.common_name}
                  </Link>
                  <p className="text-text-quiet text-sm">
                    <span className="mono">{contract.number}</span> ・ {contract.product.name}
                  </p>
                </td>
                <td data-label={t('customer')}>
                  <p className="max-w-80">{contract.customer}</p>
                </td>
                <td data-label={t('status')}>
                  <Badge mood={contractMood(contract.status)}>{name(contract.status)}</Badge>
                  {contract.open_applications.map(application => (
                    <p key={application.id} className="mt-1 text-sm">
                      <Link to="/applications/$id" params={{ id: application.id }}>
                        {name(application.kind)}
                      </Link>
                      : {name(applicationStateKey(application.state))}
                    </p>
                  ))}
                </td>
                <td data-label={t('end')}>
                  {formatDay(contract.ends_at, language)}
                  <p className="text-text-quiet text-sm">
                    {contract.days_left >= 0 ? t('daysLeft', { days: contract.days_left }) : ''}
                  </p>
                </td>
                <td data-label={t('certificateEnd')}>
                  {contract.certificate_ends_at ? formatDay(contract.certificate_ends_at, language) : '―'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
    </div>
  )
}
