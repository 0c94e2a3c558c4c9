import { unwrap } from '@madoguchi/api'
import { useText } from '@madoguchi/i18n'
import { names } from '@madoguchi/names'
import { Button, FaultSummary, useSubmit } from '@madoguchi/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { useShortcuts } from '../keys/keys.ts'
import { type Changed, changesBetween } from './changed.tsx'
import { type Application, applicationQuery } from './queries.ts'
import { Sheet, type SheetKind, sheetOf } from './sheets.tsx'
import { texts } from './texts.ts'

const verbs = {
  'start-review': 'start_review',
  'send-back': 'send_back',
  'pass-review': 'pass_review',
  verification: 'verification',
  approve: 'approve',
  reject: 'reject',
  return: 'return',
  propose: 'propose',
  agree: 'agree',
  'look-over': 'look_over',
} as const
type Verb = keyof typeof verbs
const isVerb = (action: string): action is Verb => action in verbs

/**
 * A step that was begun, on the application as it was then: the page goes on reading it anew behind the sheet, and
 * nobody decides on what has changed meanwhile without having seen it.
 */
interface Begun {
  kind: SheetKind
  on: Application
  /** What a refused attempt showed to be another by now. */
  changed?: Changed
}

/** The one menu of what can be done, each irreversible step naming its object (R129); what cannot says why (R22). */
export function Steps({ application }: { application: Application }) {
  const t = useText(texts)
  const name = useText(names)
  const [sheet, setSheet] = useState<Begun>()
  const client = useQueryClient()
  const again = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['application', application.id] }),
      client.invalidateQueries({ queryKey: ['tasks'] }),
      client.invalidateQueries({ queryKey: ['contract', application.contract.id] }),
    ])
  const start = useSubmit(async () => {
    const params = {
      params: { path: { id: application.id }, header: { 'If-Match': application.etag } },
    }
    await unwrap(api.POST('/api/v1/applications/{id}/start-review', params))
    await again()
  })
  const can = application.can.filter(each => isVerb(each.action))
  const may = (action: Verb) => can.some(each => each.action === action && each.allowed)
  const open = (kind: SheetKind) => setSheet({ kind, on: application })
  useShortcuts([
    {
      key: 'a',
      name: t('keyApprove'),
      run: () => (may('approve') ? open('approve') : may('agree') ? open('agree') : undefined),
    },
    { key: 'r', name: t('keyReject'), run: () => (may('reject') ? open('reject') : undefined) },
  ])
  const object = (verb: Verb) =>
    t('object', {
      action: t(verbs[verb]),
      kind: name(application.kind),
      name: application.contract.common_name,
      number: application.number,
    })
  const off = Map.groupBy(
    can.filter(each => !each.allowed && each.message),
    each => each.message ?? '',
  )
  const nameOf = (action: string) => (isVerb(action) ? t(verbs[action]) : action)
  return (
    <section aria-labelledby="steps">
      <h2 id="steps" className="mt-6">
        {t('steps')}
      </h2>
      <FaultSummary trouble={start.trouble} />
      <div className="menu-list mt-2">
        {can.map(each => {
          const verb = each.action
          if (!each.allowed || !isVerb(verb)) return null
          const kind = sheetOf(verb)
          const look = verb === 'approve' || verb === 'agree' ? 'first' : 'second'
          return (
            <Button
              key={verb}
              look={look}
              busy={verb === 'start-review' && start.busy}
              className="flex-col gap-0"
              onClick={() => (kind ? open(kind) : start.submit(undefined))}
            >
              <span>{t(verbs[verb])}:</span>
              <span className="text-sm font-normal">
                {t('objectShort', { kind: name(application.kind), name: application.contract.common_name })}{' '}
                <span className="mono whitespace-nowrap">{application.number}</span>
              </span>
            </Button>
          )
        })}
      </div>
      {application.closed_at ? <p className="text-text-quiet">{t('closed')}</p> : null}
      {off.size > 0 ? (
        <details className="mt-3">
          <summary>{t('notNow')}</summary>
          <ul className="mt-1 text-sm">
            {[...off].map(([why, steps]) => (
              <li key={why} className="py-1">
                <strong>{steps.map(each => nameOf(each.action)).join(t('listed'))}</strong>: {why}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {sheet ? (
        <Sheet
          kind={sheet.kind}
          application={sheet.on}
          changed={sheet.changed}
          object={object(sheet.kind)}
          onDone={async () => {
            setSheet(undefined)
            await again()
          }}
          onStale={async () => {
            await again()
            const now = client.getQueryData(applicationQuery(application.id).queryKey) ?? sheet.on
            setSheet({ kind: sheet.kind, on: now, changed: changesBetween(sheet.on, now, sheet.kind) })
          }}
          onClose={() => setSheet(undefined)}
        />
      ) : null}
    </section>
  )
}
