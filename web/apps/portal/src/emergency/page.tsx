import { unwrap } from '@madoguchi/api'
import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import {
  Button,
  FaultSummary,
  faultAt,
  LoadTrouble,
  Notice,
  PageTitle,
  Skeleton,
  TextArea,
  TextField,
  useIdempotencyKey,
  useSubmit,
} from '@madoguchi/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createLazyRoute } from '@tanstack/react-router'
import { useState } from 'react'
import { api, quiet, type Schemas } from '../api.ts'
import { sessionQuery } from '../frame/session.ts'
import { texts as frameTexts } from '../frame/texts.ts'
import { guidanceQuery } from '../guidance.ts'
import { Phoned } from '../phoned.tsx'
import { type Claimed, ClaimReceipt, isRevoked, Own } from './own.tsx'
import { ownTexts } from './own_texts.ts'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/emergency')({ component: Emergency })

/** Whether somebody is logged in here. It asks for no login, and a server that does not say so keeps nobody from reporting. */
function useLoggedIn() {
  const client = useQueryClient()
  return useQuery({
    queryKey: ['logged-in'],
    queryFn: async () => {
      try {
        const session = await unwrap(quiet.GET('/api/v1/session'))
        client.setQueryData(sessionQuery.queryKey, session) // the frame knows it too
        return true
      } catch {
        return false // nobody, or it cannot be told: the report below asks for no login
      }
    },
  })
}

/** A key in other hands: whom to call, one's own certificates, and a report that anybody can send at any hour (R62, R105). */
function Emergency() {
  const t = useText(texts)
  const own = useText(ownTexts)
  const service = useText(frameTexts)
  const begun = Route.useSearch()
  const guidance = useQuery(guidanceQuery)
  const loggedIn = useLoggedIn()
  const [receipt, setReceipt] = useState<Schemas['ProblemReportReceipt']>()
  const [claimed, setClaimed] = useState<Claimed>()
  const phone = guidance.data?.desk.emergency_phone ?? '…'
  const title = claimed ? own(isRevoked(claimed) ? 'done' : 'waits') : t('title')
  if (guidance.isPending || loggedIn.isPending) {
    return (
      <>
        <PageTitle service={service('service')}>{title}</PageTitle>
        <Skeleton lines={10} />
      </>
    )
  }
  return (
    <>
      <PageTitle service={service('service')}>{title}</PageTitle>
      {claimed ? <ClaimReceipt {...claimed} /> : receipt ? <Sent receipt={receipt} /> : <p>{t('lead')}</p>}
      {guidance.data ? (
        <Notice kind={claimed || receipt ? 'info' : 'danger'}>
          <p className="font-bold">
            <Phoned text={t('phone', { phone })} phones={[phone]} />
          </p>
        </Notice>
      ) : (
        <LoadTrouble error={guidance.error} onAgain={() => guidance.refetch()} />
      )}
      {claimed || receipt ? null : (
        <>
          {loggedIn.data ? <Own begun={begun} onFiled={setClaimed} /> : null}
          <Report others={loggedIn.data === true} onSent={setReceipt} />
        </>
      )}
    </>
  )
}

function Sent({ receipt }: { receipt: Schemas['ProblemReportReceipt'] }) {
  const t = useText(texts)
  const { language } = useLanguage()
  return (
    <div role="status">
      <Notice kind="success" title={t('sent')}>
        <p>
          {t('sentMore', { number: receipt.number, until: formatDayTime(receipt.answer_until, language) })}
        </p>
      </Notice>
    </div>
  )
}

interface ReportProps {
  /** One's own certificates are revoked above. */
  others: boolean
  onSent: (receipt: Schemas['ProblemReportReceipt']) => void
}

function Report({ others, onSent }: ReportProps) {
  const t = useText(texts)
  const [serials, setSerials] = useState('')
  const [text, setText] = useState('')
  const [mail, setMail] = useState('')
  const key = useIdempotencyKey()
  const { submit, busy, trouble } = useSubmit(async () => {
    const body = {
      serials: serials
        .split(/[\n,]/)
        .map(line => line.replace(/[\s:]/g, '').toLowerCase())
        .filter(line => line !== ''),
      text,
      reporter_mail: mail,
    }
    const params = { header: { 'Idempotency-Key': key(body) } }
    onSent(await unwrap(api.POST('/api/v1/problem-reports', { params, body })))
  })
  const serialFault = trouble?.faults.find(fault => fault.pointer.startsWith('/serials'))
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        submit(undefined)
      }}
    >
      <h2 className="mt-8">{t(others ? 'reportOthers' : 'report')}</h2>
      <p>{t('reportMore')}</p>
      <FaultSummary trouble={trouble} />
      <TextArea
        pointer="/serials"
        label={t('serials')}
        hint={t('serialsHint')}
        need
        rows={3}
        className="input-mono"
        spellCheck={false}
        value={serials}
        onChange={event => setSerials(event.target.value)}
        fault={serialFault?.messages}
      />
      <TextArea
        pointer="/text"
        label={t('text')}
        need
        rows={4}
        value={text}
        onChange={event => setText(event.target.value)}
        fault={faultAt(trouble, '/text')}
      />
      <TextField
        pointer="/reporter_mail"
        label={t('mail')}
        hint={t('mailHint')}
        need
        type="email"
        autoComplete="email"
        value={mail}
        onChange={event => setMail(event.target.value)}
        fault={faultAt(trouble, '/reporter_mail')}
      />
      <div className="btn-row">
        <Button look="danger" type="submit" busy={busy}>
          {t('send')}
        </Button>
      </div>
    </form>
  )
}
