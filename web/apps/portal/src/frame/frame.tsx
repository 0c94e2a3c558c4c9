import { unwrap } from '@madoguchi/api'
import { LogOut, Lost, Opening, Questions, SessionEnd, Shell, Broken as Trouble } from '@madoguchi/frame'
import { useText } from '@madoguchi/i18n'
import { LoadTrouble } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { type ErrorComponentProps, Link, Outlet, useRouterState } from '@tanstack/react-router'
import { quiet } from '../api.ts'
import { askForEnd, sessionQuery } from './session.ts'
import { texts } from './texts.ts'

// Pages that anybody may open: they ask for no session.
const OPEN_PAGES =
  /^\/(guide|emergency|first-password|forgotten-password|cancel-address-change|catalogue|example)\b/

const dialogs = () => import('./dialogs.tsx')
const ending = async () => (await dialogs()).Ending

export function Frame() {
  const t = useText(texts)
  const open = useRouterState({ select: state => OPEN_PAGES.test(state.location.pathname) })
  const session = useQuery({ ...sessionQuery, enabled: !open })
  const shown = open || session.data !== undefined || session.error !== null
  return (
    <>
      {shown ? (
        <Shell
          service={t('service')}
          home="/contracts"
          person={session.data ? <span>{t('person', { name: session.data.name })}</span> : null}
          tools={session.data ? <LogOut logOut={() => unwrap(quiet.POST('/api/v1/logout'))} /> : null}
          menu={<MenuItems known={session.data !== undefined} />}
        >
          {session.error ? (
            <LoadTrouble error={session.error} onAgain={() => session.refetch()} />
          ) : (
            <Outlet />
          )}
        </Shell>
      ) : (
        <Opening />
      )}
      <Questions loginId={session.data?.login_id} dialogs={dialogs} />
      {session.data ? <SessionEnd lasts={session.data} ask={askForEnd} dialog={ending} /> : null}
    </>
  )
}

function MenuItems({ known }: { known: boolean }) {
  const t = useText(texts)
  return (
    <>
      {known ? (
        <>
          <li>
            <Link to="/contracts">{t('contracts')}</Link>
          </li>
          <li>
            <Link to="/applications">{t('applications')}</Link>
          </li>
          <li>
            <Link to="/account">{t('account')}</Link>
          </li>
          <li>
            <Link to="/enquiries">{t('enquiries')}</Link>
          </li>
        </>
      ) : null}
      <li>
        <Link to="/guide">{t('guide')}</Link>
      </li>
      <li>
        <Link to="/emergency">{t('emergency')}</Link>
      </li>
    </>
  )
}

export function NotFound() {
  const t = useText(texts)
  return <Lost service={t('service')} home="/contracts" toHome={t('toContracts')} />
}

export function Broken(props: ErrorComponentProps) {
  const t = useText(texts)
  return <Trouble {...props} service={t('service')} />
}
