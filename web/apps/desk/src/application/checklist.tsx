import { unwrap } from '@madoguchi/api'
import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import {
  Badge,
  Button,
  FaultSummary,
  faultAt,
  LoadTrouble,
  Skeleton,
  TextField,
  useIdempotencyKey,
  useSubmit,
} from '@madoguchi/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { type Cans, isOpen } from '../frame/sheet.tsx'
import { EvidenceLine } from './evidence.tsx'
import { type Application, type ChecklistItem, checklistQuery } from './queries.ts'
import { texts } from './texts.ts'

/** The lines that a review must tick, each on its evidence where it asks for some (R103). */
export function Checklist({ application }: { application: Application }) {
  const t = useText(texts)
  const { data, error, refetch } = useQuery(checklistQuery(application.id))
  if (!data) return error ? <LoadTrouble error={error} onAgain={() => refetch()} /> : <Skeleton lines={4} />
  const left = data.items.filter(each => !each.tick).length
  return (
    <section aria-labelledby="checklist">
      <h2 id="checklist" className="mt-6">
        {t('checklist')}
      </h2>
      <p role="status">{left === 0 ? t('checklistDone') : t('checklistLeft', { count: left })}</p>
      <ol className="menu-list mt-2">
        {data.items.map(item => (
          <li key={item.item} className="menu-item">
            <Item application={application} item={item} can={data.can} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function Item({ application, item, can }: { application: Application; item: ChecklistItem; can: Cans }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const client = useQueryClient()
  const keyOf = useIdempotencyKey()
  const [source, setSource] = useState('')
  const on = { params: { path: { id: application.id }, header: { 'If-Match': application.etag } } }
  const again = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['application', application.id] }),
      client.invalidateQueries({ queryKey: ['contract', application.contract.id] }),
    ])
  const { submit, busy, trouble } = useSubmit(async (evidence: string | undefined) => {
    const body = { item: item.item, ...(evidence ? { evidence } : {}) }
    try {
      await unwrap(api.POST('/api/v1/applications/{id}/checklist/tick', { ...on, body }))
    } finally {
      await again()
    }
  })
  const recording = useSubmit(async () => {
    const body = { kind: item.evidence_kind ?? '', source, application: application.id }
    const { id } = await unwrap(
      api.POST('/api/v1/contracts/{id}/evidence', {
        params: {
          path: { id: application.contract.id },
          header: { 'Idempotency-Key': keyOf({ ...body, item: item.item }) },
        },
        body,
      }),
    )
    await submit(id)
  })
  const taking = useSubmit(async () => {
    try {
      await unwrap(
        api.POST('/api/v1/applications/{id}/checklist/untick', { ...on, body: { item: item.item } }),
      )
    } finally {
      await again()
    }
  })
  const good = item.evidence?.good ? item.evidence : undefined
  const problem = trouble ?? recording.trouble ?? taking.trouble
  const pointer = `/${item.item}`
  return (
    <>
      <p className="menu-item-name">{item.text}</p>
      {item.evidence ? <EvidenceLine evidence={item.evidence} below /> : null}
      <FaultSummary trouble={problem} />
      {item.tick ? (
        <p className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-2">
          <Badge mood="good">{t('ticked')}</Badge>
          <span className="text-sm">
            {t('tickedBy', { name: item.tick.by.name, at: formatDayTime(item.tick.at, language) })}
          </span>
          {isOpen(can, 'untick') ? (
            <Button
              className="-ml-3"
              look="plain"
              small
              busy={taking.busy}
              aria-label={t('untick', { item: item.text })}
              onClick={() => taking.submit(undefined)}
            >
              {t('untickShort')}
            </Button>
          ) : null}
        </p>
      ) : !isOpen(can, 'tick') ? null : item.evidence_kind && !good ? (
        <form
          noValidate
          onSubmit={event => {
            event.preventDefault()
            recording.submit(undefined)
          }}
        >
          <TextField
            pointer={pointer}
            label={t('source')}
            hint={t(item.evidence_kind === 'domain_control' ? 'sourceHintDomain' : 'sourceHint')}
            value={source}
            onChange={event => setSource(event.target.value)}
            fault={faultAt(recording.trouble, '/source')}
          />
          <Button small type="submit" busy={busy || recording.busy}>
            {t('recordAndTick')}
          </Button>
        </form>
      ) : (
        <Button
          small
          busy={busy}
          className="mt-1"
          aria-label={t('tick', { item: item.text })}
          onClick={() => submit(good?.id)}
        >
          {good ? t('useEvidence') : t('tickShort')}
        </Button>
      )}
    </>
  )
}
