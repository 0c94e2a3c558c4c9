import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { applicationStateKey } from '@madoguchi/names'
import { Timeline } from '@madoguchi/ui'
import { Link } from '@tanstack/react-router'
import type { Application } from './queries.ts'
import { stateNames } from './state_names.ts'
import { texts } from './texts.ts'

/** What was done, by whom, with what was said outside and inside. */
export function History({ application }: { application: Application }) {
  const t = useText(texts)
  const name = useText(stateNames)
  const { language } = useLanguage()
  const who = (step: Application['history'][number]) =>
    step.officer_name ?? (step.by === 'subscriber' ? t('bySubscriber') : t('byEngine'))
  return (
    <section aria-labelledby="history">
      <div className="mt-8 flex flex-wrap items-baseline gap-x-6">
        <h2 id="history">{t('history')}</h2>
        <Link to="/events" search={{ subject: application.id }}>
          {t('events')}
        </Link>
      </div>
      <Timeline
        moments={application.history.map((step, index) => ({
          key: `${index} ${step.at}`,
          at: t('historyLine', { name: who(step), at: formatDayTime(step.at, language) }),
          when: 'done' as const,
          title: name(applicationStateKey(step.to)),
          more: (
            <>
              {step.customer_text ? (
                <p className="whitespace-pre-wrap">{t('told', { text: step.customer_text })}</p>
              ) : null}
              {step.internal_note ? (
                <p className="text-text-quiet whitespace-pre-wrap">
                  {t('internal', { text: step.internal_note })}
                </p>
              ) : null}
            </>
          ),
        }))}
      />
    </section>
  )
}
