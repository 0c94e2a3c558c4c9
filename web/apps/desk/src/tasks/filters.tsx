import { useText } from '@madoguchi/i18n'
import { Link } from '@tanstack/react-router'
import { deskNames, taskKinds } from '../names.ts'
import type { TaskSearch } from './search.ts'
import { texts } from './texts.ts'

/** Three rows of choices; each keeps what the others say, and a choice taken again is taken back. */
export function Filters({ search }: { search: TaskSearch }) {
  const t = useText(texts)
  const kind = useText(deskNames)
  return (
    <div className="my-4 grid gap-2">
      <Row
        label={t('holders')}
        search={search}
        choices={[
          { name: t('all'), change: { holder: undefined } },
          { name: t('mine'), change: { holder: 'mine' } },
          { name: t('unassigned'), change: { holder: 'unassigned' } },
        ]}
      />
      <Row
        label={t('queues')}
        search={search}
        choices={[
          { name: t('all'), change: { kind: undefined } },
          ...taskKinds.map(each => ({ name: kind(each), change: { kind: each } })),
        ]}
      />
      <Row
        label={t('clocks')}
        search={search}
        choices={[
          { name: t('all'), change: { clock: undefined, calls: undefined } },
          { name: t('within_24_hours'), change: { clock: 'within_24_hours', calls: undefined } },
          { name: t('within_5_days'), change: { clock: 'within_5_days', calls: undefined } },
          { name: t('unreachable'), change: { clock: undefined, calls: 'unreachable' } },
          { name: t('promised'), change: { clock: undefined, calls: 'promised' } },
        ]}
      />
    </div>
  )
}

interface Choice {
  name: string
  change: TaskSearch
}

function Row({ label, search, choices }: { label: string; search: TaskSearch; choices: Choice[] }) {
  return (
    <nav aria-label={label} className="chips">
      <span className="chips-label" aria-hidden="true">
        {label}
      </span>
      <ul>
        {choices.map(({ name, change }) => {
          const chosen = (Object.keys(change) as (keyof TaskSearch)[]).every(
            key => search[key] === change[key],
          )
          return (
            <li key={name}>
              <Link
                className="chip"
                to="/tasks"
                search={{ ...search, cursor: undefined, ...change }}
                activeProps={{ 'aria-current': chosen ? 'true' : undefined }}
                aria-current={chosen ? 'true' : undefined}
              >
                {name}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
