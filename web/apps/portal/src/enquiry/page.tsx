import { unwrap } from '@madoguchi/api'
import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { Badge, Button, LoadTrouble, type Mood, Notice, PageTitle, Skeleton, TableBox } from '@madoguchi/ui'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { api, type Schemas } from '../api.ts'
import { texts as frameTexts } from '../frame/texts.ts'
import { guidanceQuery } from '../guidance.ts'
import { Phoned } from '../phoned.tsx'
import { Waiting } from '../waiting.tsx'
import { enquiryNames } from './names.ts'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/enquiries')({ component: Enquiries })

const PAGE_LINES = 20
const moods: Record<Schemas['Enquiry']['state'], Mood> = { open: 'going', answered: 'good', closed: 'quiet' }
export const enquiryMood = (state: Schemas['Enquiry']['state']): Mood => moods[state]

/** お問い合わせ: the own ones, newest first (R104). */
function Enquiries() {
  const t = useText(texts)
  const service = useText(frameTexts)
  const guidance = useQuery(guidanceQuery)
  const list = useInfiniteQuery({
    queryKey: ['enquiries'],
    queryFn: ({ pageParam }) =>
      unwrap(
        api.GET('/api/v1/enquiries', {
          params: { query: { limit: PAGE_LINES, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: page => page.next,
  })
  const enquiries = list.data?.pages.flatMap(page => page.enquiries)
  return (
    <>
      <PageTitle service={service('service')}>{t('title')}</PageTitle>
      <p>{t('lead')}</p>
      <Waiting for={[guidance]} />
      {guidance.data ? (
        <>
          <p>
            <Phoned
              text={t('phone', { phone: guidance.data.desk.contact_phone })}
              phones={[guidance.data.desk.contact_phone]}
            />
          </p>
          <div className="btn-row mt-4">
            <Link className="btn btn-first" to="/enquiries/new">
              {t('write')}
            </Link>
          </div>
        </>
      ) : null}
      <div className="mt-8">
        {list.error ? <LoadTrouble error={list.error} onAgain={() => list.refetch()} /> : null}
        {list.isPending ? <Skeleton lines={4} /> : null}
        {enquiries?.length === 0 ? <Notice>{t('none')}</Notice> : null}
        {enquiries && enquiries.length > 0 ? <List enquiries={enquiries} /> : null}
        {list.hasNextPage ? (
          <Button onClick={() => list.fetchNextPage()} busy={list.isFetchingNextPage}>
            {t('more')}
          </Button>
        ) : null}
      </div>
    </>
  )
}

function List({ enquiries }: { enquiries: Schemas['Enquiry'][] }) {
  const t = useText(texts)
  const name = useText(enquiryNames)
  const { language } = useLanguage()
  return (
    <TableBox label={t('title')}>
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{t('number')}</th>
            <th scope="col">{t('what')}</th>
            <th scope="col">{t('state')}</th>
            <th scope="col">{t('when')}</th>
          </tr>
        </thead>
        <tbody>
          {enquiries.map(one => (
            <tr key={one.id}>
              <td>
                <Link className="mono" to="/enquiries/$id" params={{ id: one.id }}>
                  {one.number}
                </Link>
              </td>
              <td data-label={t('what')}>
                {name(one.kind)}
                {one.contract ? <p className="text-text-quiet text-sm">{one.contract.number}</p> : null}
              </td>
              <td data-label={t('state')}>
                <Badge mood={enquiryMood(one.state)}>{name(one.state)}</Badge>
              </td>
              <td data-label={t('when')}>{formatDayTime(one.opened_at, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  )
}
