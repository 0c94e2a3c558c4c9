import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { type Moment, Timeline } from '@madoguchi/ui'
import { Part } from '../frame/screen.tsx'
import { useOfficerName } from '../officers/queries.ts'
import { useDuration } from '../tasks/duration.ts'
import type { Incident } from './queries.ts'
import { texts } from './texts.ts'

const MINUTE = 60

/** How far it is, live, with an estimate; then what was published and who was told. */
export function Progress({ incident }: { incident: Incident }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const duration = useDuration()
  const { progress } = incident
  if (!progress) return null
  const count = (value: number) => value.toLocaleString(language)
  const left = progress.seconds_left
  const time = left === undefined ? '' : left < MINUTE ? t('seconds', { count: left }) : duration(left)
  return (
    <Part id="progress" title={t('progress')}>
      <progress
        className="progress"
        aria-label={t('progressBar')}
        max={progress.items}
        value={progress.done}
      />
      <p>
        <strong>{t('progressLine', { done: count(progress.done), all: count(progress.items) })}</strong>{' '}
        {time ? <span className="text-text-quiet">{t('secondsLeft', { time })}</span> : null}
      </p>
      <Course progress={progress} deadline={incident.deadline_at} />
    </Part>
  )
}

function Course({ progress, deadline }: { progress: NonNullable<Incident['progress']>; deadline: string }) {
  const t = useText(texts)
  const officer = useOfficerName()
  const { language } = useLanguage()
  const count = (value: number) => value.toLocaleString(language)
  const at = (instant: string) => formatDayTime(instant, language)
  const when = (done: string | undefined, before: string | undefined): Moment['when'] =>
    done ? 'done' : before ? 'now' : 'next'
  const { approved_at, executed_at, published_at, notices_done_at } = progress
  const moments: Moment[] = [
    {
      key: 'approved',
      when: 'done',
      title: t('approvedStep'),
      at: t('openedLine', { name: officer(progress.approved_by), at: at(approved_at) }),
    },
    {
      key: 'executed',
      when: when(executed_at, approved_at),
      title: t('executedStep'),
      ...(executed_at ? { at: at(executed_at) } : {}),
      more: (
        <p>{t('executedMore', { revoked: count(progress.revoked), skipped: count(progress.skipped) })}</p>
      ),
    },
    {
      key: 'published',
      when: when(published_at, executed_at),
      title: t('publishedStep'),
      ...(published_at ? { at: at(published_at), more: <Kept at={published_at} deadline={deadline} /> } : {}),
    },
    {
      key: 'told',
      when: when(notices_done_at, executed_at),
      title: t('toldStep'),
      ...(notices_done_at ? { at: at(notices_done_at) } : {}),
      more: <p>{t('toldMore', { count: count(progress.notices_queued) })}</p>,
    },
  ]
  return <Timeline moments={moments} />
}

const MILLI = 1000

/** How the legal clock stood when the lists were out. */
function Kept({ at, deadline }: { at: string; deadline: string }) {
  const t = useText(texts)
  const duration = useDuration()
  const left = (Date.parse(deadline) - Date.parse(at)) / MILLI
  return (
    <p className={left < 0 ? 'text-danger font-bold' : ''}>
      {t(left < 0 ? 'afterDeadline' : 'beforeDeadline', { duration: duration(Math.abs(left)) })}
    </p>
  )
}
