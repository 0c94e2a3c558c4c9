import { useText } from '@madoguchi/i18n'
import {
  Button,
  CheckBox,
  CheckGroup,
  type Choice,
  FaultSummary,
  RadioGroup,
  Select,
  TextArea,
  TextField,
} from '@madoguchi/ui'
import { useState } from 'react'
import { HARD_NAMES, Sample } from './sample.tsx'
import { texts } from './texts.ts'

const LOOKS = ['first', 'second', 'plain', 'danger'] as const

export function Buttons() {
  const t = useText(texts)
  return (
    <Sample name={t('buttons')}>
      <h3 className="mt-4">{t('usual')}</h3>
      <div className="btn-row">
        {LOOKS.map(look => (
          <Button key={look} look={look}>
            {t(look)}
          </Button>
        ))}
      </div>
      <h3 className="mt-4">{t('busy')}</h3>
      <div className="btn-row">
        {LOOKS.map(look => (
          <Button key={look} look={look} busy>
            {t(look)}
          </Button>
        ))}
      </div>
      <h3 className="mt-4">{t('small')}</h3>
      <div className="btn-row">
        {LOOKS.map(look => (
          <Button key={look} look={look} small>
            {t(look)}
          </Button>
        ))}
      </div>
    </Sample>
  )
}

export function Fields() {
  const t = useText(texts)
  return (
    <Sample name={t('fields')}>
      <TextField pointer="/sample/usual" label={t('name')} />
      <TextField pointer="/sample/filled" label={t('name')} hint={t('hint')} need defaultValue="例示 花子" />
      <TextField pointer="/sample/wrong" label={t('name')} hint={t('hint')} need fault={t.both('fault')} />
      <TextField pointer="/sample/fixed" label={t('readOnly')} value={HARD_NAMES[1]} readOnly />
      <TextField
        pointer="/sample/short"
        label={t('telephone')}
        className="input-short"
        defaultValue="03-0000-0001"
      />
      <TextField pointer="/sample/code" label={t('serial')} className="input-code" defaultValue="12345678" />
      <TextArea
        pointer="/sample/memo"
        label={t('memo')}
        hint={t('hint')}
        defaultValue={HARD_NAMES.join('\n')}
      />
      <TextArea pointer="/sample/memo-wrong" label={t('memo')} need fault={t.both('fault')} />
      <Select pointer="/sample/country" label={t('country')} className="input-short">
        <option>{t('japan')}</option>
        <option>{t('abroad')}</option>
      </Select>
      <Select pointer="/sample/country-wrong" label={t('country')} hint={t('hint')} fault={t.both('fault')}>
        <option>{t('japan')}</option>
      </Select>
    </Sample>
  )
}

export function Choices() {
  const t = useText(texts)
  const [one, setOne] = useState<string>()
  const [short, setShort] = useState<string>()
  const [some, setSome] = useState<string[]>(['deferred'])
  const [agreed, setAgreed] = useState(false)
  const choices: Choice[] = [
    { value: 'deferred', name: t('deferred'), more: t('deferredMore') },
    { value: 'immediate', name: t('immediate'), more: t('immediateMore') },
    { value: 'off', name: t('off'), more: t('offMore'), off: true },
  ]
  const few = choices.slice(0, 2).map(({ value, name }) => ({ value, name }))
  const set = { pointer: '/sample/one', label: t('choose'), hint: t('hint') }
  return (
    <Sample name={t('choices')}>
      <RadioGroup {...set} need choices={choices} value={one} onChange={setOne} />
      <RadioGroup
        {...set}
        pointer="/sample/one-wrong"
        fault={t.both('fault')}
        choices={few}
        value="immediate"
        onChange={setOne}
      />
      <RadioGroup {...set} pointer="/sample/row" row choices={few} value={short} onChange={setShort} />
      <CheckGroup {...set} pointer="/sample/some" choices={choices} values={some} onChange={setSome} />
      <CheckGroup
        {...set}
        pointer="/sample/some-wrong"
        fault={t.both('fault')}
        choices={few}
        values={some}
        onChange={setSome}
      />
      <CheckBox
        pointer="/sample/agree"
        label={t('agree')}
        hint={t('agreeMore')}
        checked={agreed}
        onChange={setAgreed}
      />
      <CheckBox
        pointer="/sample/agree-wrong"
        label={t('agree')}
        fault={t.both('agreeFault')}
        checked={agreed}
        onChange={setAgreed}
      />
    </Sample>
  )
}

export function Faults() {
  const t = useText(texts)
  const [shown, setShown] = useState<'fields' | 'refused' | 'away'>()
  const troubles = {
    fields: {
      faults: [
        { pointer: '/sample/wrong', code: 'missing', messages: t.both('fault') },
        { pointer: '/sample/agree-wrong', code: 'unread', messages: t.both('agreeFault') },
      ],
    },
    refused: { title: t('refusal'), code: 'contract.ended', faults: [] },
    away: { faults: [] },
  }
  return (
    <Sample name={t('faults')}>
      <div className="btn-row">
        <Button onClick={() => setShown('fields')}>{t('fields')}</Button>
        <Button onClick={() => setShown('refused')}>{t('refusal')}</Button>
        <Button onClick={() => setShown('away')}>{t('waiting')}</Button>
      </div>
      <FaultSummary trouble={shown && troubles[shown]} />
    </Sample>
  )
}
