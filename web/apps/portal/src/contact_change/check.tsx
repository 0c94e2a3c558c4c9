import { GivenUp, Refused, unwrap } from '@madoguchi/api'
import { useText } from '@madoguchi/i18n'
import { names } from '@madoguchi/names'
import {
  Button,
  type Fact,
  Facts,
  FaultSummary,
  Notice,
  Skeleton,
  troubleOf,
  useIdempotencyKey,
  useSubmit,
} from '@madoguchi/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api, type Schemas } from '../api.ts'
import { contactFields, isContactField, presentContact, useShownValue } from '../contact/fields.ts'
import { fieldNames } from '../contact/names.ts'
import { contractQuery } from '../contract/queries.ts'
import { applicationQuery } from '../form/application.ts'
import { Buttons, goBack } from '../form/parts.tsx'
import { texts as formTexts } from '../form/texts.ts'
import { guidanceQuery } from '../guidance.ts'
import { Phoned } from '../phoned.tsx'
import type { PageProps } from './change_form.tsx'
import { bodyOf, type ChangeDraft, onFile, type Role } from './form.ts'
import { OtherContracts, useOtherPreviews } from './others.tsx'
import { type Change, previewQuery } from './preview.ts'
import type { Filed } from './receipt.tsx'
import { texts } from './texts.ts'

type Props = PageProps & { onFiled: (filed: Filed) => void }

/** What changes, line by line, and the last button (R35, R36). */
export function CheckPage(props: Props) {
  const { contract, application, draft, flow } = props
  const { trouble } = flow
  const t = useText(texts)
  const form = useText(formTexts)
  const preview = useQuery({ ...previewQuery(contract, draft), enabled: !application })
  const { submit, busy } = useFiling(props)
  const refused = preview.error
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new refusal alone sends back to its page
  useEffect(() => {
    if (refused) flow.refuse(troubleOf(refused))
  }, [refused])
  const changes = application ? typedChanges(contract, draft) : preview.data?.changes
  const others = useOtherPreviews(draft, bodyOf(draft, contract))
  if ((!application && preview.isPending) || others.some(one => one.isPending)) return <Skeleton lines={12} />
  return (
    <>
      <p className="mt-2">{t('checkLead')}</p>
      <FaultSummary trouble={trouble} />
      {trouble?.code === 'record.changed' ? <Notice>{form('stale')}</Notice> : null}
      {preview.data?.warnings.map(warning => (
        <Notice key={warning.code} kind="warning">
          {warning.message}
        </Notice>
      ))}
      {changes?.some(change => change.sensitive) ? <Sensitive {...props} /> : null}
      {draft.roles.map(role => (
        <RoleLines key={role} {...props} role={role} changes={changes ?? []} />
      ))}
      {draft.others.length > 0 ? <OtherContracts {...props} changes={changes ?? []} /> : null}
      <Facts facts={[{ name: t('price'), value: t('free') }]} />
      <Buttons onBack={goBack}>
        <Button look="first" onClick={() => submit(undefined)} busy={busy}>
          {t(application ? 'resubmit' : 'apply')}
        </Button>
      </Buttons>
    </>
  )
}

/** 申込: one application, one for each contract, or the correction of one. */
function useFiling(props: Props) {
  const { contract, application, draft, flow, keeper, onFiled } = props
  const client = useQueryClient()
  const keyOf = useIdempotencyKey()
  return useSubmit(async () => {
    flow.say(undefined)
    const body = bodyOf(draft, contract)
    try {
      const filed = await keeper.file(() =>
        application
          ? correct(application, body)
          : draft.others.length > 0
            ? fileAll([contract.id, ...draft.others], body, keyOf)
            : fileOne(contract, body, keyOf),
      )
      onFiled(filed)
      client.invalidateQueries({ queryKey: ['contracts'] })
    } catch (error) {
      if (error instanceof GivenUp) return
      if (error instanceof Refused && error.problem.status === 412) {
        await client.invalidateQueries(contractQuery(contract.id))
        if (application) await client.invalidateQueries(applicationQuery(application.id))
      }
      flow.refuse(troubleOf(error))
    }
  })
}

type KeyOf = (content: unknown) => string

async function fileOne(
  contract: PageProps['contract'],
  body: Schemas['ContactChangeForm'],
  keyOf: KeyOf,
): Promise<Filed> {
  const one = await unwrap(
    api.POST('/api/v1/contracts/{id}/contact-changes', {
      params: {
        path: { id: contract.id },
        header: { 'Idempotency-Key': keyOf({ contract: contract.id, body }) },
      },
      headers: { 'If-Match': contract.etag },
      body,
    }),
  )
  return { applications: [{ ...one, contract: contract.id }], unchanged: [], corrected: false }
}

async function fileAll(
  contracts: string[],
  { contacts }: Schemas['ContactChangeForm'],
  keyOf: KeyOf,
): Promise<Filed> {
  const body = { contracts, contacts }
  const all = await unwrap(
    api.POST('/api/v1/contact-changes', {
      params: { header: { 'Idempotency-Key': keyOf(body) } },
      body,
    }),
  )
  return { ...all, corrected: false }
}

async function correct(
  application: NonNullable<PageProps['application']>,
  body: Schemas['ContactChangeForm'],
): Promise<Filed> {
  const one = await unwrap(
    api.POST('/api/v1/applications/{id}/resubmit', {
      params: { path: { id: application.id }, header: { 'If-Match': application.etag } },
      body,
    }),
  )
  return {
    applications: [{ ...one, contract: application.contract.id }],
    unchanged: [],
    corrected: true,
  }
}

/** For a correction the server has no preview: what was typed beside what stands on file. */
function typedChanges(contract: Schemas['Contract'], draft: ChangeDraft): Change[] {
  return draft.roles.flatMap(role => {
    const contact = presentContact(contract.contacts, role)
    const typed = bodyOf(draft, contract).contacts[role] ?? {}
    return Object.entries(typed).flatMap(([field, after]) =>
      isContactField(field)
        ? [
            {
              role,
              field,
              before: onFile(contact, field),
              after,
              sensitive: role === 'registrant' && (field === 'phone' || field === 'mail'),
            },
          ]
        : [],
    )
  })
}

function Sensitive({ contract }: Props) {
  const t = useText(texts)
  const guidance = useQuery(guidanceQuery).data
  const registrant = presentContact(contract.contacts, 'registrant')
  return (
    <Notice kind="warning">
      <Phoned
        text={t('sensitive', { phone: registrant?.phone ?? '', from: guidance?.desk.call_number ?? '…' })}
        phones={[registrant?.phone, guidance?.desk.call_number]}
      />
    </Notice>
  )
}

function RoleLines({ contract, flow, role, changes }: Props & { role: Role; changes: Change[] }) {
  const t = useText(texts)
  const name = useText(names)
  const fieldName = useText(fieldNames)
  const show = useShownValue()
  const contact = presentContact(contract.contacts, role)
  const own = changes.filter(change => change.role === role)
  const facts: Fact[] = contactFields
    .filter(field => role === 'billing' || field !== 'invoice_delivery')
    .map(field => {
      const change = own.find(one => one.field === field)
      const line: Fact = {
        name: fieldName(field),
        value: <span className="text-text-quiet">{show(field, onFile(contact, field)) || '―'}</span>,
      }
      if (change)
        Object.assign(line, { before: show(field, change.before), value: show(field, change.after) })
      const fixed = role === 'registrant' && field === 'organization'
      return fixed ? line : { ...line, onChange: () => flow.go(role, `/contacts/${role}/${field}`) }
    })
  return (
    <section aria-labelledby={`check-${role}`}>
      <h3 id={`check-${role}`} className="mt-8">
        {name(role)}
      </h3>
      {own.length === 0 ? <p className="text-text-quiet">{t('nothingInRole')}</p> : null}
      <Facts facts={facts} />
    </section>
  )
}
