import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { applicationStateKey } from '@madoguchi/names'
import { useLayoutEffect, useRef } from 'react'
import type { Application } from './queries.ts'
import { stateNames } from './state_names.ts'
import { texts } from './texts.ts'

/** What another person did to an application between two reads of it. */
export interface Changed {
  steps: Application['history']
  /** What it asks for, or what is on file beside it, is another by now. */
  content: boolean
  /** Why the step that was begun cannot be done any more. */
  why?: string
}

export function changesBetween(before: Application, after: Application, action: string): Changed {
  const can = after.can.find(each => each.action === action)
  const of = ({ contact_change, reissue, revocation }: Application) =>
    JSON.stringify([contact_change, reissue, revocation])
  return {
    steps: after.history.slice(before.history.length),
    content: of(before) !== of(after),
    ...(can && !can.allowed && can.message ? { why: can.message } : {}),
  }
}

/** In the place of what was wrong: it takes the focus, says who did what, and that nothing typed is lost. */
export function ChangedNotice({ changed }: { changed: Changed }) {
  const t = useText(texts)
  const name = useText(stateNames)
  const { language } = useLanguage()
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => box.current?.focus(), [])
  return (
    <div className="notice notice-warning" role="alert" tabIndex={-1} ref={box}>
      <p className="notice-title">{t('changed')}</p>
      <ul className="my-1 list-disc pl-5">
        {changed.steps.map(step => (
          <li key={`${step.at} ${step.action}`}>
            {t('changedStep', {
              at: formatDayTime(step.at, language),
              name: step.officer_name ?? t(step.by === 'subscriber' ? 'bySubscriber' : 'byEngine'),
              state: name(applicationStateKey(step.to)),
            })}
          </li>
        ))}
        {changed.content ? <li>{t('changedContent')}</li> : null}
      </ul>
      <p>{changed.why ?? t('changedMore')}</p>
    </div>
  )
}
