import { unwrap } from '@madoguchi/api'
import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { TableBox } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { api, POLL, type Schemas } from '../api.ts'
import { Loaded, Title } from '../frame/screen.tsx'
import { useDuration } from '../tasks/duration.ts'
import type { TaskSearch } from '../tasks/search.ts'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/figures')({ component: Figures })

type Figure = Schemas['Figures']['figures'][number]
const POLL_MS = 60_000
const titles = {
  open_applications: 'open_applications',
  clocks_running_out: 'clocks_running_out',
  review_age_median: 'review_age_median',
  calls_due: 'calls_due',
  revocations_due: 'revocations_due',
} as const

// Where one sees what was counted.
const lists: Partial<Record<Figure['id'], TaskSearch>> = {
  open_applications: {},
  clocks_running_out: { clock: 'within_24_hours' },
  review_age_median: { kind: 'review' },
  calls_due: { kind: 'call' },
}

/** Five numbers with their definitions, as bars and as a table. */
function Figures() {
  const t = useText(texts)
  const { language } = useLanguage()
  const figures = useQuery({
    queryKey: ['figures'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/figures', { signal, headers: POLL })),
    refetchInterval: POLL_MS,
  })
  return (
    <>
      <Title>{t('title')}</Title>
      <Loaded query={figures}>
        {data => (
          <>
            <p>{t('at', { at: formatDayTime(data.at, language) })}</p>
            <Bars figures={data.figures} />
            <Table figures={data.figures} />
          </>
        )}
      </Loaded>
    </>
  )
}

function useValue(): (figure: Figure) => string {
  const t = useText(texts)
  const duration = useDuration()
  return figure => {
    if (figure.value === undefined) return t('nothing')
    return figure.unit === 'seconds' ? duration(figure.value) : t('count', { count: figure.value })
  }
}

const BAR_WIDTH = 400
const BAR_HEIGHT = 20
const LINE_HEIGHT = 60
const NAME_SIZE = 15

/** The counts beside each other, if there are any; a duration has no bar among them. The table says the same. */
function Bars({ figures }: { figures: Figure[] }) {
  const t = useText(texts)
  const value = useValue()
  const counts = figures.filter(figure => figure.unit === 'count')
  const most = Math.max(0, ...counts.map(figure => figure.value ?? 0))
  if (most === 0) return null
  const height = counts.length * LINE_HEIGHT
  return (
    <svg
      className="bars"
      viewBox={`0 0 ${BAR_WIDTH + 60} ${height}`}
      role="img"
      aria-label={counts.map(figure => `${t(titles[figure.id])}: ${value(figure)}`).join(', ')}
    >
      {counts.map((figure, index) => {
        const top = index * LINE_HEIGHT
        const width = Math.max(2, ((figure.value ?? 0) / most) * BAR_WIDTH)
        return (
          <g key={figure.id}>
            <text x="0" y={top + NAME_SIZE + 3} fontSize={NAME_SIZE}>
              {t(titles[figure.id])}
            </text>
            <rect x="0" y={top + 26} width={width} height={BAR_HEIGHT} rx="3" />
            <text x={width + 8} y={top + 26 + NAME_SIZE} fontSize={NAME_SIZE} fontWeight="700">
              {figure.value ?? 0}
            </text>
          </g>
        )
      })}
    </svg>
  )
}

function Table({ figures }: { figures: Figure[] }) {
  const t = useText(texts)
  const value = useValue()
  return (
    <TableBox label={t('table')}>
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{t('figure')}</th>
            <th scope="col">{t('value')}</th>
            <th scope="col">{t('definition')}</th>
          </tr>
        </thead>
        <tbody>
          {figures.map(figure => (
            <tr key={figure.id}>
              <th scope="row">
                <Drill search={lists[figure.id]}>{t(titles[figure.id])}</Drill>
              </th>
              <td data-label={t('value')} className="text-xl font-bold whitespace-nowrap">
                {value(figure)}
              </td>
              <td data-label={t('definition')}>{figure.definition}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  )
}

function Drill({ search, children }: { search: TaskSearch | undefined; children: ReactNode }) {
  if (!search) return children
  return (
    <Link to="/tasks" search={search}>
      {children}
    </Link>
  )
}
