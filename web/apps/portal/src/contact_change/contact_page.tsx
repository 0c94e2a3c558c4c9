import { GivenUp, Refused, unwrap } from '@madoguchi/api'
import { useLanguage, useText } from '@madoguchi/i18n'
import {
  Button,
  FaultSummary,
  faultAt,
  Notice,
  RadioGroup,
  Select,
  TextArea,
  TextField,
  troubleOf,
  useSubmit,
} from '@madoguchi/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { api } from '../api.ts'
import { type ContactField, countries, presentContact } from '../contact/fields.ts'
import { fieldNames, valueNames } from '../contact/names.ts'
import { contractQuery } from '../contract/queries.ts'
import { unlessGivenUp } from '../form/draft.ts'
import { Buttons, goBack, NextButton } from '../form/parts.tsx'
import { texts as formTexts } from '../form/texts.ts'
import { guidanceQuery } from '../guidance.ts'
import type { PageProps } from './change_form.tsx'
import { bodyOf, edited, type Role, shown } from './form.ts'
import { texts } from './texts.ts'

type Props = PageProps & { role: Role }

interface FieldProps {
  of: Props
  field: ContactField
}

/** One contact, prefilled. The server judges its fields before the next page comes. */
export function ContactPage(props: Props) {
  const { contract, draft, change, flow, keeper, role } = props
  const { trouble } = flow
  const t = useText(texts)
  const form = useText(formTexts)
  const client = useQueryClient()
  const guidance = useQuery(guidanceQuery).data
  const help = guidance?.contact_roles.find(one => one.role === role)?.help
  const { submit, busy } = useSubmit(async () => {
    flow.say(undefined)
    await keeper.save().catch(unlessGivenUp)
    const body = bodyOf(draft, contract, role)
    try {
      if (body.contacts[role] && !props.application) {
        await unwrap(
          api.POST('/api/v1/contracts/{id}/contact-changes/preview', {
            params: { path: { id: contract.id } },
            headers: { 'If-Match': contract.etag },
            body,
          }),
        )
      }
      flow.next()
    } catch (error) {
      if (error instanceof GivenUp) return
      if (error instanceof Refused && error.problem.status === 412)
        await client.invalidateQueries(contractQuery(contract.id))
      flow.say(troubleOf(error))
    }
  })
  return (
    <>
      {help ? <p className="mt-2">{help}</p> : null}
      <p>{t('contactLead')}</p>
      <FaultSummary trouble={trouble} />
      {trouble?.code === 'record.changed' ? <Notice>{form('stale')}</Notice> : null}
      {role !== 'registrant' ? <CopyButton {...props} change={change} /> : null}
      <h3 className="mt-6">{t('whoGroup')}</h3>
      {role === 'registrant' ? <FixedOrganization {...props} /> : <Line of={props} field="organization" />}
      <Line of={props} field="department" />
      <Line of={props} field="person_name" />
      <Kana {...props} />
      <h3 className="mt-8">{t('reachGroup')}</h3>
      <Phone {...props} />
      <Line of={props} field="mail" type="text" inputMode="email" spellCheck={false} autoCapitalize="none" />
      <Country {...props} />
      <PostalCode {...props} />
      <Line of={props} field="address" />
      <Choose of={props} field="language" values={['ja', 'en']} />
      <h3 className="mt-8">{t(role === 'billing' ? 'noticeGroup' : 'noticeOnly')}</h3>
      {role === 'billing' ? (
        <Choose
          of={props}
          field="invoice_delivery"
          values={['electronic', 'paper']}
          hint={t('invoiceHint')}
        />
      ) : null}
      <Choose
        of={props}
        field="renewal_notice"
        values={['required', 'not_required']}
        hint={t('renewalHint')}
      />
      <Buttons onBack={goBack}>
        <NextButton onClick={() => submit(undefined)} busy={busy} />
      </Buttons>
    </>
  )
}

/** A mark for the reader; the server decides (domain/contact_rules.h). */
function isNeeded(of: Props, field: ContactField): boolean {
  if (field === 'organization') return of.role !== 'registrant'
  if (field === 'person_kana') return !isForeign(of)
  if (field === 'mail') return of.role !== 'billing'
  if (field === 'address') return of.role === 'registrant'
  return field === 'person_name' || field === 'phone'
}

/** One field: what it shows, and what typing into it does. */
function useField({ of, field }: FieldProps) {
  const name = useText(fieldNames)
  const { contract, draft, change, role, flow } = of
  const contact = presentContact(contract.contacts, role)
  const pointer = `/contacts/${role}/${field}`
  return {
    pointer,
    label: name(field),
    fault: faultAt(flow.trouble, pointer),
    need: isNeeded(of, field),
    value: shown(draft, contact, role, field),
    type: (value: string) => change({ edits: edited(draft.edits, contact, role, field, value) }),
  }
}

type LineProps = FieldProps & { hint?: string } & Pick<
    React.InputHTMLAttributes<HTMLInputElement>,
    'type' | 'inputMode' | 'spellCheck' | 'autoCapitalize' | 'className'
  >

function Line({ of, field, hint, ...rest }: LineProps) {
  const { pointer, label, need, fault, value, type } = useField({ of, field })
  return (
    <TextField
      {...rest}
      {...(hint ? { hint } : {})}
      pointer={pointer}
      label={label}
      need={need}
      fault={fault}
      autoComplete="off"
      value={value}
      onChange={event => type(event.target.value)}
    />
  )
}

function Choose({
  of,
  field,
  values,
  hint,
}: FieldProps & { values: (keyof typeof valueNames)[]; hint?: string }) {
  const name = useText(valueNames)
  const { pointer, label, fault, value, type } = useField({ of, field })
  return (
    <RadioGroup
      row
      pointer={pointer}
      label={label}
      hint={hint}
      fault={fault}
      value={value}
      onChange={type}
      choices={values.map(one => ({ value: one, name: name(one) }))}
    />
  )
}

const isForeign = ({ contract, draft, role }: Props) =>
  shown(draft, presentContact(contract.contacts, role), role, 'country') !== 'JP'

function Kana(props: Props) {
  const t = useText(texts)
  return <Line of={props} field="person_kana" hint={t(isForeign(props) ? 'kanaHintForeign' : 'kanaHint')} />
}

function Phone(props: Props) {
  const t = useText(texts)
  const hint = isForeign(props)
    ? t('phoneHintForeign')
    : t(props.role === 'registrant' ? 'phoneHintRegistrant' : 'phoneHint')
  return <Line of={props} field="phone" type="tel" className="input-short" hint={hint} />
}

function PostalCode(props: Props) {
  const t = useText(texts)
  return (
    <Line
      of={props}
      field="postal_code"
      className="input-short"
      {...(isForeign(props) ? {} : { hint: t('postalHint') })}
    />
  )
}

function Country(props: Props) {
  const { language } = useLanguage()
  const offered = useMemo(() => countries(language), [language])
  const { pointer, label, fault, value, type } = useField({ of: props, field: 'country' })
  return (
    <Select
      pointer={pointer}
      label={label}
      fault={fault}
      value={value}
      onChange={event => type(event.target.value)}
    >
      {offered.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </Select>
  )
}

const LINE_LETTERS = 30

/** R31, R33: the party to the contract; its change is asked for elsewhere. */
function FixedOrganization(props: Props) {
  const t = useText(texts)
  const { pointer, label, fault, value } = useField({ of: props, field: 'organization' })
  return (
    <TextArea
      pointer={pointer}
      label={label}
      fault={fault}
      value={value}
      readOnly
      rows={Math.ceil(value.length / LINE_LETTERS)} // where the browser does not fit it by itself
      className="input-whole"
      hint={
        <>
          <p>{t('organizationFixed')}</p>
          <Link to="/enquiries/new" search={{ kind: 'corporate_name', contract: props.contract.id }}>
            {t('organizationAsk')}
          </Link>
        </>
      }
    />
  )
}

const COPIED: ContactField[] = [
  'department',
  'person_name',
  'person_kana',
  'phone',
  'mail',
  'country',
  'postal_code',
  'address',
  'language',
]

/** Often one person has several parts: nobody should have to type them twice (WCAG 3.3.7). */
function CopyButton({ contract, draft, change, role }: Props) {
  const t = useText(texts)
  const [copied, setCopied] = useState(false)
  const registrant = presentContact(contract.contacts, 'registrant')
  if (!registrant) return null
  function copy() {
    const contact = presentContact(contract.contacts, role)
    let { edits } = draft
    for (const field of COPIED) {
      edits = edited(edits, contact, role, field, shown(draft, registrant, 'registrant', field))
    }
    change({ edits })
    setCopied(true)
  }
  return (
    <div className="mt-4 flex flex-wrap items-center gap-3">
      <Button small onClick={copy}>
        {t('copy')}
      </Button>
      <span role="status" className="text-text-quiet text-sm">
        {copied ? t('copied') : ''}
      </span>
    </div>
  )
}
