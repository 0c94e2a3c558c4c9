import { unwrap } from '@madoguchi/api'
import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { Badge, type Mood, Notice } from '@madoguchi/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { api, POLL } from '../api.ts'
import { Chips } from '../frame/chips.tsx'
import { Loaded, Title } from '../frame/screen.tsx'
import { useRowKeys } from '../keys/rows.ts'
import { deskNames } from '../names.ts'
import { enquiryKinds } from './search.ts'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/enquiries')({ component: Enquiries })

const POLL_MS = 30_000
export const enquiryMoods: Record<'open' | 'answered' | 'closed', Mood> = {
  open: 'wait',
  answered: 'good',
  closed: 'quiet',
}

/** What customers ask and outsiders report (R104, R105). */
function Enquiries() {
  const t = useText(texts)
  const desk = useText(deskNames)
  const { language } = useLanguage()
  const search = Route.useSearch()
  const rows = useRowKeys({ next: t('keyDown'), before: t('keyUp'), open: t('keyOpen') })
  const list = useQuery({
    queryKey: ['enquiries', search],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/enquiries', {
          signal,
          headers: POLL,
          params: {
            query: {
              ...(search.kind ? { kind: search.kind } : {}),
              ...(search.all ? {} : { open: 'true' as const }),
              ...(search.cursor ? { cursor: search.cursor } : {}),
            },
          },
        }),
      ),
    refetchInterval: POLL_MS,
    placeholderData: keepPreviousData,
  })
  const { kind, all } = search
  return (
    <>
      <Title>{t('title')}</Title>
      <div className="my-4 grid gap-2">
        <Chips
          label={t('state')}
          choices={[
            { name: t('openOnes'), chosen: !all, to: '/enquiries', search: { kind } },
            { name: t('allOnes'), chosen: all === true, to: '/enquiries', search: { kind, all: true } },
          ]}
        />
        <Chips
          label={t('kind')}
          choices={[
            { name: t('anyKind'), chosen: kind === undefined, to: '/enquiries', search: { all } },
            ...enquiryKinds.map(each => ({
              name: desk(each),
              chosen: kind === each,
              to: '/enquiries' as const,
              search: { all, kind: each },
            })),
          ]}
        />
      </div>
      <div ref={rows}>
        <Loaded query={list}>
          {data => (
            <>
              {data.enquiries.length === 0 ? <Notice title={t('none')} /> : null}
              <ul>
                {data.enquiries.map(enquiry => (
                  <li key={enquiry.id} className="hit" data-row={enquiry.id}>
                    <Link data-row-link to="/enquiries/$id" params={{ id: enquiry.id }} className="font-bold">
                      {desk(enquiry.kind)} <span className="mono">{enquiry.number}</span>
                    </Link>
                    <Badge mood={enquiryMoods[enquiry.state]}>{desk(enquiry.state)}</Badge>
                    <span className="text-text-quiet">{formatDayTime(enquiry.opened_at, language)}</span>
                    {enquiry.deadline_at &&
                    enquiry.state !== 'closed' &&
                    (enquiry.state === 'open' || enquiry.kind === 'problem_report') ? (
                      <span className="text-warning font-bold">
                        {t('deadline', { at: formatDayTime(enquiry.deadline_at, language) })}
                      </span>
                    ) : null}
                    <p className="hit-text">{enquiry.text}</p>
                  </li>
                ))}
              </ul>
              {data.next ? (
                <Link className="btn btn-second" to="/enquiries" search={{ ...search, cursor: data.next }}>
                  {t('nextPage')}
                </Link>
              ) : null}
            </>
          )}
        </Loaded>
      </div>
    </>
  )
}
