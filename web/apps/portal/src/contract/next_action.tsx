import { formatDay, useLanguage, useText } from '@madoguchi/i18n'
import { Link } from '@tanstack/react-router'
import type { Schemas } from '../api.ts'
import { texts } from './next_action_texts.ts'

interface Asked {
  contract: Pick<Schemas['ContractLine'], 'id' | 'number' | 'next_action'>
  /** On the contract's own page what leads there leads to its menu. */
  here?: boolean
}

/** The one thing to do next, where it is done; by when. */
export function NextAction({ contract, here = false }: Asked) {
  const t = useText(texts)
  const { language } = useLanguage()
  const { action, deadline, application } = contract.next_action
  if (action === 'none') return <span className="text-text-quiet">―</span>
  if (action === 'wait') return <span className="text-text-quiet">{t('wait')}</span>
  const what = t(action)
  const label = t('actionOf', { what, number: contract.number })
  const home = action === 'continue_certificate' ? '/contracts/$id/continuation' : '/contracts/$id'
  return (
    <>
      <p className="font-bold">
        {application ? (
          <Link to="/applications/$id" params={{ id: application }} aria-label={label}>
            {what}
          </Link>
        ) : here && home === '/contracts/$id' ? (
          <a href="#menu">{what}</a>
        ) : (
          <Link to={home} params={{ id: contract.id }} aria-label={label}>
            {what}
          </Link>
        )}
      </p>
      {deadline ? (
        <p className="text-warning text-sm">{t('until', { at: formatDay(deadline, language) })}</p>
      ) : null}
    </>
  )
}
