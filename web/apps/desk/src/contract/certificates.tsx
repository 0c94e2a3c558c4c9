import { formatDay, formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { certificateMood, names } from '@madoguchi/names'
import { Badge, Copyable, type Fact, Facts } from '@madoguchi/ui'
import { Link } from '@tanstack/react-router'
import { Part } from '../frame/screen.tsx'
import { useRole } from '../frame/session.ts'
import type { Contract } from './queries.ts'
import { RevokeByUs } from './revoke.tsx'
import { texts } from './texts.ts'

/** All generations, the newest first, with what became of each (R20). */
export function Certificates({ contract }: { contract: Contract }) {
  const t = useText(texts)
  const newestFirst = contract.certificates.toSorted((a, b) => (a.issued_at < b.issued_at ? 1 : -1))
  return (
    <Part id="certificates" title={t('certificates')}>
      {newestFirst.length === 0 ? <p className="text-text-quiet">{t('noCertificates')}</p> : null}
      <div className="card-pair">
        {newestFirst.map(certificate => (
          <article key={certificate.id} id={`certificate-${certificate.id}`} className="card">
            <Certificate certificate={certificate} />
          </article>
        ))}
      </div>
    </Part>
  )
}

function Certificate({ certificate }: { certificate: Contract['certificates'][number] }) {
  const t = useText(texts)
  const name = useText(names)
  const { language } = useLanguage()
  const revokes = useRole('revoker')
  const { schedule } = certificate
  const facts: Fact[] = [
    { name: t('serial'), value: <Copyable text={certificate.serial} /> },
    {
      name: t('validity'),
      value: t('from', {
        from: formatDay(certificate.not_before, language),
        to: formatDayTime(certificate.not_after, language),
      }),
    },
  ]
  if (schedule?.state === 'pending') {
    facts.push({
      name: t('scheduled'),
      value: `${formatDayTime(schedule.due_at, language)} (${name(schedule.reason)})`,
    })
  }
  if (certificate.revoked_at) {
    const why = certificate.revocation_reason ? ` (${name(certificate.revocation_reason)})` : ''
    facts.push({ name: t('revokedAt'), value: `${formatDayTime(certificate.revoked_at, language)}${why}` })
  }
  return (
    <>
      <h3>
        {certificate.common_name}{' '}
        <Badge mood={certificateMood(certificate.state)}>{name(certificate.state)}</Badge>
      </h3>
      <Facts facts={facts} />
      <p className="flex flex-wrap gap-x-5">
        <a href={`/api/v1/certificates/${certificate.id}/file`}>{t('pem')}</a>
        <a href={`/api/v1/certificates/${certificate.id}/file?format=chain`}>{t('chain')}</a>
        <Link to="/events" search={{ subject: certificate.id }}>
          {t('events')}
        </Link>
      </p>
      {revokes && (certificate.state === 'valid' || certificate.state === 'revocation_scheduled') ? (
        <RevokeByUs certificate={certificate} />
      ) : null}
    </>
  )
}
