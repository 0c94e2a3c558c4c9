import { Refused } from '@madoguchi/api'
import { formatDayTime, type Sentence, useLanguage, useText } from '@madoguchi/i18n'
import { Button, faultAt, RadioGroup, TextArea, type Trouble, useSubmit } from '@madoguchi/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Contract } from '../contract/queries.ts'
import { Wrong } from './parts.tsx'
import { texts } from './texts.ts'

export interface FormProps {
  contract: Contract
  /** Names what is filed, and of what. */
  button: string
}

type Attempt = ReturnType<typeof useSubmit<undefined>>

/** Files once, and goes on to what was filed; after a refusal the contract is read again, so that the next try is of it. */
export function useFiling(contract: Contract, file: () => Promise<{ id: string } | undefined>): Attempt {
  const client = useQueryClient()
  const navigate = useNavigate()
  const t = useText(texts)
  return useSubmit(async () => {
    let filed: { id: string } | undefined
    try {
      filed = await file()
    } catch (error) {
      throw chosen(error, {
        certificate: t.both('certificateMissing'),
        old_certificate: t.both('certificateMissing'),
        scope: t.both('scopeMissing'),
        reason: t.both('reasonMissing'),
      })
    } finally {
      await client.invalidateQueries({ queryKey: ['contract', contract.id] })
    }
    if (filed) await navigate({ to: '/applications/$id', params: { id: filed.id } })
  })
}

/** A certificate, a scope and a reason are chosen, not filled in. */
function chosen(error: unknown, sentences: Record<string, Sentence>): unknown {
  if (!(error instanceof Refused)) return error
  const errors = error.problem.errors?.map(fault => {
    const messages = sentences[fault.pointer.split('/').at(-1) ?? '']
    return fault.code === 'input.required' && messages ? { ...fault, code: 'missing', messages } : fault
  })
  return new Refused({ ...error.problem, ...(errors ? { errors } : {}) })
}

export function FilingForm({
  attempt,
  button,
  children,
}: {
  attempt: Attempt
  button: string
  children: ReactNode
}) {
  return (
    <>
      <Wrong trouble={attempt.trouble} />
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault()
          attempt.submit(undefined)
        }}
      >
        {children}
        <div className="btn-row">
          <Button look="first" type="submit" busy={attempt.busy}>
            {button}
          </Button>
        </div>
      </form>
    </>
  )
}

interface FieldProps {
  value: string | undefined
  onChange: (value: string) => void
  trouble: Trouble | undefined
}

/** Which of the contract's certificates the server lets one choose; none is chosen beforehand (R24). */
export function CertificateField({
  contract,
  action,
  pointer,
  value,
  onChange,
  trouble,
}: FieldProps & { contract: Contract; action: 'reissue' | 'continuation' | 'revocation'; pointer: string }) {
  const t = useText(texts)
  const { language } = useLanguage()
  const offered = contract.certificates.filter(one =>
    one.can.some(can => can.action === action && can.allowed),
  )
  return (
    <RadioGroup
      pointer={pointer}
      label={t('certificate')}
      need
      choices={offered.map(one => ({
        value: one.id,
        name: one.common_name,
        more: (
          <>
            <span className="block">
              {t('certificateUntil', { until: formatDayTime(one.not_after, language) })}
            </span>
            <span className="block">
              {t('certificateSerial')} <span className="break-all">{one.serial}</span>
            </span>
          </>
        ),
      }))}
      value={value}
      onChange={onChange}
      fault={faultAt(trouble, pointer)}
    />
  )
}

export function ReasonText({ value, onChange, trouble, need = false }: FieldProps & { need?: boolean }) {
  const t = useText(texts)
  return (
    <TextArea
      pointer="/reason_text"
      label={t('reasonText')}
      hint={t('reasonTextHint')}
      need={need}
      rows={3}
      maxLength={1000}
      value={value ?? ''}
      onChange={event => onChange(event.target.value)}
      fault={faultAt(trouble, '/reason_text')}
    />
  )
}
