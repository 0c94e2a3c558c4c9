import { useText } from '@madoguchi/i18n'
import { LoadTrouble, PageTitle, Skeleton } from '@madoguchi/ui'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { texts } from './texts.ts'

/** The title of a screen of the desk. */
export function Title({ children }: { children: string }) {
  const t = useText(texts)
  return <PageTitle service={t('service')}>{children}</PageTitle>
}

/** What was read, or that it is on its way, or why it did not come; what was there before stays. */
export function Loaded<T>({
  query,
  children,
}: {
  query: UseQueryResult<T>
  children: (data: T) => ReactNode
}) {
  return (
    <>
      {query.error ? <LoadTrouble error={query.error} onAgain={() => query.refetch()} /> : null}
      {query.isPending ? <Skeleton lines={6} /> : null}
      {query.data === undefined ? null : children(query.data)}
    </>
  )
}

/** A part of a screen under its heading, with what can be done beside it. */
export function Part({
  id,
  title,
  act,
  children,
}: {
  id: string
  title: string
  act?: ReactNode
  children: ReactNode
}) {
  return (
    <div className="mt-10">
      <div className="mb-2 flex flex-wrap items-baseline gap-x-6 gap-y-2">
        <h2 id={id}>{title}</h2>
        {act}
      </div>
      {children}
    </div>
  )
}
