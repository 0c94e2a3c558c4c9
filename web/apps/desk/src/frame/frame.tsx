import { unwrap } from '@madoguchi/api'
import { LogOut, Lost, Opening, Questions, SessionEnd, Shell, Broken as Trouble } from '@madoguchi/frame'
import { useText } from '@madoguchi/i18n'
import { LoadTrouble } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { type ErrorComponentProps, Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { quiet } from '../api.ts'
import { KeyHelp } from '../keys/help.tsx'
import { useShortcuts } from '../keys/keys.ts'
import { useRoleNames } from '../names.ts'
import { askForEnd, sessionQuery } from './session.ts'
import { texts } from './texts.ts'

// The search's field is named here, where its key is (search/page.tsx).
export const SEARCH_FIELD = 'desk-search'

// Pages that anybody may open: they ask for no session.
const OPEN_PAGES = /^\/example\b/

const dialogs = () => import('./dialogs.tsx')
const ending = async () => (await dialogs()).Ending

export function Frame() {
  const t = useText(texts)
  const open = useRouterState({ select: state => OPEN_PAGES.test(state.location.pathname) })
  const session = useQuery({ ...sessionQuery, enabled: !open })
  const roles = useRoleNames(session.data?.roles ?? [])
  const shown = open || session.data !== undefined || session.error !== null
  return (
    <>
      {shown ? (
        <Shell
          service={t('service')}
          home="/tasks"
          person={
            session.data ? (
              <span className="page-person">
                {session.data.name} <span className="text-text-quiet text-sm">{roles}</span>
              </span>
            ) : null
          }
          tools={
            session.data ? (
              <>
                <KeyHelp />
                <LogOut logOut={() => unwrap(quiet.POST('/api/v1/logout'))} />
              </>
            ) : null
          }
          menu={session.data ? <MenuItems /> : null}
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

// The places of the desk, in the order of a day.
const places = [
  { to: '/tasks', key: 'tasks' },
  { to: '/search', key: 'search' },
  { to: '/contracts', key: 'contracts' },
  { to: '/enquiries', key: 'enquiries' },
  { to: '/incidents', key: 'incidents' },
  { to: '/accounts', key: 'accounts' },
  { to: '/events', key: 'events' },
  { to: '/figures', key: 'figures' },
  { to: '/calendar', key: 'calendar' },
  { to: '/officers', key: 'officers' },
] as const

function MenuItems() {
  const t = useText(texts)
  const navigate = useNavigate()
  const path = useRouterState({ select: state => state.location.pathname })
  const list = useRef<HTMLLIElement>(null)
  // On a narrow screen the menu is one line: the place where one is stands in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path says which is the current one
  useEffect(() => {
    const show = () => {
      const line = list.current?.parentElement
      const current = line?.querySelector<HTMLElement>('li:has([aria-current=page])')
      if (!line || !current) return
      const middle = current.offsetLeft - line.offsetLeft + current.offsetWidth / 2
      line.scrollLeft = middle - line.clientWidth / 2 // sideways alone: the page stays where it is
    }
    show()
    const narrow = window.matchMedia('(max-width: 59.99rem)') // as in page.css
    narrow.addEventListener('change', show)
    return () => narrow.removeEventListener('change', show)
  }, [path])
  useShortcuts([
    { key: '/', name: t('keySearch'), run: () => goToSearch(navigate) },
    { key: 'w', name: t('keyTasks'), run: () => navigate({ to: '/tasks' }) },
  ])
  return places.map(({ to, key }, index) => (
    <li key={to} ref={index === 0 ? list : undefined}>
      <Link to={to}>{t(key)}</Link>
    </li>
  ))
}

/** To the search's field, with what was typed there chosen. */
async function goToSearch(navigate: ReturnType<typeof useNavigate>) {
  if (!document.getElementById(SEARCH_FIELD)) await navigate({ to: '/search' })
  const field = document.getElementById(SEARCH_FIELD)
  if (field instanceof HTMLInputElement) field.select()
}

export function NotFound() {
  const t = useText(texts)
  return <Lost service={t('service')} home="/tasks" toHome={t('toTasks')} />
}

/** The frame itself fell over: nothing stands around what is said. */
export function BrokenFrame(props: ErrorComponentProps) {
  return (
    <main className="page-opening">
      <Broken {...props} />
    </main>
  )
}

export function Broken(props: ErrorComponentProps) {
  const t = useText(texts)
  return <Trouble {...props} service={t('service')} />
}
