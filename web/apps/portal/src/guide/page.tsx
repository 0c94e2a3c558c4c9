import { useText } from '@madoguchi/i18n'
import { Facts, LoadTrouble, Notice, PageTitle, Skeleton, TableBox } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import type { Schemas } from '../api.ts'
import { texts as frameTexts } from '../frame/texts.ts'
import { guidanceQuery } from '../guidance.ts'
import { Phoned } from '../phoned.tsx'
import { Span } from '../reissue/span.tsx'
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

const sections = ['contacts', 'otp', 'reissue', 'cancel'] as const

function Content({ guidance }: { guidance: Schemas['Guidance'] }) {
  const t = useText(texts)
  const { desk } = guidance
  return (
    <>
      <nav aria-label={t('onThisPage')}>
        <ul className="mt-2 flex flex-wrap gap-x-6 gap-y-1">
          {sections.map(key => (
            <li key={key}>
              <a href={`#${key}`}>{t(key)}</a>
            </li>
          ))}
        </ul>
      </nav>
      <h2 id="contacts" className="mt-8 mb-2">
        {t('contacts')}
      </h2>
      <p>{t('contactsLead')}</p>
      <Facts
        facts={[
          { name: t('whose'), value: t('whoseMore') },
          { name: t('what'), value: t('whatMore') },
          {
            name: t('whatNot'),
            value: (
              <Phoned
                text={t('whatNotMore', { phone: desk.contact_phone, mail: desk.contact_mail })}
                phones={[desk.contact_phone]}
              />
            ),
          },
        ]}
      />
      <p className="mt-2">
        <Link to="/guide/contacts">{t('rolesHelp')}</Link>
      </p>
      <p className="mt-2">{t('contactsRenewal')}</p>
      <Course steps={['choose', 'chooseContact', 'changeContact', 'mailContact']} />
      <h2 id="otp" className="mt-10 mb-2">
        {t('otp')}
      </h2>
      <p>{t('otpLead')}</p>
      <Course steps={['otpMenu', 'otpAddress', 'otpConfirm', 'otpDone']} />
      <h2 id="reissue" className="mt-10 mb-2">
        {t('reissue')}
      </h2>
      <p>{t('reissueLead')}</p>
      <Notice kind="danger">
        <Phoned text={t('leak', { phone: desk.emergency_phone })} phones={[desk.emergency_phone]} />
      </Notice>
      <h3 className="mt-6">{t('limits')}</h3>
      <Limits products={guidance.products} />
      <h3 className="mt-6">{t('ends')}</h3>
      <p>{t('lost')}</p>
      <Facts
        facts={[
          {
            name: t('deferredName'),
            value: (
              <>
                {t('deferred', { days: guidance.deferred_days })}
                <Span end="deferred" days={guidance.deferred_days} />
              </>
            ),
          },
          {
            name: t('immediateName'),
            value: (
              <>
                {t('immediate')}
                <Span end="immediate" days={guidance.deferred_days} />
              </>
            ),
          },
        ]}
      />
      <Course steps={['choose', 'chooseReissue', 'checkReissue', 'doneReissue']} />
      <h2 id="cancel" className="mt-10 mb-2">
        {t('cancel')}
      </h2>
      <p>{t('cancelLead')}</p>
      <Notice kind="warning">{t('cancelFinal')}</Notice>
      <Course steps={['choose', 'chooseRevocation', 'reasonRevocation', 'mailRevocation']} />
      <p className="btn-row">
        <a className="btn btn-first" href="/login">
          {t('toLogin')}
        </a>
      </p>
    </>
  )
}

/** The steps of one procedure; each begins with the login. */
function Course({ steps }: { steps: (keyof typeof texts)[] }) {
  const t = useText(texts)
  return (
    <>
      <h3 className="mt-6">{t('course')}</h3>
      <ol className="list-decimal pl-6">
        <li>
          <a href="/login">{t('login')}</a>
        </li>
        {steps.map(step => (
          <li key={step}>{t(step)}</li>
        ))}
      </ol>
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
