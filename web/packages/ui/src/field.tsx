import { type Sentence, useLanguage, useText } from '@madoguchi/i18n'
import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react'
import { fieldId } from './field_id.ts'
import { texts } from './texts.ts'

interface FieldProps {
  /** Where the server's faults point: "/new_address". It makes the id. */
  pointer: string
  label: string
  hint?: ReactNode
  need?: boolean
  fault?: Sentence | undefined
}

function describedBy({ pointer, hint, fault }: FieldProps): string | undefined {
  const id = fieldId(pointer)
  return [hint ? `${id}-hint` : '', fault ? `${id}-fault` : ''].filter(Boolean).join(' ') || undefined
}

function Fault({ id, fault }: { id: string; fault: Sentence | undefined }) {
  const t = useText(texts)
  const { language } = useLanguage()
  return fault ? (
    <p className="field-fault" id={`${id}-fault`}>
      <span className="sr-only">{t('fault')}</span>
      {fault[language]}
    </p>
  ) : null
}

function Head({ pointer, label, hint, need, fault, as }: FieldProps & { as: 'label' | 'legend' }) {
  const t = useText(texts)
  const id = fieldId(pointer)
  const name = (
    <>
      {label}
      {need ? (
        <>
          {' '}
          <span className="field-need">{t('need')}</span>
        </>
      ) : null}
    </>
  )
  return (
    <>
      {as === 'label' ? (
        <label className="field-label" htmlFor={id}>
          {name}
        </label>
      ) : (
        <legend className="field-label">{name}</legend>
      )}
      {hint ? (
        <div className="field-hint" id={`${id}-hint`}>
          {hint}
        </div>
      ) : null}
      <Fault id={id} fault={fault} />
    </>
  )
}

function attributes(props: FieldProps) {
  return {
    id: fieldId(props.pointer),
    'aria-describedby': describedBy(props),
    'aria-invalid': props.fault ? true : undefined,
    'aria-required': props.need || undefined,
  }
}

type Control<T> = Omit<T, 'id' | 'aria-describedby' | 'aria-invalid'>

export function TextField(props: FieldProps & Control<InputHTMLAttributes<HTMLInputElement>>) {
  const { pointer, label, hint, need, fault, className = '', ...rest } = props
  return (
    <div className="field">
      <Head {...{ pointer, label, hint, fault }} need={need ?? false} as="label" />
      <input {...rest} {...attributes(props)} className={`input ${className}`} />
    </div>
  )
}

export function TextArea(props: FieldProps & Control<TextareaHTMLAttributes<HTMLTextAreaElement>>) {
  const { pointer, label, hint, need, fault, className = '', ...rest } = props
  return (
    <div className="field">
      <Head {...{ pointer, label, hint, fault }} need={need ?? false} as="label" />
      <textarea rows={5} {...rest} {...attributes(props)} className={`input ${className}`} />
    </div>
  )
}

export function Select(props: FieldProps & Control<SelectHTMLAttributes<HTMLSelectElement>>) {
  const { pointer, label, hint, need, fault, className = '', children, ...rest } = props
  return (
    <div className="field">
      <Head {...{ pointer, label, hint, fault }} need={need ?? false} as="label" />
      <select {...rest} {...attributes(props)} className={`input ${className}`}>
        {children}
      </select>
    </div>
  )
}

export interface Choice {
  value: string
  name: string
  more?: ReactNode
  /** Shown, but not to be chosen; `more` then says why. */
  off?: boolean
}

interface RadioGroupProps extends FieldProps {
  /** Short choices stand beside each other. */
  row?: boolean
  choices: Choice[]
  value: string | undefined
  onChange: (value: string) => void
}

/** Cards to choose one of; nothing is chosen until the person does. */
export function RadioGroup(props: RadioGroupProps) {
  const { pointer, row, choices, value, onChange } = props
  const id = fieldId(pointer)
  return (
    <fieldset className={row ? 'field field-row' : 'field'} aria-describedby={describedBy(props)}>
      <Head {...props} as="legend" />
      {choices.map((choice, index) => (
        <label key={choice.value} className="choice">
          <input
            type="radio"
            id={index === 0 ? id : `${id}-${choice.value}`}
            name={id}
            value={choice.value}
            checked={value === choice.value}
            disabled={choice.off}
            aria-describedby={choice.more ? `${id}-${choice.value}-more` : undefined}
            onChange={() => onChange(choice.value)}
          />
          <span className="choice-name">{choice.name}</span>
          {choice.more ? (
            <span className="choice-more" id={`${id}-${choice.value}-more`}>
              {choice.more}
            </span>
          ) : null}
        </label>
      ))}
    </fieldset>
  )
}

interface CheckGroupProps extends FieldProps {
  choices: Choice[]
  values: string[]
  onChange: (values: string[]) => void
}

/** Cards to choose any number of, in the order of `choices`. */
export function CheckGroup(props: CheckGroupProps) {
  const { pointer, choices, values, onChange } = props
  const id = fieldId(pointer)
  const turn = (value: string, on: boolean) =>
    onChange(choices.map(one => one.value).filter(one => (one === value ? on : values.includes(one))))
  return (
    <fieldset className="field" aria-describedby={describedBy(props)}>
      <Head {...props} as="legend" />
      {choices.map((choice, index) => (
        <label key={choice.value} className="choice">
          <input
            type="checkbox"
            id={index === 0 ? id : `${id}-${choice.value}`}
            checked={values.includes(choice.value)}
            disabled={choice.off}
            aria-describedby={choice.more ? `${id}-${choice.value}-more` : undefined}
            onChange={event => turn(choice.value, event.target.checked)}
          />
          <span className="choice-name">{choice.name}</span>
          {choice.more ? (
            <span className="choice-more" id={`${id}-${choice.value}-more`}>
              {choice.more}
            </span>
          ) : null}
        </label>
      ))}
    </fieldset>
  )
}

interface CheckBoxProps extends FieldProps {
  checked: boolean
  onChange: (checked: boolean) => void
}

export function CheckBox(props: CheckBoxProps) {
  const { label, hint, fault, checked, onChange } = props
  const id = fieldId(props.pointer)
  return (
    <div className="field">
      <Fault id={id} fault={fault} />
      <label className="choice">
        <input
          type="checkbox"
          {...attributes(props)}
          checked={checked}
          onChange={e => onChange(e.target.checked)}
        />
        <span className="choice-name">{label}</span>
        {hint ? (
          <span className="choice-more" id={`${id}-hint`}>
            {hint}
          </span>
        ) : null}
      </label>
    </div>
  )
}
