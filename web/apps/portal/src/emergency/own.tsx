import { unwrap } from '@madoguchi/api'
import { askForPassword } from '@madoguchi/frame'
import { formatDay, formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import {
  Button,
  CheckBox,
  Copyable,
  type Fact,
  Facts,
  FaultSummary,
  faultAt,
  Notice,
  RadioGroup,
  Select,
  Skeleton,
  TextArea,
  useIdempotencyKey,
  useSubmit,
} from '@madoguchi/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api, type Schemas } from '../api.ts'
import { groupSerial } from '../contract/certificates.tsx'
import { allContractsQuery, contractQuery } from '../contract/queries.ts'
import { fault, missing } from '../form/flow.tsx'
import { Waiting } from '../waiting.tsx'
import { ownTexts } from './own_texts.ts'
import type { EmergencySearch } from './search.ts'

const REASON_POINTS_MAX = 1000

export interface Claimed {
  standing: Schemas['ApplicationStanding']
  contract: Schemas['Contract']
  certificate: Schemas['CertificateOfContract']
}

/** Carried out in the same moment, or about to be. */
export const isRevoked = ({ standing }: Claimed) =>
  standing.state === 'done' || standing.state === 'confirmed' || standing.state === 'executing'

const isLive = ({ state }: Schemas['CertificateOfContract']) =>
  state === 'valid' || state === 'revocation_scheduled'

/** A certificate of one's own is revoked at once, by whoever gives the password again (R62, R63). */
export function Own({ begun, onFiled }: { begun: EmergencySearch; onFiled: (claimed: Claimed) => void }) {
  const t = useText(ownTexts)
  const [contract, setContract] = useState(begun.contract ?? '')
  const contracts = useQuery(allContractsQuery)
  const chosen = useQuery({ ...contractQuery(contract), enabled: contract !== '' })
  const first = begun.contract !== undefined && contract === begun.contract
  if (!contracts.data || (first && !chosen.data)) {
    return <Waiting for={first ? [contracts, chosen] : [contracts]} lines={8} />
  }
  if (contracts.data.contracts.length === 0) return null
  return (
    <section aria-labelledby="own">
      <h2 id="own" className="mt-8">
        {t('title')}
      </h2>
      <p>{t('lead')}</p>
      <Select
        pointer="/contract"
        label={t('contract')}
        hint={contracts.data.next ? t('moreContracts') : undefined}
        need
        value={contract}
        onChange={event => setContract(event.target.value)}
      >
        <option value="">{t('choose')}</option>
        {contracts.data.contracts.map(one => (
          <option key={one.id} value={one.id}>
            {t('contractName', { name: one.common_name, number: one.number })}
          </option>
        ))}
      </Select>
      {contract === '' ? null : chosen.data ? (
        <Claim
          key={contract}
          contract={chosen.data}
          begun={first ? begun.certificate : undefined}
          onFiled={onFiled}
        />
      ) : chosen.error ? (
        <Waiting for={[chosen]} />
      ) : (
        <Skeleton lines={6} />
      )}
    </section>
  )
}

interface ClaimProps {
  contract: Schemas['Contract']
  begun: string | undefined
  onFiled: (claimed: Claimed) => void
}

function Claim({ contract, begun, onFiled }: ClaimProps) {
  const t = useText(ownTexts)
  const { language } = useLanguage()
  const client = useQueryClient()
  const keyOf = useIdempotencyKey()
  const live = contract.certificates.filter(isLive)
  const [certificate, setCertificate] = useState(live.find(one => one.id === begun)?.id)
  const [reason, setReason] = useState('')
  const [understood, setUnderstood] = useState(false)
  const one = live.find(each => each.id === certificate)
  const { submit, busy, trouble, setTrouble } = useSubmit(async () => {
    if (!one) return
    const body = { certificate: one.id, reason_text: reason, understood }
    const path = { id: contract.id }
    const header = { 'Idempotency-Key': keyOf({ path, body }) }
    await askForPassword() // without it the claim has no standing, and waits for two officers
    const standing = await unwrap(
      api.POST('/api/v1/contracts/{id}/emergency-revocations', { params: { path, header }, body }),
    )
    onFiled({ standing, contract, certificate: one })
    for (const key of ['contracts', 'contract', 'applications']) client.invalidateQueries({ queryKey: [key] })
  })
  function revoke() {
    const found = missing([
      !one && fault('/certificate', t.both('certificateMissing')),
      reason.trim() === '' && fault('/reason_text', t.both('reasonMissing')),
      !understood && fault('/understood', t.both('understoodMissing')),
    ])
    if (found) setTrouble(found)
    else submit(undefined)
  }
  if (live.length === 0) return <Notice>{t('noneLive')}</Notice>
  return (
    <>
      <FaultSummary trouble={trouble} />
      <RadioGroup
        pointer="/certificate"
        label={t('certificate')}
        need
        fault={faultAt(trouble, '/certificate')}
        value={certificate}
        onChange={setCertificate}
        choices={live.map(each => ({
          value: each.id,
          name: each.common_name,
          more: t('certificateMore', {
            serial: groupSerial(each.serial),
            until: formatDay(each.not_after, language),
          }),
        }))}
      />
      <TextArea
        pointer="/reason_text"
        label={t('reason')}
        hint={t('reasonHint')}
        need
        rows={3}
        maxLength={REASON_POINTS_MAX}
        value={reason}
        onChange={event => setReason(event.target.value)}
        fault={faultAt(trouble, '/reason_text')}
      />
      <Notice kind="danger" title={t('consequence')}>
        <p>{t('when')}</p>
        <p>{t('stays', { number: contract.number, until: formatDay(contract.ends_at, language) })}</p>
      </Notice>
      <CheckBox
        pointer="/understood"
        label={t('understood')}
        need
        checked={understood}
        onChange={setUnderstood}
        fault={faultAt(trouble, '/understood')}
      />
      <div className="btn-row">
        <Button look="danger" busy={busy} onClick={revoke}>
          {one ? t('revokeOne', { name: one.common_name, end: one.serial.slice(-6) }) : t('revoke')}
        </Button>
      </div>
    </>
  )
}

/** What became of it: revoked in the same moment, or, under a hold (R16), decided by two officers. */
export function ClaimReceipt(claimed: Claimed) {
  const { standing, contract, certificate } = claimed
  const t = useText(ownTexts)
  const { language } = useLanguage()
  const done = isRevoked(claimed)
  const deadline = standing.deadline_at
  const facts: Fact[] = [
    { name: t('number'), value: <Copyable text={standing.number} /> },
    { name: t('serial'), value: <span className="mono">{groupSerial(certificate.serial)}</span> },
    ...(deadline && !done ? [{ name: t('until'), value: formatDayTime(deadline, language) }] : []),
    {
      name: t('staysName'),
      value: t('contractName', { name: contract.common_name, number: contract.number }),
    },
  ]
  return (
    <>
      <Notice kind={done ? 'success' : 'warning'}>
        <p>{t(done ? 'doneMore' : 'waitsMore')}</p>
      </Notice>
      <Facts facts={facts} />
      <p>{t('after')}</p>
      <p className="btn-row">
        <Link className="btn btn-first" to="/contracts/$id" params={{ id: contract.id }}>
          {t('toContract')}
        </Link>
        <Link className="btn btn-second" to="/applications/$id" params={{ id: standing.id }}>
          {t('follow')}
        </Link>
      </p>
    </>
  )
}
