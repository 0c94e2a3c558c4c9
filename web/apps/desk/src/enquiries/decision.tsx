import { unwrap } from '@madoguchi/api'
import { useText } from '@madoguchi/i18n'
import { Button, faultAt, Notice, TextArea, useSubmit } from '@madoguchi/ui'
import { useState } from 'react'
import { api, type Schemas } from '../api.ts'
import { Wrong } from '../filing/parts.tsx'
import { Part } from '../frame/screen.tsx'
import { decisionTexts } from './decision_texts.ts'

interface Props {
  report: Schemas['Enquiry'] & { etag: string }
  again: () => Promise<unknown>
}

/** What becomes of a problem report (R63): a revocation that names it, or two officers who find no cause for one. */
export function Decision({ report, again }: Props) {
  const t = useText(decisionTexts)
  const may = (action: string) => report.can?.find(can => can.action === action)
  if (report.decision) {
    return (
      <Part id="decision" title={t('title')}>
        <p>{t(report.decision === 'no_cause' ? 'noCause' : 'revoked')}</p>
        {report.no_cause ? <Finding report={report} /> : null}
        {report.state === 'closed' ? null : <Notice>{t('preliminaryMissing')}</Notice>}
      </Part>
    )
  }
  return (
    <Part id="decision" title={t('title')}>
      <p>{t('lead')}</p>
      {report.no_cause ? <Finding report={report} /> : null}
      {may('propose-no-cause')?.allowed ? <Propose report={report} again={again} /> : null}
      {may('agree-no-cause')?.allowed ? (
        <Answer report={report} again={again} />
      ) : report.no_cause ? (
        <Notice>{may('agree-no-cause')?.message}</Notice>
      ) : null}
    </Part>
  )
}

function Finding({ report }: { report: Props['report'] }) {
  const t = useText(decisionTexts)
  return (
    <>
      <p>{t('found', { officer: report.no_cause_by ?? '' })}</p>
      <p className="card whitespace-pre-wrap">{report.no_cause}</p>
    </>
  )
}

const paramsOf = (report: Props['report']) => ({
  path: { id: report.id },
  header: { 'If-Match': report.etag },
})

function Propose({ report, again }: Props) {
  const t = useText(decisionTexts)
  const [finding, setFinding] = useState('')
  const { submit, busy, trouble } = useSubmit(async () => {
    const params = paramsOf(report)
    try {
      await unwrap(api.POST('/api/v1/enquiries/{id}/propose-no-cause', { params, body: { finding } }))
    } finally {
      await again()
    }
  })
  return (
    <>
      <Wrong trouble={trouble} />
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault()
          submit(undefined)
        }}
      >
        <TextArea
          pointer="/finding"
          label={t('finding')}
          hint={t('findingHint')}
          need
          value={finding}
          onChange={event => setFinding(event.target.value)}
          fault={faultAt(trouble, '/finding')}
        />
        <Button type="submit" busy={busy}>
          {t('propose')}
        </Button>
      </form>
    </>
  )
}

function Answer({ report, again }: Props) {
  const t = useText(decisionTexts)
  const { submit, busy, trouble } = useSubmit(async (agrees: boolean) => {
    const params = paramsOf(report)
    try {
      if (agrees) await unwrap(api.POST('/api/v1/enquiries/{id}/agree-no-cause', { params }))
      else await unwrap(api.POST('/api/v1/enquiries/{id}/return-no-cause', { params }))
    } finally {
      await again()
    }
  })
  return (
    <>
      <Wrong trouble={trouble} />
      <div className="btn-row">
        <Button look="first" busy={busy} onClick={() => submit(true)}>
          {t('agree')}
        </Button>
        <Button busy={busy} onClick={() => submit(false)}>
          {t('giveBack')}
        </Button>
      </div>
    </>
  )
}
