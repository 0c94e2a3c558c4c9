import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { applicationMood, applicationStateKey, names } from '@madoguchi/names'
import { Badge, Notice, Timeline } from '@madoguchi/ui'
import type { Schemas } from '../api.ts'
import { texts } from './texts.ts'

/** Every application of the contract with what happened to it; our own notes are not among it (R97). */
export function Applications({ applications }: { applications: Schemas['ApplicationOfContract'][] }) {
  const t = useText(texts)
  const newestFirst = applications.toSorted((a, b) => (a.filed_at < b.filed_at ? 1 : -1))
  return (
    <section aria-labelledby="history">
      <h2 id="history" className="mt-10">
        {t('history')}
      </h2>
      {newestFirst.length === 0 ? <Notice>{t('noApplications')}</Notice> : null}
      {newestFirst.map(application => (
        <Application key={application.id} application={application} />
      ))}
    </section>
  )
}

function Application({ application }: { application: Schemas['ApplicationOfContract'] }) {
  const t = useText(texts)
  const name = useText(names)
  const { language } = useLanguage()
  return (
    <article className="card">
      <h3>
        <a href={`/applications/${application.id}`}>{name(application.kind)}</a>{' '}
        <Badge mood={applicationMood(application.state)}>
          {name(applicationStateKey(application.state))}
        </Badge>
      </h3>
      <p>
        {t('receipt')}: <span className="mono">{application.number}</span> ・{' '}
        {t('filed', { at: formatDayTime(application.filed_at, language) })}
      </p>
      {application.on_behalf ? <p>{t('onBehalf')}</p> : null}
      {application.recheck_since && !application.closed_at ? (
        <Notice kind="warning" title={t('recheck')}>
          {t('recheckMore')}
        </Notice>
      ) : null}
      {application.answer_until && application.state === 'sent_back' ? (
        <Notice kind="warning">
          {t('answerUntil', { at: formatDayTime(application.answer_until, language) })}
        </Notice>
      ) : null}
      <Timeline
        moments={application.history.map(step => ({
          key: `${step.at} ${step.to}`,
          at: formatDayTime(step.at, language),
          when: 'done' as const,
          title: name(applicationStateKey(step.to)),
          more: step.customer_text ? <p>{step.customer_text}</p> : null,
        }))}
      />
    </article>
  )
}
