import { useText } from '@madoguchi/i18n'
import { Button, Notice } from '@madoguchi/ui'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Schemas } from '../api.ts'
import { texts } from './texts.ts'

/** 「戻る」 and 「次へ」 below a form's page. */
export function Buttons({ children, onBack }: { children: ReactNode; onBack?: () => void }) {
  const t = useText(texts)
  return (
    <div className="btn-row">
      {children}
      {onBack ? <Button onClick={onBack}>{t('back')}</Button> : null}
    </div>
  )
}

export function NextButton({ onClick, busy = false }: { onClick: () => void; busy?: boolean }) {
  const t = useText(texts)
  return (
    <Button look="first" onClick={onClick} busy={busy}>
      {t('next')}
    </Button>
  )
}

export function goBack() {
  window.history.back()
}

/** The server's reason why an application cannot be filed now, if it cannot: in place of its form (R22). */
export function Refusal({ contract, action }: { contract: Schemas['Contract']; action: string }) {
  const t = useText(texts)
  const can = contract.can.find(one => one.action === action)
  if (can?.allowed) return null
  return (
    <Notice kind="warning" title={t('cannotTitle')}>
      <p>{can?.message}</p>
      <Link to="/contracts/$id" params={{ id: contract.id }}>
        {t('toContract')}
      </Link>
    </Notice>
  )
}

export const mayFile = (contract: Schemas['Contract'], action: string): boolean =>
  contract.can.some(can => can.action === action && can.allowed)
