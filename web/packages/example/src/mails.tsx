import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { Copyable, Facts, LoadTrouble, Notice, Skeleton } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { mailQuery, mailsQuery, type Schemas } from './api.ts'
import { texts } from './texts.ts'

/** Every mail as it would arrive: the list beside the one that is read, the newest unless one was chosen. */
export function Mails({ name }: { name: string }) {
  const t = useText(texts)
  const { data, error, refetch } = useQuery(mailsQuery)
  const mails = data?.mails
  if (!mails) return error ? <LoadTrouble error={error} onAgain={() => refetch()} /> : <Skeleton lines={6} />
  const newest = mails[0]
  return (
    <>
      <Arrivals newest={newest} />
      {newest ? (
        <div className="beside mt-4">
          <MailList mails={mails} shown={name || newest.name} />
          <Mail name={name || newest.name} />
        </div>
      ) : (
        <Notice title={t('noMails')}>
          <p>{t('noMailsMore')}</p>
        </Notice>
      )}
    </>
  )
}

type Line = Schemas['ExampleMails']['mails'][number]

/** Says what came while the page was open. */
function Arrivals({ newest }: { newest: Line | undefined }) {
  const t = useText(texts)
  const first = useRef(newest?.name)
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (!newest || newest.name === first.current) return
    first.current = newest.name
    setSaid(newest.subject)
  }, [newest])
  return (
    <p role="status" className={said ? 'mt-4 text-success' : 'sr-only'}>
      {said ? t('arrived', { subject: said }) : ''}
    </p>
  )
}

function MailList({ mails, shown }: { mails: Line[]; shown: string }) {
  const t = useText(texts)
  const { language } = useLanguage()
  return (
    <nav aria-label={t('mails')}>
      <ol className="menu-list max-h-[40rem] gap-2! overflow-y-auto p-1">
        {mails.map(mail => (
          <li key={mail.name}>
            <a
              className="menu-item aria-[current]:border-action aria-[current]:bg-surface-strong px-3! py-2!"
              href={`#mails/${mail.name}`}
              aria-current={mail.name === shown ? 'true' : undefined}
            >
              <span className="menu-item-name">{mail.subject || mail.name}</span>
              <span className="block text-sm">{mail.to}</span>
              <span className="text-text-quiet block text-sm">{formatDayTime(mail.sent_at, language)}</span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

const CODE = /(?<!\d)\d{8}(?!\d)/g
const ADDRESS = /(https?:\/\/[\w.:-]+[\w./?#=&%~+-]*)/

/** The one-time code of a mail that carries one. */
function codeIn(body: string): string | undefined {
  const codes = new Set(body.match(CODE))
  return codes.size === 1 ? [...codes][0] : undefined
}

function Mail({ name }: { name: string }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { data: mail, error } = useQuery(mailQuery(name))
  if (!mail) return error ? <Notice kind="warning" title={t('mailGone')} /> : <Skeleton lines={8} />
  const code = codeIn(mail.body)
  return (
    <article className="card mt-0!" aria-labelledby="mail-subject">
      <h2 id="mail-subject">{mail.subject || mail.name}</h2>
      {code ? (
        <p className="my-3 text-xl">
          <span className="text-text-quiet block text-sm">{t('code')}</span>
          <Copyable text={code} />
        </p>
      ) : null}
      <Facts
        facts={[
          { name: t('from'), value: mail.from },
          { name: t('to'), value: mail.to },
          { name: t('sentAt'), value: formatDayTime(mail.sent_at, language) },
          { name: t('messageId'), value: <span className="mono text-sm">{mail.message_id}</span> },
        ]}
      />
      <div className="whitespace-pre-wrap">
        <Linked text={mail.body} />
      </div>
    </article>
  )
}

/** Text with its web addresses as links; nothing else in a mail is more than text. */
function Linked({ text }: { text: string }) {
  return text.split(ADDRESS).map((piece, index) =>
    ADDRESS.test(piece) ? (
      <a key={index} href={piece} target="_blank" rel="noopener noreferrer">
        {piece}
      </a>
    ) : (
      piece
    ),
  )
}
