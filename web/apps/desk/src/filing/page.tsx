import { formatDay, useLanguage, useText } from '@madoguchi/i18n'
import { names } from '@madoguchi/names'
import { Notice } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { createLazyRoute, Link } from '@tanstack/react-router'
import { type Contract, contractQuery } from '../contract/queries.ts'
import { NotFound } from '../frame/frame.tsx'
import { Loaded, Title } from '../frame/screen.tsx'
import { ContactChange } from './contact_change.tsx'
import { type FileKind, isFileKind } from './kinds.ts'
import { Reissue } from './reissue.tsx'
import { Emergency, Revocation } from './revocation.tsx'
import { texts } from './texts.ts'

export const Route = createLazyRoute('/contracts/$id/file/$kind')({ component: Filing })

/** What a customer asks for by telephone or letter, filed by the desk (R55, R62, R104). */
function Filing() {
  const { id, kind } = Route.useParams()
  const contract = useQuery(contractQuery(id))
  if (!isFileKind(kind)) return <NotFound />
  return <Loaded query={contract}>{data => <OnBehalf contract={data} kind={kind} />}</Loaded>
}

function OnBehalf({ contract, kind }: { contract: Contract; kind: FileKind }) {
  const t = useText(texts)
  const name = useText(names)
  const { language } = useLanguage()
  const can = contract.can.find(each => each.action === kind)
  return (
    <>
      <p>
        <Link to="/contracts/$id" params={{ id: contract.id }}>
          {t('back')}
        </Link>
      </p>
      <Title>{t('title', { kind: name(kind), name: contract.common_name })}</Title>
      <p className="text-text-quiet">
        <span className="mono">{contract.number}</span> ・ {contract.product.name} ・{' '}
        <span className="whitespace-nowrap">{t('ends', { day: formatDay(contract.ends_at, language) })}</span>
      </p>
      <p className="mt-2">{t(kind === 'emergency_revocation' ? 'emergencyLead' : 'lead')}</p>
      {can && !can.allowed ? (
        <Notice kind="warning" title={t('notNow')}>
          <p>{can.message}</p>
        </Notice>
      ) : (
        <FormOf contract={contract} kind={kind} />
      )}
    </>
  )
}

function FormOf({ contract, kind }: { contract: Contract; kind: FileKind }) {
  const t = useText(texts)
  const name = useText(names)
  const button = t('file', { name: contract.common_name, kind: name(kind) })
  switch (kind) {
    case 'contact_change':
      return <ContactChange contract={contract} button={button} />
    case 'reissue':
    case 'continuation':
      return <Reissue contract={contract} button={button} kind={kind} />
    case 'revocation':
      return <Revocation contract={contract} button={button} />
    case 'emergency_revocation':
      return <Emergency contract={contract} button={button} />
  }
}
