import { formatDay, useLanguage, useText } from '@madoguchi/i18n'
import { names } from '@madoguchi/names'
import { Cards } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Schemas } from '../api.ts'
import { kinds } from '../enquiry/search.ts'
import { guidanceQuery } from '../guidance.ts'
import { Phoned } from '../phoned.tsx'
import { texts } from './texts.ts'

// Where each application is filled in. What may be chosen, and why not, is the server's to say (`can`, R22).
const screens = {
  contact_change: '/contracts/$id/contact-change',
  reissue: '/contracts/$id/reissue',
  continuation: '/contracts/$id/continuation',
  renewal: undefined, // never offered here: its reason leads to an enquiry (R22)
  revocation: '/contracts/$id/revocation',
} as const
type Action = keyof typeof screens
export type Draft = Schemas['Drafts']['drafts'][number]

const isAction = (action: string): action is Action => action in screens

/** 「申請を選ぶ」: the case in plain words, then the page's own label; what cannot be chosen stays, with its reason. */
export function Menu({ contract, drafts }: { contract: Schemas['Contract']; drafts: Draft[] }) {
  const t = useText(texts)
  const guidance = useQuery(guidanceQuery).data
  return (
    <section aria-labelledby="menu">
      <h2 id="menu" className="mt-8 mb-3">
        {t('choose')}
      </h2>
      <Cards>
        {contract.can.map(can =>
          isAction(can.action) ? (
            <Item
              key={can.action}
              can={can}
              action={can.action}
              contract={contract}
              draft={drafts.find(one => one.kind === can.action)}
            />
          ) : null,
        )}
        <div className="notice notice-danger my-0">
          <p className="notice-title">{t('leaked')}</p>
          <p>
            <Phoned
              text={t('leakedMore', { phone: guidance?.desk.emergency_phone ?? '…' })}
              phones={[guidance?.desk.emergency_phone]}
            />
          </p>
          <Link to="/emergency" search={{ contract: contract.id }}>
            {t('toEmergency')}
          </Link>
        </div>
      </Cards>
    </section>
  )
}

function Item({
  can,
  action,
  contract,
  draft,
}: {
  can: Schemas['Can']
  action: Action
  contract: Schemas['Contract']
  draft: Draft | undefined
}) {
  const t = useText(texts)
  const name = useText(names)
  const { language } = useLanguage()
  const words = (
    <>
      <span className="menu-item-name">{name(action)}</span>
      <span className="text-text-quiet block">{t(`${action}Case`)}</span>
    </>
  )
  const screen = screens[action]
  if (can.allowed && screen) {
    return (
      <a className="menu-item" href={screen.replace('$id', contract.id)}>
        {words}
        {draft ? (
          <span className="menu-item-draft">{t('draft', { at: formatDay(draft.updated_at, language) })}</span>
        ) : null}
      </a>
    )
  }
  // R22: what only we can do leads to an enquiry that is begun already.
  const enquiry = contract.enquiries.find(one => one.action === action)
  const kind = kinds.find(one => one === enquiry?.kind)
  return (
    <div className="menu-item" data-off="true">
      {words}
      <p className="text-warning mt-1">
        <span className="font-bold">{t('cannot')}: </span>
        {can.message}
      </p>
      {kind ? (
        <Link to="/enquiries/new" search={{ kind, contract: contract.id }}>
          {t(kind === 'new_application' ? 'askNew' : 'ask')}
        </Link>
      ) : null}
    </div>
  )
}
