import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { names } from '@madoguchi/names'
import { Badge, Copyable, type Fact, Facts, Notice, TableBox } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import type { Schemas } from '../api.ts'
import { type Application, contractQuery } from './queries.ts'
import { texts } from './texts.ts'

/** What is asked for, by its kind. */
export function Content({ application }: { application: Application }) {
  const { contact_change: change, reissue, revocation } = application
  if (change) return <Change change={change} open={application.closed_at === undefined} />
  if (reissue) return <Reissue reissue={reissue} contract={application.contract.id} />
  if (revocation) return <Revocation revocation={revocation} hides={application.state === 'awaiting_call'} />
  return null
}

function Warnings({ warnings }: { warnings: Schemas['Warning'][] }) {
  return warnings.map(each => <Notice key={each.code} kind="warning" title={each.message} />)
}

const fields = [
  'organization',
  'department',
  'person_name',
  'person_kana',
  'phone',
  'mail',
  'country',
  'postal_code',
  'address',
  'language',
  'invoice_delivery',
  'renewal_notice',
] as const

/** Of an application that has ended nothing is to be confirmed any more. */
function Change({ change, open }: { change: Schemas['ContactChangeContent']; open: boolean }) {
  const t = useText(texts)
  const name = useText(names)
  const nameOf = (field: string) => {
    const known = fields.find(each => each === field)
    return known ? t(known) : field
  }
  const unconfirmed = open && change.verification_needed && !change.verified
  return (
    <>
      <h2 className="mt-6">{t('changes')}</h2>
      {unconfirmed ? <Notice kind="warning" title={t('verificationNeeded')} /> : null}
      {change.verified ? <Notice kind="success" title={t('verified')} /> : null}
      {change.revocation_open ? <Notice kind="warning" title={t('revocationOpen')} /> : null}
      <Warnings warnings={change.warnings} />
      <TableBox label={t('changes')}>
        <table className="table table-cards">
          <thead>
            <tr>
              <th scope="col">{t('field')}</th>
              <th scope="col">{t('before')}</th>
              <th scope="col">{t('after')}</th>
            </tr>
          </thead>
          <tbody>
            {change.changes.map(each => (
              <tr key={`${each.role} ${each.field}`}>
                <th scope="row">
                  {name(each.role)} <span className="inline-block">{nameOf(each.field)}</span>
                </th>
                <td data-label={t('before')} className="wrap-anywhere">
                  {each.before || t('empty')}
                </td>
                <td data-label={t('after')} className="wrap-anywhere">
                  <strong>{each.after || t('empty')}</strong>
                  {each.sensitive && unconfirmed ? (
                    <p>
                      <Badge mood="wait">{t('sensitive')}</Badge>
                    </p>
                  ) : null}
                  {each.conflict ? (
                    <p className="text-danger">{t('conflict', { now: each.now ?? '' })}</p>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
    </>
  )
}

const ends = { deferred: 'deferred', immediate: 'immediate', none: 'none' } as const
const reasons = {
  server_failure: 'server_failure',
  key_lost: 'key_lost',
  unusable_certificate: 'unusable_certificate',
  other: 'other',
  continuation: 'continuationReason',
  ca_error: 'ca_error',
  first_issue: 'firstReason',
} as const

const SERIAL_READ_OUT = 6

function useCertificate() {
  const t = useText(texts)
  const { language } = useLanguage()
  return (certificate: Schemas['CertificateRef'], hides = false) => (
    <>
      {hides && !certificate.revoked_at ? (
        <span className="mono break-all">
          {certificate.serial.slice(0, -SERIAL_READ_OUT)}
          <span aria-hidden="true">{'•'.repeat(SERIAL_READ_OUT)}</span>
          <span className="sr-only">{t('serialHidden')}</span>
        </span>
      ) : (
        <Copyable text={certificate.serial} />
      )}
      <p className="text-text-quiet text-sm">
        {t('certificateLine', {
          name: certificate.common_name,
          until: formatDayTime(certificate.not_after, language),
        })}
      </p>
      {certificate.revoked_at ? (
        <Badge mood="bad">{t('revokedAt', { at: formatDayTime(certificate.revoked_at, language) })}</Badge>
      ) : null}
    </>
  )
}

function Reissue({ reissue, contract }: { reissue: Schemas['ReissueContent']; contract: string }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const certificate = useCertificate()
  const facts: Fact[] = [
    {
      name: t('reason'),
      value: [t(reasons[reissue.reason]), reissue.reason_text].filter(Boolean).join(': '),
    },
    { name: t('oldEnd'), value: t(ends[reissue.old_certificate_end]) },
  ]
  if (reissue.old_certificate)
    facts.push({ name: t('oldCertificate'), value: certificate(reissue.old_certificate) })
  if (reissue.expected_not_after)
    facts.push({ name: t('expectedNotAfter'), value: formatDayTime(reissue.expected_not_after, language) })
  if (reissue.issued) facts.push({ name: t('issued'), value: certificate(reissue.issued) })
  if (reissue.schedule)
    facts.push({ name: t('scheduled'), value: formatDayTime(reissue.schedule.due_at, language) })
  if (reissue.agreement) {
    const { version, accepted_at: at } = reissue.agreement
    facts.push({
      name: t('agreement'),
      value: t('agreementOf', { version, at: formatDayTime(at, language) }),
    })
  }
  return (
    <>
      <h2 className="mt-6">{t('summary')}</h2>
      <Warnings warnings={reissue.warnings} />
      <Facts facts={facts} />
      <Csr csr={reissue.csr} contract={contract} />
    </>
  )
}

/** "RSA 2048", "ECDSA P-256" */
const keyName = ({ kind, bits }: NonNullable<Schemas['CsrSummary']['key']>) =>
  kind === 'rsa' ? `RSA ${bits}` : `ECDSA P-${bits}`

/** What the CSR says beside what the contract says, as the certificate will. */
function Csr({ csr, contract }: { csr: Schemas['CsrSummary']; contract: string }) {
  const t = useText(texts)
  const { data } = useQuery(contractQuery(contract))
  const onFile = data
    ? [
        ['O', data.organization],
        ['C', data.country],
        ['ST', data.state_or_province],
        ['L', data.locality],
      ]
    : []
  const rows = [
    {
      name: t('subject'),
      csr: csr.subject.map(each => `${each.name}=${each.value}`).join(', '),
      contract: onFile
        .filter(([, value]) => value)
        .map(([name, value]) => `${name}=${value}`)
        .join(', '),
    },
    {
      name: t('dnsNames'),
      csr: [...csr.dns_names, ...csr.other_names].join(', '),
      contract: data?.dns_names.join(', ') ?? '',
    },
    {
      name: t('key'),
      csr: csr.key ? keyName(csr.key) : '―',
      contract: '―',
    },
    { name: t('signature'), csr: csr.signature_algorithm, contract: '―' },
    { name: t('fingerprint'), csr: csr.spki_sha256, contract: '―' },
    ...(csr.ignored.length > 0 ? [{ name: t('ignored'), csr: csr.ignored.join(', '), contract: '―' }] : []),
  ]
  return (
    <>
      <h2 className="mt-6">{t('csr')}</h2>
      <TableBox label={t('csr')}>
        <table className="table table-cards">
          <thead>
            <tr>
              <th scope="col">{t('field')}</th>
              <th scope="col">{t('inCsr')}</th>
              <th scope="col">{t('inContract')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(row => (
              <tr key={row.name}>
                <th scope="row">{row.name}</th>
                <td data-label={t('inCsr')} className="mono break-all">
                  {row.csr || t('empty')}
                </td>
                <td data-label={t('inContract')} data-empty={row.contract === '―' || undefined}>
                  {row.contract}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
    </>
  )
}

/** `hides`: the end of a serial, while the person who is called has to read it out (R81). */
function Revocation({ revocation, hides }: { revocation: Schemas['RevocationContent']; hides: boolean }) {
  const t = useText(texts)
  const name = useText(names)
  const { language } = useLanguage()
  const certificate = useCertificate()
  const facts: Fact[] = [
    { name: t('scope'), value: t(revocation.scope === 'contract' ? 'scopeContract' : 'scopeCertificate') },
    { name: t('reason'), value: `${name(revocation.reason)}: ${revocation.reason_text}` },
    { name: t('receivedAt'), value: formatDayTime(revocation.received_at, language) },
  ]
  if (revocation.wished_at)
    facts.push({ name: t('wishedAt'), value: formatDayTime(revocation.wished_at, language) })
  if (revocation.published_at)
    facts.push({ name: t('publishedAt'), value: formatDayTime(revocation.published_at, language) })
  return (
    <>
      <h2 className="mt-6">{t('summary')}</h2>
      <Facts facts={facts} />
      <h2 className="mt-6">{t('certificates')}</h2>
      <ul>
        {revocation.certificates.map(each => (
          <li key={each.id} className="card my-2! p-3!">
            {certificate(each, hides)}
          </li>
        ))}
      </ul>
    </>
  )
}
