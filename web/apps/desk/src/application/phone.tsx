import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { LoadTrouble, Notice, Skeleton } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useShortcuts } from '../keys/keys.ts'
import { useOfficerName } from '../officers/queries.ts'
import { Clock } from '../tasks/clock.tsx'
import { CallForm } from './call_form.tsx'
import { DomainProof } from './domain_proof.tsx'
import { texts } from './phone_texts.ts'
import { type Application, type CallSheet, callSheetQuery } from './queries.ts'
import { Script } from './script.tsx'
import { texts as reviewTexts } from './texts.ts'

/** What the officer at the telephone needs, and where the call goes on record (R81, R83, R119). */
export function Phone({ application }: { application: Application }) {
  const { data, error, refetch } = useQuery(callSheetQuery(application.id))
  if (!data) return error ? <LoadTrouble error={error} onAgain={() => refetch()} /> : <Skeleton lines={6} />
  return <Panel sheet={data} application={application} />
}

function Panel({ sheet, application }: { sheet: CallSheet; application: Application }) {
  const t = useText(texts)
  const review = useText(reviewTexts)
  const { language } = useLanguage()
  const [begun, setBegun] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  useShortcuts([
    {
      key: 'p',
      name: review('keyPhone'),
      run: () => {
        heading.current?.focus()
        heading.current?.scrollIntoView({ block: 'start' })
      },
    },
  ])
  const can = sheet.can.find(each => each.action === 'calls')
  const mayProve = sheet.can.find(each => each.action === 'substitutes')
  const deadline = application.deadline_at
  return (
    <section aria-labelledby="phone">
      <h2 id="phone" ref={heading} tabIndex={-1} className="mt-6">
        {t('title')}
      </h2>
      {application.closed_at ? null : (
        <p className="my-2">
          <Clock secondsLeft={sheet.seconds_left} />{' '}
          {deadline ? t('left', { at: formatDayTime(deadline, language) }) : null}
        </p>
      )}
      {sheet.held ? <Notice kind="warning" title={t('held')} /> : null}
      {can && !can.allowed && can.message ? <Notice title={can.message} /> : null}
      {can?.allowed ? (
        <p>
          {t('nextTry', { at: formatDayTime(sheet.next_try_at, language) })}{' '}
          {deadline && deadline < sheet.next_try_at ? (
            <strong className="text-danger">{t('afterDeadline')}</strong>
          ) : null}
        </p>
      ) : null}
      {can?.allowed || begun ? (
        // A colleague may have ended it while this officer was speaking: what was written down stays.
        <CallForm sheet={sheet} number={application.number} onBegun={setBegun}>
          {can?.allowed ? <Script ja={sheet.script_ja} en={sheet.script_en} /> : null}
        </CallForm>
      ) : null}
      {mayProve?.allowed ? <DomainProof sheet={sheet} number={application.number} /> : null}
      <Attempts attempts={sheet.attempts} />
    </section>
  )
}

/** A sentence in which a telephone number stands in one line. */
function Unbroken({ number, children }: { number: string; children: string }) {
  const at = children.indexOf(number)
  if (at < 0) return children
  return (
    <>
      {children.slice(0, at)}
      <span className="whitespace-nowrap">{number}</span>
      {children.slice(at + number.length)}
    </>
  )
}

function Attempts({ attempts }: { attempts: CallSheet['attempts'] }) {
  const t = useText(texts)
  const officer = useOfficerName()
  const { language } = useLanguage()
  return (
    <>
      <h3 className="mt-6">{t('attempts')}</h3>
      {attempts.length === 0 ? <p className="text-text-quiet">{t('noAttempts')}</p> : null}
      <ol>
        {attempts.map(each => (
          <li key={each.at} className="py-1 text-sm">
            <Unbroken number={each.phone}>
              {t(each.incoming ? 'attemptIncoming' : 'attempt', {
                at: formatDayTime(each.at, language),
                phone: each.phone,
                outcome: t(each.outcome),
                name: officer(each.officer),
              })}
            </Unbroken>
            <p className="text-text-quiet whitespace-pre-wrap">
              {[
                each.person && t('spoken', { person: each.person }),
                each.next_try_at && t('nextTry', { at: formatDayTime(each.next_try_at, language) }),
                each.note,
              ]
                .filter(Boolean)
                .join(' ')}
            </p>
          </li>
        ))}
      </ol>
    </>
  )
}
