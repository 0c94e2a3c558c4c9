import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { names } from '@madoguchi/names'
import { Copyable, type Fact, Facts, Notice } from '@madoguchi/ui'
import { Link } from '@tanstack/react-router'
import type { Schemas } from '../api.ts'
import { groupSerial } from '../contract/certificates.tsx'
import { fieldNames } from '../contract/field_names.ts'
import { csrNames } from '../csr/names.ts'
import { applicationNames } from './names.ts'
import { texts } from './texts.ts'

/** What was applied for, and what came of it. */
export function Content({ application }: { application: Schemas['Application'] }) {
  const t = useText(texts)
  const { contact_change, reissue, revocation } = application
  return (
    <section aria-labelledby="content">
      <h2 id="content" className="mt-10">
        {t('content')}
      </h2>
      {contact_change ? <Changes changes={contact_change.changes} /> : null}
      {reissue ? <Reissue reissue={reissue} /> : null}
      {revocation ? <Revocation revocation={revocation} /> : null}
      {[...(contact_change?.warnings ?? []), ...(reissue?.warnings ?? [])].map(warning => (
        <Notice key={warning.code} kind="warning">
          {warning.message}
        </Notice>
      ))}
    </section>
  )
}

function Changes({ changes }: { changes: Schemas['ContactChangeContent']['changes'] }) {
  const t = useText(texts)
  const name = useText(names)
  const field = useText(fieldNames)
  const value = (text: string | undefined) => (text && text in fieldNames ? field(text as 'paper') : text)
  return (
    <Facts
      facts={changes.map(change => ({
        name: t('change', {
          role: name(change.role),
          field: change.field in fieldNames ? field(change.field as 'phone') : change.field,
        }),
        before: value(change.before) ?? '',
        value: value(change.after) ?? '',
      }))}
    />
  )
}

function Reissue({ reissue }: { reissue: Schemas['ReissueContent'] }) {
  const t = useText(texts)
  const csr = useText(csrNames)
  const value = useText(applicationNames)
  const { language } = useLanguage()
  const { old_certificate, issued } = reissue
  const facts: Fact[] = [
    {
      name: t('reason'),
      value: (
        <>
          {value(reissue.reason)}
          {reissue.reason_text ? <p className="whitespace-pre-wrap">{reissue.reason_text}</p> : null}
        </>
      ),
    },
  ]
  if (issued) {
    facts.push(
      {
        name: t('issued'),
        value: <Copyable text={issued.serial} shown={groupSerial(issued.serial)} />,
      },
      { name: t('issuedUntil'), value: formatDayTime(issued.not_after, language) },
    )
  } else if (reissue.expected_not_after) {
    facts.push({ name: t('expected'), value: formatDayTime(reissue.expected_not_after, language) })
  }
  if (old_certificate) {
    facts.push(
      {
        name: t('oldCertificate'),
        value: <span className="mono">{groupSerial(old_certificate.serial)}</span>,
      },
      { name: t('oldEnd'), value: value(reissue.old_certificate_end) },
    )
  }
  if (reissue.csr.key) {
    const { kind, bits } = reissue.csr.key
    facts.push({ name: t('key'), value: t('keyValue', { kind: csr(kind), bits }) })
  }
  facts.push({ name: t('csrDigest'), value: <span className="mono">{reissue.csr.sha256}</span> })
  return <Facts facts={facts} />
}

function Revocation({ revocation }: { revocation: Schemas['RevocationContent'] }) {
  const t = useText(texts)
  const name = useText(names)
  const value = useText(applicationNames)
  const { language } = useLanguage()
  const facts: Fact[] = [
    { name: t('scope'), value: value(`scope_${revocation.scope}`) },
    {
      name: t('serials'),
      value: revocation.certificates.map(certificate => (
        <p key={certificate.id} className="mono">
          {groupSerial(certificate.serial)}
        </p>
      )),
    },
    {
      name: t('reason'),
      value: (
        <>
          <p className="first-letter:uppercase">{name(revocation.reason)}</p>
          <p className="whitespace-pre-wrap">{revocation.reason_text}</p>
        </>
      ),
    },
  ]
  if (revocation.wished_at) {
    facts.push({ name: t('wished'), value: formatDayTime(revocation.wished_at, language) })
  }
  if (revocation.published_at) {
    facts.push({ name: t('published'), value: formatDayTime(revocation.published_at, language) })
  }
  return <Facts facts={facts} />
}

/** Once it is issued: the files by where they go. */
export function Issued({ application }: { application: Schemas['Application'] }) {
  const t = useText(texts)
  const issued = application.reissue?.issued
  if (!issued) return null
  return (
    <p className="btn-row mt-4">
      <Link
        className="btn btn-first"
        to="/contracts/$id/certificates/$certificate"
        params={{ id: application.contract.id, certificate: issued.id }}
      >
        {t('download')}
      </Link>
    </p>
  )
}
