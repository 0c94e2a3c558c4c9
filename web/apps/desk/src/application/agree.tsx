import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { Notice } from '@madoguchi/ui'
import type { ReactNode } from 'react'
import { texts } from './agree_texts.ts'
import type { Application } from './queries.ts'

/** What the first of two officers proposed: revoke or reject, with the reason for the file. */
function proposalOf(application: Application) {
  const step = application.history.findLast(
    each => each.action === 'propose_revoke' || each.action === 'propose_reject',
  )
  return step && { step, rejects: step.action === 'propose_reject' }
}

const SERIAL_SHOWN = 8

/** Whose agreement, to what, on which object: the last button says it whole (R129). */
export function useAgreement(application: Application): { button: string; danger: boolean } {
  const t = useText(texts)
  const rejects = proposalOf(application)?.rejects ?? false
  const { contract, number, revocation } = application
  const first = revocation?.certificates.find(each => !each.revoked_at)
  const object = { name: contract.common_name, number, serial: first?.serial.slice(0, SERIAL_SHOWN) ?? '' }
  if (rejects) return { button: t('agreeReject', object), danger: false }
  const whole = revocation?.scope === 'contract'
  return { button: t(whole ? 'agreeRevokeAll' : 'agreeRevoke', object), danger: true }
}

/** What agreeing does, that it cannot be undone, and what stays alive (R84, R102, R129). */
export function Agreement({ application }: { application: Application }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { contract, revocation } = application
  const proposal = proposalOf(application)
  if (!proposal || !revocation) return null
  const { step, rejects } = proposal
  const lines: ReactNode[] = []
  if (rejects) {
    lines.push(t('rejected', { number: application.number }), t('rejectedAlive'))
  } else {
    for (const each of revocation.certificates.filter(one => !one.revoked_at)) {
      const until = formatDayTime(each.not_after, language)
      lines.push(
        <>
          {t('revoked', { name: each.common_name, until })}
          <br />
          <span className="mono break-all">{each.serial}</span>
        </>,
      )
    }
    lines.push(<strong>{t('final')}</strong>)
    lines.push(
      t(revocation.scope === 'contract' ? 'contractEnds' : 'contractLives', { number: contract.number }),
    )
  }
  return (
    <>
      <Notice kind={rejects ? 'warning' : 'danger'} title={t('willHappen')}>
        <ul className="list-disc pl-5">
          {lines.map((line, index) => (
            <li key={String(index)}>{line}</li>
          ))}
        </ul>
      </Notice>
      <p className="whitespace-pre-wrap">
        {t('proposed', { name: step.officer_name ?? '', reason: step.internal_note ?? '' })}
      </p>
      {step.customer_text ? (
        <p className="whitespace-pre-wrap">{t('told', { text: step.customer_text })}</p>
      ) : null}
    </>
  )
}
