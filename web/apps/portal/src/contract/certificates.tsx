import { formatDay, formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { certificateMood, names } from '@madoguchi/names'
import { Badge, Copyable, type Fact, Facts, Notice } from '@madoguchi/ui'
import { Link } from '@tanstack/react-router'
import type { Schemas } from '../api.ts'
import { texts } from './texts.ts'

const SERIAL_GROUP = 4

/** 32 hexadecimal digits in groups, to be compared by eye or read out. */
export function groupSerial(serial: string): string {
  return serial.match(new RegExp(`.{1,${SERIAL_GROUP}}`, 'g'))?.join(' ') ?? serial
}

/** All generations, the newest first (R20). */
export function Certificates({ contract }: { contract: Schemas['Contract'] }) {
  const t = useText(texts)
  const newestFirst = contract.certificates.toSorted((a, b) => (a.issued_at < b.issued_at ? 1 : -1))
  return (
    <section aria-labelledby="certificates">
      <h2 id="certificates" className="mt-10">
        {t('certificates')}
      </h2>
      {newestFirst.length === 0 ? <Notice>{t('noCertificates')}</Notice> : null}
      {newestFirst.map((certificate, index) => (
        <article key={certificate.id} className="card">
          <h3>
            {t('certificateOf', {
              name: certificate.common_name,
              index: newestFirst.length - index,
              count: newestFirst.length,
            })}
          </h3>
          <Certificate contract={contract.id} certificate={certificate} />
        </article>
      ))}
    </section>
  )
}

function Certificate({
  contract,
  certificate,
}: {
  contract: string
  certificate: Schemas['CertificateOfContract']
}) {
  const t = useText(texts)
  const name = useText(names)
  const { language } = useLanguage()
  const { schedule } = certificate
  const facts: Fact[] = [
    {
      name: t('state'),
      value: (
        <>
          <Badge mood={certificateMood(certificate.state)}>{name(certificate.state)}</Badge>
          {schedule?.state === 'pending' ? (
            <p className="text-warning mt-1">
              {t('scheduled', {
                at: formatDayTime(schedule.due_at, language),
                reason: name(schedule.reason),
              })}
            </p>
          ) : null}
        </>
      ),
    },
    {
      name: t('serial'),
      value: <Copyable text={certificate.serial} shown={groupSerial(certificate.serial)} />,
    },
    { name: t('issued'), value: formatDayTime(certificate.issued_at, language) },
    {
      name: t('validity'),
      value: t('from', {
        from: formatDay(certificate.not_before, language),
        to: formatDayTime(certificate.not_after, language),
      }),
    },
  ]
  if (certificate.ends_at !== certificate.not_after && !certificate.revoked_at) {
    facts.push({ name: t('effectiveEnd'), value: formatDayTime(certificate.ends_at, language) })
  }
  if (certificate.revoked_at) {
    facts.push({ name: t('revokedAt'), value: formatDayTime(certificate.revoked_at, language) })
    if (certificate.revocation_reason) {
      facts.push({ name: t('reason'), value: name(certificate.revocation_reason) })
    }
  }
  return (
    <>
      <Facts facts={facts} />
      <p>
        <Link
          className="btn btn-second btn-small"
          to="/contracts/$id/certificates/$certificate"
          params={{ id: contract, certificate: certificate.id }}
          aria-label={t('downloadOf', { serial: groupSerial(certificate.serial) })}
        >
          {t('download')}
        </Link>
      </p>
    </>
  )
}

/** Before a certificate ends by a revocation that is scheduled: which, when to the minute, and what stays (R69). */
export function ScheduledEnds({ contract }: { contract: Schemas['Contract'] }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const live = contract.certificates.filter(one => one.state === 'valid')
  const newest = live.toSorted((a, b) => (a.issued_at < b.issued_at ? 1 : -1))[0]
  return contract.certificates.map(certificate =>
    certificate.schedule?.state === 'pending' ? (
      <Notice
        key={certificate.id}
        kind="warning"
        title={t('endsAt', { at: formatDayTime(certificate.schedule.due_at, language) })}
      >
        <p>{t('endsWhich', { serial: groupSerial(certificate.serial) })}</p>
        {newest ? (
          <>
            <p>{t('endsNew', { serial: groupSerial(newest.serial) })}</p>
            <Link
              to="/contracts/$id/certificates/$certificate"
              params={{ id: contract.id, certificate: newest.id }}
            >
              {t('download')}
            </Link>
          </>
        ) : null}
      </Notice>
    ) : null,
  )
}
