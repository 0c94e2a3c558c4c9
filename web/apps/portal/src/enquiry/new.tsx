import { unwrap } from '@madoguchi/api'
import { type Sentence, useText } from '@madoguchi/i18n'
import {
  Button,
  CheckBox,
  Copyable,
  Facts,
  FaultSummary,
  faultAt,
  Notice,
  PageTitle,
  RadioGroup,
  Select,
  TextArea,
  TextField,
  useIdempotencyKey,
  useSubmit,
} from '@madoguchi/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api, type Schemas } from '../api.ts'
import { allContractsQuery, contractQuery } from '../contract/queries.ts'
import { fault, missing } from '../form/flow.tsx'
import { goBack } from '../form/parts.tsx'
import { texts as frameTexts } from '../frame/texts.ts'
import { Waiting } from '../waiting.tsx'
import { enquiryNames } from './names.ts'
import { type EnquirySearch, kinds } from './search.ts'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/enquiries/new')({ component: NewEnquiry })

const TEXT_POINTS_MAX = 4000

/** お問い合わせ, begun from what the page before knows (R22, R33, R53, R55). */
function NewEnquiry() {
  const t = useText(texts)
  const service = useText(frameTexts)
  const search: EnquirySearch = Route.useSearch()
  const [sent, setSent] = useState<Schemas['OpenedEnquiry']>()
  const offered = useQuery({
    queryKey: ['enquiry-kinds'],
    queryFn: () => unwrap(api.GET('/api/v1/enquiry-kinds')),
  })
  const contract = useQuery({
    ...contractQuery(search.contract ?? ''),
    enabled: search.contract !== undefined,
  })
  const list = useQuery({ ...allContractsQuery, enabled: search.contract === undefined })
  const needed = search.contract === undefined ? list : contract
  return (
    <>
      <PageTitle service={service('service')}>{sent ? t('sent') : t('newTitle')}</PageTitle>
      <Waiting for={[offered, needed]} />
      {sent ? (
        <Sent sent={sent} />
      ) : needed.data && offered.data ? (
        <Form kinds={offered.data.kinds} begun={search} contract={contract.data} onSent={setSent} />
      ) : null}
    </>
  )
}

interface FormProps {
  kinds: Schemas['EnquiryKinds']['kinds']
  begun: EnquirySearch
  contract: Schemas['Contract'] | undefined
  onSent: (sent: Schemas['OpenedEnquiry']) => void
}

function Form({ kinds: offered, begun, contract, onSent }: FormProps) {
  const t = useText(texts)
  const name = useText(enquiryNames)
  const client = useQueryClient()
  const keyOf = useIdempotencyKey()
  const [kind, setKind] = useState<string | undefined>(begun.kind)
  const [about, setAbout] = useState(contract?.id ?? '')
  const [registeredOn, setRegisteredOn] = useState('')
  const [understood, setUnderstood] = useState(false)
  const [text, setText] = useState(() => contract?.enquiries.find(one => one.kind === begun.kind)?.text ?? '')
  const chosen = offered.find(one => one.kind === kind)
  const check = () =>
    missing([
      !chosen && fault('/kind', t.both('kindMissing')),
      chosen?.needs_contract === true && about === '' && fault('/contract', t.both('contractMissing')),
      chosen?.needs_registered_on === true &&
        registeredOn === '' &&
        fault('/registered_on', t.both('registeredOnMissing')),
      text.trim() === '' && fault('/text', t.both('textMissing')),
    ])
  const { submit, busy, trouble, setTrouble } = useSubmit(async () => {
    if (!chosen) return
    const body: Schemas['EnquiryForm'] = {
      kind: chosen.kind,
      text,
      ...(about === '' ? {} : { contract: about }),
      ...(chosen.needs_registered_on ? { registered_on: registeredOn, understood } : {}),
    }
    const header = { 'Idempotency-Key': keyOf(body) }
    onSent(await unwrap(api.POST('/api/v1/enquiries', { params: { header }, body })))
    await client.invalidateQueries({ queryKey: ['enquiries'] })
  })
  function send() {
    const found = check()
    if (found) setTrouble(found)
    else submit(undefined)
  }
  return (
    <>
      <Notice kind="danger">
        <p>{t('leak')}</p>
        <Link to="/emergency" search={begun.contract ? { contract: begun.contract } : {}}>
          {t('toEmergency')}
        </Link>
      </Notice>
      <FaultSummary trouble={trouble} />
      <RadioGroup
        pointer="/kind"
        label={t('kind')}
        need
        fault={faultAt(trouble, '/kind')}
        value={kind}
        onChange={setKind}
        choices={kinds.map(one => ({ value: one, name: name(one) }))}
      />
      <AboutContract
        contract={contract}
        value={about}
        onChange={setAbout}
        need={chosen?.needs_contract === true}
        fault={faultAt(trouble, '/contract')}
      />
      {chosen?.needs_registered_on ? (
        <>
          <Notice kind="warning" title={t('consequence')}>
            {chosen.notice}
          </Notice>
          <TextField
            pointer="/registered_on"
            label={t('registeredOn')}
            hint={t('registeredOnHint')}
            need
            type="date"
            className="input-short"
            fault={faultAt(trouble, '/registered_on')}
            value={registeredOn}
            onChange={event => setRegisteredOn(event.target.value)}
          />
          <CheckBox
            pointer="/understood"
            label={t('understood')}
            need
            checked={understood}
            onChange={setUnderstood}
            fault={faultAt(trouble, '/understood')}
          />
        </>
      ) : chosen ? (
        <p>{chosen.notice}</p>
      ) : null}
      <TextArea
        pointer="/text"
        label={t('text')}
        hint={t('textHint')}
        need
        rows={9}
        maxLength={TEXT_POINTS_MAX}
        fault={faultAt(trouble, '/text')}
        value={text}
        onChange={event => setText(event.target.value)}
      />
      <div className="btn-row">
        <Button look="first" onClick={send} busy={busy}>
          {t('send')}
        </Button>
        <Button look="plain" onClick={goBack}>
          {t('cancel')}
        </Button>
      </div>
    </>
  )
}

interface AboutProps {
  contract: Schemas['Contract'] | undefined
  value: string
  onChange: (id: string) => void
  need: boolean
  fault: Sentence | undefined
}

/** The contract that one came from, or one of the list. */
function AboutContract({ contract, value, onChange, need, fault: said }: AboutProps) {
  const t = useText(texts)
  const list = useQuery({ ...allContractsQuery, enabled: contract === undefined })
  if (contract) {
    return (
      <Facts
        facts={[
          {
            name: t('contract'),
            value: t('contractName', { name: contract.common_name, number: contract.number }),
          },
        ]}
      />
    )
  }
  return (
    <Select
      pointer="/contract"
      label={t('contract')}
      hint={list.data?.next ? t('moreContracts') : t('contractHint')}
      need={need}
      fault={said}
      value={value}
      onChange={event => onChange(event.target.value)}
    >
      <option value="">{t(need ? 'choose' : 'noContract')}</option>
      {list.data?.contracts.map(one => (
        <option key={one.id} value={one.id}>
          {t('contractName', { name: one.common_name, number: one.number })}
        </option>
      ))}
    </Select>
  )
}

function Sent({ sent }: { sent: Schemas['OpenedEnquiry'] }) {
  const t = useText(texts)
  return (
    <>
      <Notice kind="success">{t('sentMail')}</Notice>
      <Facts facts={[{ name: t('number'), value: <Copyable text={sent.number} /> }]} />
      <p className="btn-row">
        <Link className="btn btn-first" to="/enquiries">
          {t('back')}
        </Link>
      </p>
    </>
  )
}
