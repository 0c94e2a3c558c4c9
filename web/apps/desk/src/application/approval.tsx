import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { CheckBox, faultAt, Notice, type Trouble } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { MailPreview } from './mail.tsx'
import { type Application, contractQuery } from './queries.ts'
import { texts } from './texts.ts'

/** What an approval does, in words, of exactly what is shown (R102). */
export function Approval({
  application,
  seen,
  onSeen,
  trouble,
}: {
  application: Application
  seen: boolean
  onSeen: (seen: boolean) => void
  trouble: Trouble | undefined
}) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { reissue, contact_change: change, contract } = application
  const onFile = useQuery(contractQuery(contract.id)).data
  const lines: ReactNode[] = []
  if (reissue) {
    const until = reissue.expected_not_after ? formatDayTime(reissue.expected_not_after, language) : '―'
    const names = onFile?.dns_names ?? reissue.csr.dns_names
    lines.push(t('willIssue', { product: onFile?.product.name ?? contract.product.name, until }))
    lines.push(
      <>
        {t('willName', { count: names.length })} <span className="mono break-all">{names.join(', ')}</span>
      </>,
    )
    const { old_certificate: old, expected_old_end: ends } = reissue
    if (old && ends) {
      const at = formatDayTime(ends, language)
      const when = reissue.old_certificate_end === 'deferred' ? t('whenDeferred', { at }) : t('whenImmediate')
      lines.push(t('willSupersede', { serial: old.serial, when }))
    } else if (old) {
      lines.push(t('willStay', { serial: old.serial, until: formatDayTime(old.not_after, language) }))
    }
    lines.push(t('willMail'))
  }
  if (change) lines.push(t('willChange', { count: change.changes.length }), t('willMailChanged'))
  return (
    <>
      <Notice title={t('willHappen')}>
        <ul className="list-disc pl-5">
          {lines.map((line, index) => (
            <li key={String(index)}>{line}</li>
          ))}
        </ul>
      </Notice>
      <MailPreview application={application} step="approve" />
      <p className="text-text-quiet text-sm">
        {t('digest')}: <span className="mono break-all">{application.content_digest}</span>
      </p>
      {change?.changes.some(each => each.conflict) ? (
        <CheckBox
          pointer="/conflicts_acknowledged"
          label={t('acknowledged')}
          checked={seen}
          onChange={onSeen}
          fault={faultAt(trouble, '/conflicts_acknowledged')}
        />
      ) : null}
    </>
  )
}
