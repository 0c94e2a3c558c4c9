import { GivenUp, unwrap } from '@madoguchi/api'
import { formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import {
  Button,
  Facts,
  FaultSummary,
  faultAt,
  LoadTrouble,
  Notice,
  PageTitle,
  Skeleton,
  TextField,
  troubleOf,
  useSubmit,
} from '@madoguchi/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api, type Schemas } from '../api.ts'
import { type Flow, fault, missing, type Step, StepPage, useFlow } from '../form/flow.tsx'
import { Buttons, goBack, NextButton } from '../form/parts.tsx'
import { texts as frameTexts } from '../frame/texts.ts'
import { atCode } from './at_code.ts'
import { accountQuery } from './queries.ts'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/account/address')({ component: ChangeAddress })

type StepKey = 'address' | 'confirm' | 'code'
type Waiting = Schemas['WaitingChange']

/** ワンタイムパスワード送付先の変更 (R10-R17). */
function ChangeAddress() {
  const t = useText(texts)
  const service = useText(frameTexts)
  const account = useQuery(accountQuery)
  const [done, setDone] = useState<string>()
  return (
    <>
      <PageTitle service={service('service')}>{t(done ? 'changed' : 'addressTitle')}</PageTitle>
      {account.error ? <LoadTrouble error={account.error} onAgain={() => account.refetch()} /> : null}
      {account.isPending ? <Skeleton lines={6} /> : null}
      {account.data ? (
        done ? (
          <Done address={done} account={account.data} />
        ) : (
          <Form account={account.data} onDone={setDone} />
        )
      ) : null}
    </>
  )
}

interface PageProps {
  account: Schemas['Account']
  address: string
  setAddress: (address: string) => void
  flow: Flow<StepKey>
}

function Form({ account, onDone }: { account: Schemas['Account']; onDone: (address: string) => void }) {
  const t = useText(texts)
  const [waiting, setWaiting] = useState<Waiting | undefined>(account.waiting_change)
  const [address, setAddress] = useState(account.waiting_change?.new_address ?? '')
  const steps: Step<StepKey>[] = [
    { key: 'address', name: t('addressPage'), pointers: ['/new_address'] },
    { key: 'confirm', name: t('confirmPage') },
    { key: 'code', name: t('codePage'), pointers: ['/code'] },
  ]
  const flow = useFlow(steps, waiting ? steps.length - 1 : 0)
  const props = { account, address, setAddress, flow }
  return (
    <StepPage flow={flow}>
      {flow.step === 'address' ? <AddressPage {...props} /> : null}
      {flow.step === 'confirm' ? <ConfirmPage {...props} onSent={setWaiting} /> : null}
      {flow.step === 'code' && waiting ? <CodePage {...props} waiting={waiting} onDone={onDone} /> : null}
    </StepPage>
  )
}

function AddressPage({ account, address, setAddress, flow }: PageProps) {
  const t = useText(texts)
  function next() {
    const found = missing([address.trim() === '' && fault('/new_address', t.both('addressMissing'))])
    flow.say(found)
    if (!found) flow.next()
  }
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        next()
      }}
    >
      <Notice>{account.note}</Notice>
      <FaultSummary trouble={flow.trouble} />
      <Facts facts={[{ name: t('now'), value: account.otp_address }]} />
      <TextField
        pointer="/new_address"
        label={t('otpAddress')}
        hint={t('newHint')}
        need
        inputMode="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        fault={faultAt(flow.trouble, '/new_address')}
        value={address}
        onChange={event => setAddress(event.target.value)}
      />
      <Buttons>
        <NextButton onClick={next} />
      </Buttons>
    </form>
  )
}

/** アカウント情報登録確認画面 (R13): the address before anything is sent to it. */
function ConfirmPage(props: PageProps & { onSent: (waiting: Waiting) => void }) {
  const { account, address, flow, onSent } = props
  const t = useText(texts)
  const client = useQueryClient()
  const { submit, busy } = useSubmit(async () => {
    flow.say(undefined)
    try {
      const body = { new_address: address }
      onSent(await unwrap(api.POST('/api/v1/account/address-change', { body })))
      await client.invalidateQueries(accountQuery)
      flow.next()
    } catch (error) {
      if (!(error instanceof GivenUp)) flow.refuse(troubleOf(error))
    }
  })
  return (
    <>
      <p>{t('confirmLead')}</p>
      <FaultSummary trouble={flow.trouble} />
      <Facts
        facts={[
          {
            name: t('otpAddress'),
            before: account.otp_address,
            value: <bdi>{address}</bdi>,
            onChange: () => flow.go('address', '/new_address'),
          },
        ]}
      />
      <h3 className="mt-6">{t('happens')}</h3>
      <ul className="list-disc pl-6">
        {(['happens1', 'happens2', 'happens3', 'happens4', 'happens5'] as const).map(key => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
      <Buttons onBack={goBack}>
        <Button look="first" onClick={() => submit(undefined)} busy={busy}>
          {t('sendCode')}
        </Button>
      </Buttons>
    </>
  )
}

function CodePage(props: PageProps & { waiting: Waiting; onDone: (address: string) => void }) {
  const { waiting, flow, onDone } = props
  const t = useText(texts)
  const client = useQueryClient()
  const { language } = useLanguage()
  const [code, setCode] = useState('')
  const { submit, busy } = useSubmit(async () => {
    const found = missing([code.trim() === '' && fault('/code', t.both('codeMissing'))])
    flow.say(found)
    if (found) return
    try {
      const path = { id: waiting.id }
      await unwrap(
        api.POST('/api/v1/account/address-change/{id}/confirm', { params: { path }, body: { code } }),
      )
      await client.invalidateQueries()
      onDone(waiting.new_address)
    } catch (error) {
      if (!(error instanceof GivenUp)) flow.say(atCode(error))
    }
  })
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        submit(undefined)
      }}
    >
      <p>
        {t('codeLead', {
          address: waiting.new_address,
          until: formatDayTime(waiting.code_expires_at, language),
        })}
      </p>
      <p className="text-text-quiet">{t('codeLost')}</p>
      <FaultSummary trouble={flow.trouble} />
      <TextField
        pointer="/code"
        label={t('code')}
        hint={t('codeHint')}
        need
        inputMode="numeric"
        autoComplete="one-time-code"
        className="input-code"
        maxLength={32}
        fault={faultAt(flow.trouble, '/code')}
        value={code}
        onChange={event => setCode(event.target.value)}
      />
      <div className="btn-row">
        <Button look="first" type="submit" busy={busy}>
          {t('change')}
        </Button>
        <Button look="plain" onClick={() => flow.go('address', '/new_address')}>
          {t('otherAddress')}
        </Button>
      </div>
    </form>
  )
}

function Done({ address, account }: { address: string; account: Schemas['Account'] }) {
  const t = useText(texts)
  const { language } = useLanguage()
  return (
    <>
      <Notice kind="success">{t('changedMore', { address })}</Notice>
      {account.held_until ? (
        <Notice kind="warning">{t('held', { until: formatDayTime(account.held_until, language) })}</Notice>
      ) : null}
      <p className="btn-row">
        <Link className="btn btn-first" to="/account">
          {t('back')}
        </Link>
      </p>
    </>
  )
}
