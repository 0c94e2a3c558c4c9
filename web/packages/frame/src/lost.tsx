import { useText } from '@madoguchi/i18n'
import { LoadTrouble, PageTitle } from '@madoguchi/ui'
import { type ErrorComponentProps, Link } from '@tanstack/react-router'
import { texts } from './texts.ts'

/** An address that is no screen. */
export function Lost({ service, home, toHome }: { service: string; home: string; toHome: string }) {
  const t = useText(texts)
  return (
    <>
      <PageTitle service={service}>{t('notFound')}</PageTitle>
      <p>{t('notFoundMore')}</p>
      <p className="btn-row">
        <Link className="btn btn-second" to={home}>
          {toHome}
        </Link>
      </p>
    </>
  )
}

/** A screen that fell over. */
export function Broken({ error, reset, service }: ErrorComponentProps & { service: string }) {
  const t = useText(texts)
  return (
    <>
      <PageTitle service={service}>{t('broken')}</PageTitle>
      <LoadTrouble error={error} onAgain={reset} />
    </>
  )
}
