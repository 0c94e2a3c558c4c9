import { unwrap } from '@madoguchi/api'
import { formatDay, formatDayTime, useLanguage, useText } from '@madoguchi/i18n'
import { Badge, Copyable, type Fact, Facts, LoadTrouble, Notice, PageTitle, Skeleton } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { api, type Schemas } from '../api.ts'
import { texts as frameTexts } from '../frame/texts.ts'
import { enquiryNames } from './names.ts'
import { enquiryMood } from './page.tsx'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/enquiries/$id')({ component: Enquiry })

function Enquiry() {
  const t = useText(texts)
  const service = useText(frameTexts)
  const { id } = Route.useParams()
  const enquiry = useQuery({
    queryKey: ['enquiries', id],
    queryFn: () => unwrap(api.GET('/api/v1/enquiries/{id}', { params: { path: { id } } })),
  })
  return (
    <>
      <p>
        <Link to="/enquiries">{t('back')}</Link>
      </p>
      <PageTitle service={service('service')}>{t('showTitle')}</PageTitle>
      {enquiry.error ? <LoadTrouble error={enquiry.error} onAgain={() => enquiry.refetch()} /> : null}
      {enquiry.isPending ? <Skeleton lines={6} /> : null}
      {enquiry.data ? <Content enquiry={enquiry.data} /> : null}
    </>
  )
}

function Content({ enquiry }: { enquiry: Schemas['Enquiry'] }) {
  const t = useText(texts)
  const name = useText(enquiryNames)
  const { language } = useLanguage()
  const facts: Fact[] = [
    { name: t('number'), value: <Copyable text={enquiry.number} /> },
    { name: t('kind'), value: name(enquiry.kind) },
    { name: t('state'), value: <Badge mood={enquiryMood(enquiry.state)}>{name(enquiry.state)}</Badge> },
    { name: t('when'), value: formatDayTime(enquiry.opened_at, language) },
  ]
  if (enquiry.contract)
    facts.push({
      name: t('contract'),
      value: (
        <Link to="/contracts/$id" params={{ id: enquiry.contract.id }}>
          {enquiry.contract.number}
        </Link>
      ),
    })
  if (enquiry.registered_on)
    facts.push({
      name: t('registeredOn'),
      value: formatDay(`${enquiry.registered_on}T00:00:00+09:00`, language),
    })
  if (enquiry.closed_at)
    facts.push({ name: t('closedAt'), value: formatDayTime(enquiry.closed_at, language) })
  return (
    <>
      <Facts facts={facts} />
      <h2 className="mt-8">{t('yours')}</h2>
      <p className="card whitespace-pre-wrap">
        <bdi>{enquiry.text}</bdi>
      </p>
      <h2 className="mt-8">{t('answer')}</h2>
      {enquiry.answer ? (
        <p className="card whitespace-pre-wrap">
          <bdi>{enquiry.answer}</bdi>
        </p>
      ) : (
        <Notice>{t('noAnswer')}</Notice>
      )}
    </>
  )
}
