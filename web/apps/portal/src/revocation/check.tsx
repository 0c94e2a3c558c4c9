import { GivenUp, Refused, unwrap } from '@madoguchi/api'
import { formatDay, formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import {
  Button,
  CheckBox,
  type Fact,
  Facts,
  FaultSummary,
  faultAt,
  Notice,
  TextField,
  troubleOf,
  useIdempotencyKey,
  useSubmit,
} from '@madoguchi/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api, type Schemas } from '../api.ts'
import { groupSerial } from '../contract/certificates.tsx'
import { contractQuery } from '../contract/queries.ts'
import { fault, missing } from '../form/flow.tsx'
import { guidanceQuery } from '../guidance.ts'
import { Phoned } from '../phoned.tsx'
import { bodyOf, choices, wishedAt } from './form.ts'
import type { PageProps } from './pages.tsx'
import { texts } from './texts.ts'

/** The page that cannot be misread: consequence, object, finality, what stays alive; then tick, type, confirm (R84, R129). */
export function CheckPage(
  props: PageProps & { onFiled: (standing: Schemas['ApplicationStanding']) => void },
) {
  const { contract, draft, change, flow, keeper, onFiled } = props
  const t = useText(texts)
  const client = useQueryClient()
  const keyOf = useIdempotencyKey()
  const { trouble } = flow
  const { submit, busy } = useSubmit(async () => {
    flow.say(undefined)
    const body = bodyOf(draft)
    try {
      const params = {
        path: { id: contract.id },
        header: { 'Idempotency-Key': keyOf({ contract: contract.id, body }) },
      }
      const headers = { 'If-Match': contract.etag } // what is revoked is what stands here
      const standing = await keeper.file(() =>
        unwrap(api.POST('/api/v1/contracts/{id}/revocations', { params, headers, body })),
      )
      onFiled(standing)
      client.invalidateQueries({ queryKey: ['contracts'] })
    } catch (error) {
      if (error instanceof GivenUp) return
      if (error instanceof Refused && error.problem.status === 412) {
        await client.invalidateQueries(contractQuery(contract.id))
      }
      flow.refuse(troubleOf(error))
    }
  })
  function confirm() {
    const found = missing([
      !draft.understood && fault('/understood', t.both('understoodMissing')),
      draft.typed.trim() === '' && fault('/typed_dns_name', t.both('typedMissing')),
    ])
    if (found) flow.say(found)
    else submit(undefined)
  }
  const one = contract.certificates.find(certificate => certificate.id === draft.certificate)
  const dnsName = contract.dns_names[0] ?? contract.common_name
  const whole = draft.scope === 'contract'
  const object = whole
    ? t('confirmContract', { number: contract.number })
    : t('confirmCertificate', { serial: one ? groupSerial(one.serial) : '' })
  const refund = useQuery(guidanceQuery).data?.products.find(
    product => product.id === contract.product.id,
  )?.refund
  return (
    <>
      <Notice kind="danger" title={t('ask')}>
        <p>{t('consequence')}</p>
      </Notice>
      <FaultSummary trouble={trouble} />
      {trouble?.code === 'record.changed' ? <Notice kind="warning">{t('changed')}</Notice> : null}
      <Facts facts={useObject(props)} />
      <Call contract={contract} />
      {whole && refund ? <Notice>{refund}</Notice> : null}
      <CheckBox
        pointer="/understood"
        label={t('understood')}
        need
        checked={draft.understood}
        onChange={understood => change({ understood })}
        fault={faultAt(trouble, '/understood')}
      />
      <TextField
        pointer="/typed_dns_name"
        label={t('typed', { name: dnsName })}
        need
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={draft.typed}
        onChange={event => change({ typed: event.target.value })}
        fault={faultAt(trouble, '/typed_dns_name')}
      />
      <div className="btn-row">
        <Link className="btn btn-second" to="/contracts/$id" params={{ id: contract.id }}>
          {t('keep')}
        </Link>
        <Button look="danger" busy={busy} onClick={confirm}>
          <span>
            {t('confirm')}: <span className="font-normal">{object}</span>
          </span>
        </Button>
      </div>
    </>
  )
}

/** Who will be called, at which number, from which (R80, R129). */
function Call({ contract }: { contract: Schemas['Contract'] }) {
  const t = useText(texts)
  const guidance = useQuery(guidanceQuery).data
  const registrant = contract.contacts.find(contact => contact.role === 'registrant' && !contact.valid_until)
  if (!registrant) return null
  return (
    <Notice>
      <Phoned
        text={t('call', {
          person: registrant.person_name,
          phone: registrant.phone,
          from: guidance?.desk.call_number ?? '…',
        })}
        phones={[registrant.phone, guidance?.desk.call_number]}
      />
    </Notice>
  )
}

function useObject({ contract, draft, flow }: PageProps): Fact[] {
  const t = useText(texts)
  const { language } = useLanguage()
  const whole = draft.scope === 'contract'
  const live = choices(contract)
  const gone = whole ? live : live.filter(certificate => certificate.id === draft.certificate)
  const wished = wishedAt(draft)
  const others = live.filter(certificate => !gone.includes(certificate))
  return [
    {
      name: t('object'),
      value: (
        <>
          <span className="font-bold">{whole ? t('contract') : t('certificate')}</span>
          <p>{t('of', { name: contract.common_name, number: contract.number })}</p>
        </>
      ),
      onChange: () => flow.go('scope'),
    },
    {
      name: t('serial'),
      value: gone.map(certificate => (
        <p key={certificate.id} className="mono">
          {groupSerial(certificate.serial)}
        </p>
      )),
    },
    {
      name: t('until'),
      value: gone.map(certificate => (
        <p key={certificate.id}>{formatDayTime(certificate.not_after, language)}</p>
      )),
    },
    {
      name: t('stays'),
      value: whole ? (
        t('staysNothing')
      ) : (
        <>
          <p>
            {t('staysContract', { number: contract.number, until: formatDay(contract.ends_at, language) })}
          </p>
          {others.length > 0 ? (
            <p>{t('staysOthers', { serials: others.map(other => groupSerial(other.serial)).join(', ') })}</p>
          ) : null}
        </>
      ),
    },
    {
      name: t('whenName'),
      value: wished ? <WishedAt at={wished} /> : t('atOnceMore'),
      onChange: () => flow.go('reason'),
    },
    {
      name: t('reasonText'),
      value: (
        <>
          {draft.reason ? t(draft.reason) : ''}
          <p className="whitespace-pre-wrap">{draft.reasonText}</p>
        </>
      ),
      onChange: () => flow.go('reason'),
    },
  ]
}

function WishedAt({ at }: { at: string }) {
  const t = useText(texts)
  const { language } = useLanguage()
  return (
    <>
      <p className="font-bold">{formatDayTime(at, language)}</p>
      <p>{t('atMore')}</p>
    </>
  )
}
