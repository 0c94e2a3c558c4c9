import { unwrap } from '@madoguchi/api'
import { useLanguage, useText } from '@madoguchi/i18n'
import { names } from '@madoguchi/names'
import { Skeleton, troubleOf } from '@madoguchi/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../api.ts'
import type { Application } from './queries.ts'
import { texts } from './texts.ts'

const TYPED_MS = 600

/** The text once its writer has paused. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPED_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

type Step = 'approve' | 'agree' | 'reject' | 'send_back' | 'propose_reject'
const isRole = (role: string): role is 'registrant' => role in names

/**
 * The mails that a step would send, in their readers' languages: the server takes the step and undoes it. The box has
 * one height whatever is in it, so that the buttons below do not move under a finger.
 */
export function MailPreview({
  application,
  step,
  text,
}: {
  application: Application
  step: Step
  text?: string
}) {
  const t = useText(texts)
  const name = useText(names)
  const { language } = useLanguage()
  const settled = useSettled(text ?? '')
  const waits = text !== undefined && settled.trim() === ''
  const { data, error } = useQuery({
    queryKey: ['application', application.id, 'mails', step, settled, application.etag],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST('/api/v1/applications/{id}/mail-previews', {
          signal,
          params: { path: { id: application.id }, header: { 'If-Match': application.etag } },
          body: { step, ...(text === undefined ? {} : { customer_text: settled }) },
        }),
      ),
    enabled: !waits,
    retry: false,
    placeholderData: keepPreviousData,
  })
  const mails = waits ? undefined : data?.mails
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section aria-label={t('mails')} tabIndex={0} className="mail-box">
      <h3>{t('mails')}</h3>
      {step === 'propose_reject' ? <p>{t('mailsAtAgreement')}</p> : null}
      {waits ? <p className="text-text-quiet">{t('mailsWait')}</p> : null}
      {error && !waits ? (
        <p className="text-danger">{troubleOf(error).titles?.[language] ?? t('mailsNone')}</p>
      ) : null}
      {!waits && !error && !mails ? <Skeleton lines={3} /> : null}
      {mails?.length === 0 ? <p>{t('mailsNone')}</p> : null}
      {mails?.map(mail => (
        <article
          key={`${mail.to_role} ${mail.to_address} ${mail.subject}`}
          lang={mail.language}
          className="mail"
        >
          <p className="text-text-quiet text-sm" lang="">
            {t('mailTo', {
              role: isRole(mail.to_role) ? name(mail.to_role) : mail.to_role,
              name: mail.to_name,
              address: mail.to_address,
            })}
            {mail.at_issue ? ` ${t('mailAtIssue')}` : ''}
          </p>
          <h4 className="font-bold">{mail.subject}</h4>
          <p className="text-sm whitespace-pre-wrap">{mail.body}</p>
        </article>
      ))}
    </section>
  )
}
