import { useText } from '@madoguchi/i18n'
import { Chips } from '../frame/chips.tsx'
import { deskNames, taskKinds } from '../names.ts'
import type { TaskSearch } from './search.ts'
import { texts } from './texts.ts'

interface Choice {
  name: string
  change: TaskSearch
}

/** Three rows of choices; each keeps what the others say. */
export function Filters({ search }: { search: TaskSearch }) {
  const t = useText(texts)
  const kind = useText(deskNames)
  const choices = (all: Choice[]) =>
    all.map(({ name, change }) => ({
      name,
      chosen: (Object.keys(change) as (keyof TaskSearch)[]).every(key => search[key] === change[key]),
      to: '/tasks' as const,
      search: { ...search, cursor: undefined, ...change },
    }))
  return (
    <div className="my-4 grid gap-2">
      <Chips
        label={t('holders')}
        choices={choices([
          { name: t('all'), change: { holder: undefined } },
          { name: t('mine'), change: { holder: 'mine' } },
          { name: t('unassigned'), change: { holder: 'unassigned' } },
        ])}
      />
      <Chips
        label={t('queues')}
        choices={choices([
          { name: t('all'), change: { kind: undefined } },
          ...taskKinds.map(each => ({ name: kind(each), change: { kind: each } })),
        ])}
      />
      <Chips
        label={t('clocks')}
        choices={choices([
          { name: t('all'), change: { clock: undefined, calls: undefined } },
          { name: t('within_24_hours'), change: { clock: 'within_24_hours', calls: undefined } },
          { name: t('within_5_days'), change: { clock: 'within_5_days', calls: undefined } },
          { name: t('unreachable'), change: { clock: undefined, calls: 'unreachable' } },
          { name: t('promised'), change: { clock: undefined, calls: 'promised' } },
        ])}
      />
    </div>
  )
}
