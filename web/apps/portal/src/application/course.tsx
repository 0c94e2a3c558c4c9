import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { applicationStateKey, names } from '@madoguchi/names'
import { type Moment, Timeline } from '@madoguchi/ui'
import type { Schemas } from '../api.ts'
import { applicationNames } from './names.ts'
import { stepsAhead } from './path.ts'
import { texts } from './texts.ts'

/** Done, now, next: one after the other (R97). */
export function Course({ application }: { application: Schemas['Application'] }) {
  const t = useText(texts)
  const name = useText(names)
  const who = useText(applicationNames)
  const { language } = useLanguage()
  const moments: Moment[] = application.history.map((step, index) => {
    const last = index === application.history.length - 1
    const title = name(applicationStateKey(step.to))
    return {
      key: `${step.at} ${step.action} ${step.to}`,
      when: last && application.waits_for !== 'nobody' ? 'now' : 'done',
      title: last && application.waits_for !== 'nobody' ? t('nowTitle', { state: title }) : title,
      at: t('by', { at: formatDayTime(step.at, language), who: who(step.by) }),
      more: step.customer_text ? <p className="whitespace-pre-wrap">{step.customer_text}</p> : null,
    }
  })
  const ahead = useAhead(application)
  return (
    <section aria-labelledby="course">
      <h2 id="course" className="mt-10">
        {t('course')}
      </h2>
      <Timeline moments={[...moments, ...ahead]} />
    </section>
  )
}

function useAhead(application: Schemas['Application']): Moment[] {
  const t = useText(texts)
  const { language } = useLanguage()
  const { kind } = application
  const revokes = kind === 'revocation' || kind === 'emergency_revocation'
  const title = (state: Schemas['ApplicationState']) => {
    if (state === 'accepted') return t('aheadAccepted')
    if (state === 'under_review') return t('aheadUnderReview')
    if (state === 'approved') return t('aheadApproved')
    if (state === 'awaiting_call') return t('aheadCall')
    if (state === 'confirmed') return t('aheadConfirmed')
    if (kind === 'contact_change') return t('doneContactChange')
    return revokes ? t('doneRevocation') : t('doneIssue')
  }
  const moments: Moment[] = stepsAhead(application).map(state => ({
    key: `ahead ${state}`,
    when: 'next',
    title: title(state),
  }))
  const schedule = application.reissue?.schedule
  if (schedule) {
    const pending = schedule.state === 'pending'
    const moment: Moment = {
      key: 'old',
      when: pending ? 'next' : 'done',
      title: pending
        ? t('oldEnds', { at: formatDayTime(schedule.due_at, language) })
        : schedule.state === 'done'
          ? t('oldEnded')
          : t('oldNotNeeded'),
    }
    if (schedule.closed_at) moment.at = formatDayTime(schedule.closed_at, language)
    moments.push(moment)
  }
  return moments
}
