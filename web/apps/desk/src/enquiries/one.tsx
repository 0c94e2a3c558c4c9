import { unwrap, unwrapTagged } from '@madoguchi/api'
import { formatDay, formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import {
  Badge,
  Button,
  CheckBox,
  type Fact,
  Facts,
  faultAt,
  Notice,
  TextArea,
  useSubmit,
} from '@madoguchi/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api, type Schemas } from '../api.ts'
import { Wrong } from '../filing/parts.tsx'
import { Loaded, Part, Title } from '../frame/screen.tsx'
import { deskNames } from '../names.ts'
import { Decision } from './decision.tsx'
import { enquiryMoods } from './page.tsx'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/enquiries/$id')({ component: Enquiry })

type Seen = Schemas['Enquiry'] & { etag: string }

/** One enquiry: what was asked, the answer, and for a report from outside the preliminary report (R104, R105). */
function Enquiry() {
  const t = useText(texts)
  const { id } = Route.useParams()
  const enquiry = useQuery({
    queryKey: ['enquiry', id],
    queryFn: () => unwrapTagged(api.GET('/api/v1/enquiries/{id}', { params: { path: { id } } })),
  })
  return (
    <>
      <p>
        <Link to="/enquiries">{t('back')}</Link>
      </p>
      <Title>{t('one')}</Title>
      <Loaded query={enquiry}>{data => <Details enquiry={data} />}</Loaded>
    </>
  )
}

function Details({ enquiry }: { enquiry: Seen }) {
  const t = useText(texts)
  const desk = useText(deskNames)
  const { language } = useLanguage()
  const again = useAgain(enquiry.id)
  const facts: Fact[] = [
    { name: t('number'), value: <span className="mono">{enquiry.number}</span> },
    { name: t('kind'), value: desk(enquiry.kind) },
    {
      name: t('state'),
      value: <Badge mood={enquiryMoods[enquiry.state]}>{desk(enquiry.state)}</Badge>,
    },
    { name: t('received'), value: formatDayTime(enquiry.opened_at, language) },
  ]
  if (enquiry.deadline_at)
    facts.push({ name: t('until'), value: formatDayTime(enquiry.deadline_at, language) })
  if (enquiry.account_name) facts.push({ name: t('from'), value: enquiry.account_name })
  if (enquiry.reporter_mail) facts.push({ name: t('reporter'), value: enquiry.reporter_mail })
  if (enquiry.registered_on) {
    facts.push({ name: t('registered'), value: formatDay(enquiry.registered_on, language) })
  }
  if (enquiry.contract) {
    facts.push({
      name: t('contract'),
      value: (
        <Link to="/contracts/$id" params={{ id: enquiry.contract.id }}>
          {enquiry.contract.number}
        </Link>
      ),
    })
  }
  const [begun, setBegun] = useState(false)
  const may = (action: string) => enquiry.can?.find(can => can.action === action)
  return (
    <>
      <Facts facts={facts} />
      <Part id="asked" title={t('asked')}>
        <p className="card whitespace-pre-wrap">{enquiry.text}</p>
      </Part>
      {enquiry.answer ? (
        <Part id="answered" title={t('answered')}>
          <p className="card whitespace-pre-wrap">{enquiry.answer}</p>
        </Part>
      ) : null}
      {enquiry.kind === 'problem_report' && enquiry.state === 'open' ? (
        <Writing key="preliminary" enquiry={enquiry} what="preliminary" />
      ) : null}
      {enquiry.kind === 'problem_report' ? <Decision report={enquiry} again={again} /> : null}
      {may('answer')?.allowed || begun ? (
        // A colleague may have answered and closed it meanwhile: what was typed stays.
        <Writing key="answer" enquiry={enquiry} what="answer" onBegun={setBegun} />
      ) : enquiry.state === 'open' && enquiry.kind !== 'problem_report' ? (
        <Notice>{may('answer')?.message}</Notice>
      ) : null}
      {may('close')?.allowed ? <Close enquiry={enquiry} /> : null}
    </>
  )
}

function useAgain(id: string) {
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['enquiry', id] }),
      client.invalidateQueries({ queryKey: ['enquiries'] }),
      client.invalidateQueries({ queryKey: ['tasks'] }),
    ])
}

const words = {
  answer: { label: 'answerLabel', hint: 'answerHint', send: 'answerSend' },
  preliminary: { label: 'preliminaryLabel', hint: 'preliminaryHint', send: 'preliminarySend' },
} as const

/** An answer to the customer, or the preliminary report to reporter and subscriber: what is typed here leaves the desk. */
function Writing({
  enquiry,
  what,
  onBegun,
}: {
  enquiry: Seen
  what: 'answer' | 'preliminary'
  /** Something was typed that is not sent yet. */
  onBegun?: (begun: boolean) => void
}) {
  const t = useText(texts)
  const again = useAgain(enquiry.id)
  const [text, setText] = useState('')
  const type = (typed: string) => {
    setText(typed)
    onBegun?.(typed !== '')
  }
  const [close, setClose] = useState(true)
  const [sent, setSent] = useState(false)
  const params = { path: { id: enquiry.id }, header: { 'If-Match': enquiry.etag } }
  const { submit, busy, trouble } = useSubmit(async () => {
    try {
      if (what === 'answer') {
        await unwrap(api.POST('/api/v1/enquiries/{id}/answer', { params, body: { text, close } }))
      } else {
        await unwrap(api.POST('/api/v1/enquiries/{id}/preliminary-report', { params, body: { text } }))
        setSent(true)
      }
      type('')
    } finally {
      await again()
    }
  })
  return (
    <Part id={what} title={t(what)}>
      {sent ? (
        <div role="status">
          <Notice kind="success" title={t('preliminarySent')} />
        </div>
      ) : null}
      <Wrong trouble={trouble} />
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault()
          submit(undefined)
        }}
      >
        <TextArea
          pointer="/text"
          label={t(words[what].label)}
          hint={t(words[what].hint)}
          need
          value={text}
          onChange={event => type(event.target.value)}
          fault={faultAt(trouble, '/text')}
        />
        {what === 'answer' ? (
          <CheckBox pointer="/close" label={t('closeToo')} checked={close} onChange={setClose} />
        ) : null}
        <Button look="first" type="submit" busy={busy}>
          {t(words[what].send)}
        </Button>
      </form>
    </Part>
  )
}

function Close({ enquiry }: { enquiry: Seen }) {
  const t = useText(texts)
  const again = useAgain(enquiry.id)
  const { submit, busy, trouble } = useSubmit(async () => {
    const params = { path: { id: enquiry.id }, header: { 'If-Match': enquiry.etag } }
    try {
      await unwrap(api.POST('/api/v1/enquiries/{id}/close', { params }))
    } finally {
      await again()
    }
  })
  return (
    <>
      <Wrong trouble={trouble} />
      <div className="btn-row">
        <Button busy={busy} onClick={() => submit(undefined)}>
          {t('close')}
        </Button>
      </div>
    </>
  )
}
