import { unwrap } from '@madoguchi/api'
import { AskForm } from '@madoguchi/frame'
import { formatDay, formatDayTime, parseJst, type Sentence, useLanguage, useText } from '@madoguchi/i18n'
import { faultAt, Notice, Select, TextField, useSubmit } from '@madoguchi/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { calmly } from '../filing/parts.tsx'
import { Sheet } from '../frame/sheet.tsx'
import { deskNames, isNamed } from '../names.ts'
import { texts } from './party_texts.ts'
import { type Contract, contractQuery, evidenceQuery, mayDo } from './queries.ts'

type Field = 'organization' | 'state_or_province' | 'locality'
interface Changed {
  until: string
  serials: string[]
}

/** 契約先変更 by a reviewer, on another officer's evidence (R33). */
export function ChangeParty({ contract }: { contract: Contract }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const [changed, setChanged] = useState<Changed>()
  if (!mayDo(contract, 'party')) return null
  return (
    <>
      <Sheet open={t('open')} title={t('title', { organization: contract.organization })} quiet>
        {close => <Form contract={contract} close={close} onChanged={setChanged} />}
      </Sheet>
      {changed ? (
        <div role="status">
          <Notice kind="success" title={t('done')}>
            {changed.serials.length > 0 ? (
              <p className="break-all">
                {t('wrong', {
                  until: formatDayTime(changed.until, language),
                  serials: changed.serials.join(', '),
                })}
              </p>
            ) : null}
          </Notice>
        </div>
      ) : null}
    </>
  )
}

function Form({
  contract,
  close,
  onChanged,
}: {
  contract: Contract
  close: () => void
  onChanged: (changed: Changed) => void
}) {
  const t = useText(texts)
  const client = useQueryClient()
  // What the sheet opened with; after a refusal because of another's change, what stands now.
  const [seen, setSeen] = useState(contract)
  const [typed, setTyped] = useState<Partial<Record<Field, string>>>({})
  const [evidence, setEvidence] = useState('')
  const [known, setKnown] = useState('')
  const attempt = useSubmit(async () => {
    if (!evidence) {
      attempt.setTrouble({
        faults: [{ pointer: '/evidence', code: 'missing', messages: t.both('evidenceMissing') }],
      })
      return
    }
    const known_since = parseJst(known)
    const body = { ...typed, evidence, ...(known_since ? { known_since } : {}) }
    const params = { path: { id: contract.id }, header: { 'If-Match': seen.etag } }
    try {
      const answer = await unwrap(api.POST('/api/v1/contracts/{id}/party', { params, body }))
      onChanged({ until: answer.revoke_until, serials: answer.certificates.map(({ serial }) => serial) })
      close()
    } catch (error) {
      setSeen(await client.fetchQuery({ ...contractQuery(contract.id), staleTime: 0 }))
      throw error
    }
    await client.invalidateQueries({ queryKey: ['contract', contract.id] })
  })
  const { trouble } = attempt
  const field = (name: Field, label: string) => (
    <TextField
      pointer={`/${name}`}
      label={label}
      autoComplete="off"
      value={typed[name] ?? seen[name] ?? ''}
      onChange={event => setTyped(now => ({ ...now, [name]: event.target.value }))}
      fault={faultAt(trouble, `/${name}`)}
    />
  )
  return (
    <AskForm attempt={attempt} button={t('do')} {...calmly(trouble)} onGiveUp={close}>
      <Notice kind="warning">{t('lead')}</Notice>
      {field('organization', t('organization'))}
      {field('state_or_province', t('state'))}
      {field('locality', t('locality'))}
      <EvidenceField
        contract={contract.id}
        value={evidence}
        onChange={setEvidence}
        fault={faultAt(trouble, '/evidence')}
      />
      <TextField
        pointer="/known_since"
        label={t('knownSince')}
        hint={t('knownHint')}
        type="datetime-local"
        className="input-short"
        value={known}
        onChange={event => setKnown(event.target.value)}
        fault={faultAt(trouble, '/known_since')}
      />
    </AskForm>
  )
}

const KINDS = ['organization_identity', 'address']

function EvidenceField({
  contract,
  value,
  onChange,
  fault,
}: {
  contract: string
  value: string
  onChange: (id: string) => void
  fault: Sentence | undefined
}) {
  const t = useText(texts)
  const desk = useText(deskNames)
  const { language } = useLanguage()
  const evidence = useQuery(evidenceQuery(contract)).data?.evidence ?? []
  return (
    <Select
      pointer="/evidence"
      label={t('evidence')}
      hint={t('evidenceHint')}
      need
      value={value}
      onChange={event => onChange(event.target.value)}
      fault={fault}
    >
      <option value="">{t('choose')}</option>
      {evidence
        .filter(record => KINDS.includes(record.kind) && record.good)
        .map(record => (
          <option key={record.id} value={record.id}>
            {t('evidenceLine', {
              kind: isNamed(record.kind) ? desk(record.kind) : record.kind,
              source: record.source,
              name: record.collected_by.name,
              day: formatDay(record.collected_at, language),
            })}
          </option>
        ))}
    </Select>
  )
}
