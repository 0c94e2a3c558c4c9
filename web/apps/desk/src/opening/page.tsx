import { type FieldFault, unwrap } from '@madoguchi/api'
import { type Sentence, useText } from '@madoguchi/i18n'
import { Button, useIdempotencyKey, useSubmit } from '@madoguchi/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createLazyRoute, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../api.ts'
import { AgreementField, CsrField, useShownAgreement, Wrong } from '../filing/parts.tsx'
import { texts as partTexts } from '../filing/parts_texts.ts'
import { Part, Title } from '../frame/screen.tsx'
import { productsQuery } from '../incidents/queries.ts'
import { Contacts } from './contacts.tsx'
import { atItsField, blank, bodyOf, type Text, type Typed } from './form.ts'
import { useFieldFault } from './labels.ts'
import { CustomerPart, NumberPart, ProductPart, SubjectPart } from './sections.tsx'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/contracts/open')({ component: Opening })

/** A new contract with its contacts, its number to call and the application for its first certificate (R125). */
function Opening() {
  const t = useText(texts)
  const { customer } = Route.useSearch()
  const navigate = useNavigate()
  const client = useQueryClient()
  const key = useIdempotencyKey()
  const shown = useShownAgreement()
  const missing = useMissing()
  const fieldFault = useFieldFault()
  const products = useQuery(productsQuery).data?.products
  const [typed, setTyped] = useState<Typed>(customer ? { ...blank, whose: 'on_file' } : blank)
  const isEv = products?.find(each => each.id === typed.product)?.profile === 'ev'
  const attempt = useSubmit(async () => {
    const agreement = shown(typed.accepted)
    const faults = missing(typed, agreement !== undefined)
    if (faults.length > 0 || !agreement) {
      attempt.setTrouble({ faults })
      return
    }
    const body = bodyOf(typed, isEv, agreement)
    const params = { header: { 'Idempotency-Key': key(body) } }
    const line = (at: number, value: string, why: Sentence) => t.both('lineFault', { line: at, value, why })
    const { id } = await unwrap(api.POST('/api/v1/contracts', { params, body })).catch((error: unknown) => {
      throw atItsField(error, typed, { line, field: fieldFault })
    })
    await client.invalidateQueries({ queryKey: ['contracts'] })
    await navigate({ to: '/contracts/$id', params: { id } })
  })
  const { trouble } = attempt
  const set = (change: Partial<Typed>) => setTyped(now => ({ ...now, ...change }))
  const setText = (name: Text, value: string) =>
    setTyped(now => ({ ...now, text: { ...now.text, [name]: value } }))
  const part = { typed, set, setText, trouble }
  return (
    <>
      <p>
        <Link to="/contracts">{t('toContracts')}</Link>
      </p>
      <Title>{t('title')}</Title>
      <p>{t('lead')}</p>
      <Wrong trouble={trouble} />
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault()
          attempt.submit(undefined)
        }}
      >
        <CustomerPart {...part} begin={customer ?? ''} />
        <ProductPart {...part} products={products ?? []} />
        <SubjectPart {...part} isEv={isEv} />
        <Contacts {...part} />
        <NumberPart {...part} />
        <Part id="request" title={t('request')}>
          <CsrField csr={typed.csr} onChange={csr => set({ csr })} trouble={trouble} />
          <AgreementField
            accepted={typed.accepted}
            onAccepted={accepted => set({ accepted })}
            trouble={trouble}
          />
        </Part>
        <div className="btn-row">
          <Button look="first" type="submit" busy={attempt.busy}>
            {t('open')}
          </Button>
        </div>
      </form>
    </>
  )
}

/** What cannot be sent because nothing was chosen; everything else the server names at once. */
function useMissing() {
  const t = useText(texts)
  const of = useText(partTexts)
  return (typed: Typed, accepted: boolean): FieldFault[] => {
    const faults: FieldFault[] = []
    const add = (pointer: string, messages: Sentence) => faults.push({ pointer, code: 'missing', messages })
    if (!typed.whose) add('/whose', t.both('whichMissing'))
    else if (typed.whose === 'on_file' && !typed.customer) add('/customer', t.both('whichMissing'))
    if (!typed.product) add('/product', t.both('productMissing'))
    if (typed.withNumber && !typed.subject) add('/numbers/0/subject', t.both('choose'))
    if (typed.withNumber && !typed.source) add('/numbers/0/source', t.both('choose'))
    if (!accepted) add('/agreement', of.both('agreementMissing'))
    return faults
  }
}
