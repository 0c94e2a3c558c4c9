import { unwrap } from '@madoguchi/api'
import { type Sentence, useText } from '@madoguchi/i18n'
import { Button, LoadTrouble, RadioGroup, TextField } from '@madoguchi/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Schemas } from '../api.ts'
import { texts } from './customer_texts.ts'

export type Customer = Schemas['Customers']['customers'][number]

interface Props {
  /** What is looked for when the form comes up. */
  begin?: string
  customer: Customer | undefined
  onCustomer: (customer: Customer) => void
  fault: Sentence | undefined
}

/** A customer on file, found by name or number and then chosen: nobody is preselected. */
export function CustomerField({ begin = '', customer, onCustomer, fault }: Props) {
  const t = useText(texts)
  const [typed, setTyped] = useState(begin)
  const [wanted, setWanted] = useState(begin)
  const found = useQuery({
    queryKey: ['customers', wanted],
    queryFn: () => unwrap(api.GET('/api/v1/customers', { params: { query: { q: wanted } } })),
    enabled: wanted !== '',
    placeholderData: keepPreviousData,
    retry: false,
  })
  const customers = found.data?.customers ?? []
  const find = () => setWanted(typed.trim())
  return (
    <>
      <TextField
        pointer="/customer_wanted"
        label={t('find')}
        hint={t('findHint')}
        autoComplete="off"
        value={typed}
        onChange={event => setTyped(event.target.value)}
        onKeyDown={event => {
          // Enter finds; it does not send the form around it.
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
          event.preventDefault()
          find()
        }}
      />
      <Button small onClick={find}>
        {t('findDo')}
      </Button>
      {found.error ? <LoadTrouble error={found.error} onAgain={() => found.refetch()} /> : null}
      <p role="status">{found.data && customers.length === 0 ? t('none') : ''}</p>
      {customers.length > 0 || fault ? (
        <RadioGroup
          pointer="/customer"
          label={t('choose')}
          need
          choices={customers.map(each => ({
            value: each.id,
            name: each.name,
            more: each.corporate_number
              ? t('more', { kana: each.name_kana, number: each.corporate_number })
              : each.name_kana,
          }))}
          value={customer?.id}
          onChange={id => {
            const chosen = customers.find(each => each.id === id)
            if (chosen) onCustomer(chosen)
          }}
          fault={fault}
        />
      ) : null}
    </>
  )
}
