import { useLanguage, useText } from '@madoguchi/i18n'
import { type ReactNode, useEffect, useRef } from 'react'
import { Button } from './button.tsx'
import { texts } from './texts.ts'
import { troubleOf } from './trouble.ts'
import { unbroken } from './unbroken.tsx'

/** The page's one h1. It names the document and takes focus when a page comes up, so that a screen reader says it. */
export function PageTitle({ children, service }: { children: string; service: string }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${children} - ${service}`
  }, [children, service])
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <h1 tabIndex={-1} ref={heading}>
      {unbroken(children)}
    </h1>
  )
}

/** What could not be loaded: the server's sentence, or that it is away, and a way to try again where there is no other. */
export function LoadTrouble({ error, onAgain }: { error: unknown; onAgain?: () => void }) {
  const t = useText(texts)
  const { language } = useLanguage()
  return (
    <div className="notice notice-danger" role="alert">
      <p className="notice-title">{troubleOf(error).titles?.[language] ?? t('away')}</p>
      {onAgain ? (
        <div className="btn-row">
          <Button onClick={onAgain}>{t('again')}</Button>
        </div>
      ) : null}
    </div>
  )
}

export function Cards({ children }: { children: ReactNode }) {
  return <div className="menu-list">{children}</div>
}
