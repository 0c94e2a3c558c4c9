import { useText } from '@madoguchi/i18n'
import { LoadTrouble, Notice, PageTitle, Skeleton, TableBox } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import type { Schemas } from '../api.ts'
import { texts as frameTexts } from '../frame/texts.ts'
import { guidanceQuery } from '../guidance.ts'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/guide')({ component: Guide })

/** The guidance page, for anybody; its numbers are the policy's (R126). */
function Guide() {
  const t = useText(texts)
  const service = useText(frameTexts)
  const guidance = useQuery(guidanceQuery)
  return (
    <>
      <PageTitle service={service('service')}>{t('title')}</PageTitle>
      {guidance.error ? <LoadTrouble error={guidance.error} onAgain={() => guidance.refetch()} /> : null}
      {guidance.isPending ? <Skeleton lines={8} /> : null}
      {guidance.data ? <Content guidance={guidance.data} /> : null}
    </>
  )
}

function Content({ guidance }: { guidance: Schemas['Guidance'] }) {
  const t = useText(texts)
  const { desk } = guidance
  return (
    <>
      <h2 className="mt-8 mb-2">{t('contacts')}</h2>
      <p>{t('contactsLead')}</p>
      <p className="mt-2">{t('contactsWhich')}</p>
      <p className="mt-2">
        {t('contactsOrganization', { phone: desk.contact_phone, mail: desk.contact_mail })}
      </p>
      <p className="mt-2">
        <Link to="/guide/contacts">{t('rolesHelp')}</Link>
      </p>
      <p className="mt-2">{t('contactsRenewal')}</p>
      <ol className="mt-2 list-decimal pl-6">
        <li>
          <a href="/login">{t('login')}</a>
        </li>
        <li>{t('choose')}</li>
        <li>{t('chooseContact')}</li>
        <li>{t('changeContact')}</li>
        <li>{t('mailContact')}</li>
      </ol>
      <h2 className="mt-8 mb-2">{t('otp')}</h2>
      <p>{t('otpLead')}</p>
      <h2 className="mt-8 mb-2">{t('reissue')}</h2>
      <p>{t('reissueLead')}</p>
      <Notice kind="danger">{t('leak', { phone: desk.emergency_phone })}</Notice>
      <h3 className="mt-4">{t('limits')}</h3>
      <Limits products={guidance.products} />
      <h3 className="mt-4">{t('ends')}</h3>
      <ul className="list-disc pl-6">
        <li>{t('deferred', { days: guidance.deferred_days })}</li>
        <li>{t('immediate')}</li>
      </ul>
      <p className="mt-2">{t('lost')}</p>
      <h2 className="mt-8 mb-2">{t('cancel')}</h2>
      <p>{t('cancelLead')}</p>
      <Notice kind="warning">{t('cancelFinal')}</Notice>
      <p className="btn-row">
        <a className="btn btn-first" href="/login">
          {t('toLogin')}
        </a>
      </p>
    </>
  )
}

function Limits({ products }: { products: Schemas['Guidance']['products'] }) {
  const t = useText(texts)
  return (
    <TableBox label={t('limits')}>
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{t('product')}</th>
            <th scope="col">{t('limit')}</th>
            <th scope="col">{t('over')}</th>
          </tr>
        </thead>
        <tbody>
          {products.map(product => (
            <tr key={product.id}>
              <td className="font-bold">{product.name}</td>
              <td data-label={t('limit')}>
                {t('within', { days: product.reissue_window_days, count: product.reissue_self_service_max })}
              </td>
              <td data-label={t('over')}>{t(product.reissue_over_limit)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  )
}
