import { useText } from '@madoguchi/i18n'
import { Facts, LoadTrouble, PageTitle, Skeleton } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { texts as frameTexts } from '../frame/texts.ts'
import { guidanceQuery } from '../guidance.ts'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/guide/contacts')({ component: ContactRoles })

/** 担当者情報の詳細: what each contact is for (R34). */
function ContactRoles() {
  const t = useText(texts)
  const service = useText(frameTexts)
  const guidance = useQuery(guidanceQuery)
  return (
    <>
      <PageTitle service={service('service')}>{t('rolesTitle')}</PageTitle>
      <p>{t('rolesLead')}</p>
      {guidance.error ? <LoadTrouble error={guidance.error} onAgain={() => guidance.refetch()} /> : null}
      {guidance.isPending ? <Skeleton lines={6} /> : null}
      {guidance.data ? (
        <Facts facts={guidance.data.contact_roles.map(one => ({ name: one.name, value: one.help }))} />
      ) : null}
      <p className="mt-4">{t('rolesOtp')}</p>
      <p className="btn-row">
        <Link className="btn btn-second" to="/guide">
          {t('title')}
        </Link>
      </p>
    </>
  )
}
