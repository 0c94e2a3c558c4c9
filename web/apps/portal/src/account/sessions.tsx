import { unwrap } from '@madoguchi/api'
import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { Badge, Button, FaultSummary, LoadTrouble, Skeleton, TableBox, useSubmit } from '@madoguchi/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Schemas } from '../api.ts'
import { texts } from './texts.ts'

const sessionsKey = ['sessions']

/** The own open sessions; each but this one can be ended. */
export function Sessions() {
  const t = useText(texts)
  const client = useQueryClient()
  const [ended, setEnded] = useState(false)
  const list = useQuery({ queryKey: sessionsKey, queryFn: () => unwrap(api.GET('/api/v1/sessions')) })
  const { submit, busy, trouble } = useSubmit(async (id: string) => {
    setEnded(false)
    await unwrap(api.POST('/api/v1/sessions/{id}/end', { params: { path: { id } } }))
    await client.invalidateQueries({ queryKey: sessionsKey })
    setEnded(true)
  })
  return (
    <div className="mt-10">
      <h2>{t('sessions')}</h2>
      <p>{t('sessionsLead')}</p>
      <FaultSummary trouble={trouble} />
      <p role="status">{ended ? t('ended') : ''}</p>
      {list.error ? <LoadTrouble error={list.error} onAgain={() => list.refetch()} /> : null}
      {list.isPending ? <Skeleton lines={3} /> : null}
      {list.data ? <Table sessions={list.data.sessions} busy={busy} onEnd={submit} /> : null}
    </div>
  )
}

interface TableProps {
  sessions: Schemas['Sessions']['sessions']
  busy: boolean
  onEnd: (id: string) => void
}

function Table({ sessions, busy, onEnd }: TableProps) {
  const t = useText(texts)
  const { language } = useLanguage()
  return (
    <TableBox label={t('sessions')}>
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{t('began')}</th>
            <th scope="col">{t('seen')}</th>
            <th scope="col">{t('ends')}</th>
            <th scope="col">{t('act')}</th>
          </tr>
        </thead>
        <tbody>
          {sessions.map(one => {
            const began = formatDayTime(one.created_at, language)
            return (
              <tr key={one.id}>
                <td data-label={t('began')}>{began}</td>
                <td data-label={t('seen')}>{formatDayTime(one.seen_at, language)}</td>
                <td data-label={t('ends')}>{formatDayTime(one.ends_at, language)}</td>
                <td>
                  {one.current ? (
                    <Badge mood="good">{t('thisOne')}</Badge>
                  ) : (
                    <Button
                      small
                      busy={busy}
                      onClick={() => onEnd(one.id)}
                      aria-label={t('endWhich', { at: began })}
                    >
                      {t('end')}
                    </Button>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </TableBox>
  )
}
