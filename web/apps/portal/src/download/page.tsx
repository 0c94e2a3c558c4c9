import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { Copyable, Facts, Notice, PageTitle, RadioGroup } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { Fragment, useEffect, useState } from 'react'
import type { Schemas } from '../api.ts'
import { groupSerial } from '../contract/certificates.tsx'
import { contractQuery } from '../contract/queries.ts'
import { texts as frameTexts } from '../frame/texts.ts'
import { Waiting } from '../waiting.tsx'
import { type CertificateFile, digestOf, type Format, filesQuery } from './files.ts'
import { lookFromOutside, recipeFor } from './recipes.ts'
import { type Place, places } from './search.ts'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/contracts/$id/certificates/$certificate')({ component: Download })

function Download() {
  const t = useText(texts)
  const service = useText(frameTexts)
  const { id, certificate } = Route.useParams()
  const contract = useQuery(contractQuery(id))
  const one = contract.data?.certificates.find(other => other.id === certificate)
  return (
    <>
      <p>
        <Link to="/contracts/$id" params={{ id }}>
          {t('back')}
        </Link>
      </p>
      <PageTitle service={service('service')}>{t('title')}</PageTitle>
      <Waiting for={[contract]} />
      {contract.data && !one ? <Notice kind="warning">{t('unknown')}</Notice> : null}
      {contract.data && one ? <Certificate contract={contract.data} certificate={one} /> : null}
    </>
  )
}

interface Props {
  contract: Schemas['Contract']
  certificate: Schemas['CertificateOfContract']
}

function Certificate({ contract, certificate }: Props) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { for: place } = Route.useSearch()
  const navigate = Route.useNavigate()
  const files = useQuery(filesQuery(certificate.id))
  const live = certificate.state === 'valid' || certificate.state === 'revocation_scheduled'
  const old = contract.certificates.find(
    other => other.id !== certificate.id && other.schedule?.state === 'pending',
  )
  if (!files.data) return <Waiting for={[files]} lines={8} />
  return (
    <>
      {live ? null : <Notice kind="danger">{t('notLive')}</Notice>}
      {live && old?.schedule ? (
        <Notice kind="warning">
          {t('oldEnds', {
            serial: groupSerial(old.serial),
            at: formatDayTime(old.schedule.due_at, language),
          })}
        </Notice>
      ) : null}
      <Facts
        facts={[
          { name: t('name'), value: certificate.common_name },
          {
            name: t('serial'),
            value: <Copyable text={certificate.serial} shown={groupSerial(certificate.serial)} />,
          },
          { name: t('until'), value: formatDayTime(certificate.ends_at, language) },
          {
            name: t('fingerprint'),
            value: <Digest sha256={files.data.der.sha256} />,
          },
        ]}
      />
      <RadioGroup
        pointer="/for"
        label={t('where')}
        hint={t('whereHint')}
        value={place}
        onChange={value => navigate({ search: { for: value as Place }, replace: true, resetScroll: false })}
        choices={places.map(value => ({ value, name: value === 'other' ? t('placeOther') : t(value) }))}
      />
      {place ? <ForPlace place={place} files={files.data} certificate={certificate} /> : null}
    </>
  )
}

const GROUP = 8
function Digest({ sha256 }: { sha256: string }) {
  return (
    <Copyable text={sha256} shown={sha256.match(new RegExp(`.{1,${GROUP}}`, 'g'))?.join(' ') ?? sha256} />
  )
}

const configs: Record<Place, keyof typeof texts> = {
  nginx: 'configNginx',
  apache: 'configApache',
  iis: 'configIis',
  tomcat: 'configTomcat',
  balancer: 'configBalancer',
  other: 'configOther',
}

interface ForPlaceProps {
  place: Place
  files: Record<Format, CertificateFile>
  certificate: Schemas['CertificateOfContract']
}

function ForPlace({ place, files, certificate }: ForPlaceProps) {
  const t = useText(texts)
  const thumbprint = useQuery({
    queryKey: ['thumbprint', certificate.id],
    queryFn: async () => (await digestOf('SHA-1', files.der.bytes)).toUpperCase(),
  }).data
  const host = certificate.common_name.replace(/^\*\./, 'www.')
  const recipe = recipeFor(place, {
    host,
    names: {
      pem: files.pem.name,
      chain: files.chain.name,
      ca: files.ca.name,
      der: files.der.name,
      p7b: files.p7b.name,
    },
    thumbprint: thumbprint ?? '…',
  })
  return (
    <>
      <section aria-labelledby="files">
        <h2 id="files" className="mt-8">
          {t('files')}
        </h2>
        {recipe.files.map(format => (
          <FileCard key={format} file={files[format]} />
        ))}
        <h3 className="mt-6">{t('order')}</h3>
        <ul>
          <li>{t('order1', { name: certificate.common_name })}</li>
          <li>{t('order2')}</li>
        </ul>
        <p className="text-text-quiet">{t('order3')}</p>
      </section>
      <section aria-labelledby="steps">
        <h2 id="steps" className="mt-8">
          {t('steps')}
        </h2>
        <p>{place === 'iis' ? t('stepsIis') : t('stepsLead')}</p>
        <ol className="list-decimal pl-6">
          {recipe.commands.map(command => (
            <li key={command.text} className="mt-4">
              <p className="font-bold">{t(command.what)}</p>
              <Command text={command.text} />
            </li>
          ))}
        </ol>
        <p className="mt-4">{t(configs[place])}</p>
      </section>
      <section aria-labelledby="after">
        <h2 id="after" className="mt-8">
          {t('after')}
        </h2>
        <p>{t('afterLead')}</p>
        <Command text={lookFromOutside(host)} />
      </section>
    </>
  )
}

function Command({ text }: { text: string }) {
  return (
    <div className="card my-2">
      <Copyable text={text} shown={<Words text={text} />} />
    </div>
  )
}

/** A command breaks between its words: never behind a hyphen, where an option would read as two. */
function Words({ text }: { text: string }) {
  return text.split(' ').map((word, place) => (
    <Fragment key={`${place} ${word}`}>
      {place > 0 ? ' ' : ''}
      <span className="inline-block">{word}</span>
    </Fragment>
  ))
}

const kinds: Record<Format, keyof typeof texts> = {
  pem: 'filePem',
  chain: 'fileChain',
  ca: 'fileCa',
  der: 'fileDer',
  p7b: 'fileP7b',
}

function FileCard({ file }: { file: CertificateFile }) {
  const t = useText(texts)
  const address = useAddress(file.bytes)
  return (
    <div className="card">
      <p className="font-bold">{t(kinds[file.format])}</p>
      <p className="mono">{file.name}</p>
      <p className="btn-row my-3">
        <a
          className="btn btn-first"
          href={address}
          download={file.name}
          aria-label={t('saveOf', { name: file.name })}
        >
          {t('save')}
        </a>
      </p>
      <p className="text-text-quiet text-sm">{t('digest')}</p>
      <Digest sha256={file.sha256} />
    </div>
  )
}

/** An address for bytes that are here already: what is saved is what the digest was made of. */
function useAddress(bytes: ArrayBuffer): string | undefined {
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }))
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [bytes])
  return address
}
