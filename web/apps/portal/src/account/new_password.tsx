import { useText } from '@madoguchi/i18n'
import { CheckBox, faultAt, TextField, type Trouble } from '@madoguchi/ui'
import { useState } from 'react'
import { texts } from './texts.ts'

interface Props {
  value: string
  onChange: (password: string) => void
  trouble: Trouble | undefined
}

/** One field, shown if wanted: nobody types it twice, and a password manager fills it. */
export function NewPassword({ value, onChange, trouble }: Props) {
  const t = useText(texts)
  const [shown, setShown] = useState(false)
  return (
    <>
      <TextField
        pointer="/new_password"
        label={t('newPassword')}
        hint={t('newPasswordHint')}
        need
        type={shown ? 'text' : 'password'}
        autoComplete="new-password"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={256}
        fault={faultAt(trouble, '/new_password')}
        value={value}
        onChange={event => onChange(event.target.value)}
      />
      <CheckBox pointer="/show" label={t('show')} checked={shown} onChange={setShown} />
    </>
  )
}
