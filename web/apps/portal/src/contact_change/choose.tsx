import { unwrap } from '@madoguchi/api'
import { formatDay, type Sentence, useLanguage, useText } from '@madoguchi/i18n'
import { names } from '@madoguchi/names'
import { CheckGroup, FaultSummary, faultAt, Notice, TextField, useSubmit } from '@madoguchi/ui'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import { api } from '../api.ts'
import { presentContact } from '../contact/fields.ts'
import { unlessGivenUp } from '../form/draft.ts'
import { fault, missing } from '../form/flow.tsx'
import { Buttons, goBack, NextButton } from '../form/parts.tsx'
import { Waiting } from '../waiting.tsx'
import type { PageProps } from './change_form.tsx'
import { type Role, roles } from './form.ts'
import { texts } from './texts.ts'

const LISTED_MAX = 20
const OTHERS_MAX = 49

export function ChoosePage({ contract, application, draft, change, flow, keeper }: PageProps) {
  const t = useText(texts)
  const name = useText(names)
  const { trouble } = flow
  const offered = roles.filter(role => presentContact(contract.contacts, role))
  const { submit, busy } = useSubmit(async () => {
    const found = missing([
      draft.roles.length === 0 && fault('/roles', t.both('rolesMissing')),
      draft.others.length > OTHERS_MAX && fault('/contracts', t.both('tooMany')),
    ])
    flow.say(found)
    if (found) return
    await keeper.save().catch(unlessGivenUp)
    flow.next()
  })
  function more(role: Role) {
    const contact = presentContact(contract.contacts, role)
    if (!contact) return ''
    return contact.mail
      ? t('roleMore', { person: contact.person_name, mail: contact.mail })
      : t('roleMoreNoMail', { person: contact.person_name })
  }
  const others = useQuery({ ...othersQuery(''), enabled: !application })
  if (!application && !others.data) return <Waiting for={[others]} lines={10} />
  return (
    <>
      <p className="mt-2">{t('lead')}</p>
      <p>{t('after')}</p>
      {contract.status === 'renewal_open' ? <Notice>{t('renewalNear')}</Notice> : null}
      <FaultSummary trouble={trouble} />
      <CheckGroup
        pointer="/roles"
        label={t('roles')}
        need
        hint={
          <>
            {t('rolesHint')} <Link to="/guide/contacts">{t('help')}</Link>
          </>
        }
        fault={faultAt(trouble, '/roles')}
        values={draft.roles}
        onChange={chosen => change({ roles: roles.filter(role => chosen.includes(role)) })}
        choices={offered.map(role => ({ value: role, name: name(role), more: more(role) }))}
      />
      {application ? null : (
        <Others
          contract={contract.id}
          customer={contract.customer}
          chosen={draft.others}
          onChange={others => change({ others })}
          fault={faultAt(trouble, '/contracts')}
        />
      )}
      <Notice>
        <p>{t('noOtp')}</p>
        <Link to="/account">{t('toAccount')}</Link>
      </Notice>
      <Buttons {...(application ? { onBack: goBack } : {})}>
        <NextButton onClick={() => submit(undefined)} busy={busy} />
      </Buttons>
    </>
  )
}

interface OthersProps {
  contract: string
  customer: string
  chosen: string[]
  onChange: (chosen: string[]) => void
  fault: Sentence | undefined
}

const othersQuery = (q: string) =>
  queryOptions({
    queryKey: ['contracts', 'others', q],
    queryFn: () =>
      unwrap(api.GET('/api/v1/contracts', { params: { query: { limit: LISTED_MAX, ...(q ? { q } : {}) } } })),
  })

/** The same change for other contracts of the customer (R43); with many of them, by search, in a box of one height. */
function Others({ contract, customer, chosen, onChange, fault: said }: OthersProps) {
  const t = useText(texts)
  const { language } = useLanguage()
  const [typed, setTyped] = useState('')
  const q = useDeferredValue(typed.trim())
  const first = useQuery(othersQuery('')).data
  const list = useQuery({ ...othersQuery(q), placeholderData: before => before })
  const offered = (list.data?.contracts ?? []).filter(
    one =>
      one.id !== contract &&
      one.customer === customer &&
      (one.status === 'in_force' || one.status === 'renewal_open'),
  )
  const many = first?.next !== undefined
  if (offered.length === 0 && !many && chosen.length === 0) return null
  const listed = offered.map(one => one.id)
  return (
    <>
      {many ? (
        <TextField
          pointer="/find"
          label={t('find')}
          hint={t('moreThere')}
          type="search"
          maxLength={100}
          value={typed}
          onChange={event => setTyped(event.target.value)}
        />
      ) : null}
      <div className={many ? 'h-96 overflow-y-auto' : ''}>
        <CheckGroup
          pointer="/contracts"
          label={t('others')}
          hint={t('othersHint')}
          fault={said}
          values={chosen}
          onChange={now => onChange([...chosen.filter(one => !listed.includes(one)), ...now])}
          choices={offered.map(one => ({
            value: one.id,
            name: t('otherName', { name: one.common_name, number: one.number }),
            more: t('otherMore', { product: one.product.name, until: formatDay(one.ends_at, language) }),
          }))}
        />
      </div>
      {chosen.length > 0 ? <p role="status">{t('chosen', { count: chosen.length })}</p> : null}
    </>
  )
}
