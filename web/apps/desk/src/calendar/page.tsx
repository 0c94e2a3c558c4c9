import { unwrapTagged } from '@madoguchi/api'
import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { Notice } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { api, type Schemas } from '../api.ts'
import { Loaded, Title } from '../frame/screen.tsx'
import { Changes } from './change.tsx'
import { addMonths, daysOf, formatMonth, monthOf, weekdayNames } from './month.ts'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/calendar')({ component: Calendar })

type Day = Schemas['Calendar']['days'][number]

/** Working days and calling hours of one month (R127). */
function Calendar() {
  const t = useText(texts)
  const { language } = useLanguage()
  const search = Route.useSearch()
  const month = search.month ?? monthOf(new Date())
  const calendar = useQuery({
    queryKey: ['calendar', month],
    queryFn: () =>
      unwrapTagged(
        api.GET('/api/v1/calendar', {
          params: { query: { from: `${month}-01`, days: daysOf(month) } },
        }),
      ),
  })
  return (
    <>
      <Title>{t('title')}</Title>
      <Loaded query={calendar}>
        {data => (
          <>
            <p>{t('hours', { from: data.calls_from, until: data.calls_until })}</p>
            <p>{t('next', { at: formatDayTime(data.next_calling_time, language) })}</p>
            <nav aria-label={t('months')} className="btn-row mt-4 gap-x-3">
              <Link
                className="btn btn-second btn-small"
                to="/calendar"
                search={{ month: addMonths(month, -1) }}
              >
                {t('before')}
              </Link>
              <h2 className="month-name">{formatMonth(month, language)}</h2>
              <Link
                className="btn btn-second btn-small"
                to="/calendar"
                search={{ month: addMonths(month, 1) }}
              >
                {t('after')}
              </Link>
            </nav>
            <Month days={data.days} />
            <Changes calendar={data} />
          </>
        )}
      </Loaded>
      <Notice>{t('never')}</Notice>
    </>
  )
}

function Month({ days }: { days: Day[] }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const first = new Date(`${days[0]?.day ?? '2026-01-01'}T00:00:00Z`).getUTCDay()
  const cells = [...Array.from({ length: first }, () => undefined), ...days]
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => cells[week * 7 + day]),
  )
  return (
    <table className="month">
      <thead>
        <tr>
          {weekdayNames(language).map(name => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map(week => (
          <tr key={week.find(day => day)?.day ?? ''}>
            {week.map((day, index) => (
              <td key={index} data-off={day ? !day.working : undefined}>
                {day ? (
                  <>
                    {Number(day.day.slice(8))}
                    <span className="month-note">
                      {day.working ? '' : day.holiday && !day.reason ? t('holiday') : t('off')}
                    </span>
                  </>
                ) : null}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
