import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { Badge, Notice, TableBox } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Schemas } from '../api.ts'
import { Chips } from '../frame/chips.tsx'
import { Loaded, Part } from '../frame/screen.tsx'
import { type Incident, itemsQuery } from './queries.ts'
import type { ItemSearch } from './search.ts'
import { texts } from './texts.ts'

type Item = Schemas['IncidentItem']

/** Each certificate of the plan, what becomes or became of it, and why it was left out. */
export function Items({ incident, search }: { incident: Incident; search: ItemSearch }) {
  const t = useText(texts)
  if (!incident.plan || incident.plan.items === 0) return null
  return <Pages incident={incident} search={search} title={t(incident.progress ? 'each' : 'eachPlan')} />
}

function Pages({ incident, search, title }: { incident: Incident; search: ItemSearch; title: string }) {
  const t = useText(texts)
  const items = useQuery(itemsQuery(incident, search))
  const to = '/incidents/$id'
  const params = { id: incident.id }
  return (
    <Part id="items" title={title}>
      {incident.progress ? (
        <div className="my-3">
          {' '}
          <Chips
            label={t('show')}
            choices={[
              { name: t('showAll'), chosen: !search.skipped, to, params, search: {} },
              {
                name: t('showSkipped'),
                chosen: search.skipped === true,
                to,
                params,
                search: { skipped: true },
              },
            ]}
          />
        </div>
      ) : null}
      <Loaded query={items}>
        {data => (
          <>
            {data.items.length === 0 ? (
              <Notice title={t('noneSkipped')} />
            ) : (
              <Table items={data.items} title={title} />
            )}
            <p className="btn-row">
              {search.after ? (
                <Link className="btn btn-plain" {...{ to, params }} search={{ skipped: search.skipped }}>
                  {t('firstPage')}
                </Link>
              ) : null}
              {data.next ? (
                <Link
                  className="btn btn-second"
                  {...{ to, params }}
                  search={{ skipped: search.skipped, after: data.next }}
                >
                  {t('nextPage')}
                </Link>
              ) : null}
            </p>
          </>
        )}
      </Loaded>
    </Part>
  )
}

function Table({ items, title }: { items: Item[]; title: string }) {
  const t = useText(texts)
  return (
    <TableBox label={title}>
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('serial')}</th>
            <th scope="col">{t('result')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(item => (
            <tr key={item.position}>
              <td>
                <Link to="/contracts/$id" params={{ id: item.contract }}>
                  {item.common_name}
                </Link>
              </td>
              <td data-label={t('serialShort')} className="mono break-all">
                {item.serial}
              </td>
              <td data-label={t('result')}>
                <Result item={item} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  )
}

const results = {
  revoked: 'revoked',
  tightened: 'tightened',
  revoked_before: 'revoked_before',
  expired: 'expired',
} as const

function Result({ item }: { item: Item }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { result } = item
  if (result === 'pending') return t(item.action === 'tighten' ? 'willTighten' : 'willRevoke')
  const skipped = result === 'revoked_before' || result === 'expired'
  return (
    <>
      <Badge mood={skipped ? 'quiet' : 'bad'}>{t(results[result])}</Badge>
      {item.at ? <p className="text-text-quiet text-sm">{formatDayTime(item.at, language)}</p> : null}
      {skipped ? (
        <p className="text-sm">{t(result === 'expired' ? 'expiredMore' : 'revokedBeforeMore')}</p>
      ) : null}
    </>
  )
}
