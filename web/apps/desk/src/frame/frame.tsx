import { unwrap } from '@madoguchi/api'
import { LogOut, Lost, Questions, Shell, Broken as Trouble } from '@madoguchi/frame'
import { useText } from '@madoguchi/i18n'
import { LoadTrouble } from '@madoguchi/ui'
import { useQuery } from '@tanstack/react-query'
import { type ErrorComponentProps, Link, Outlet, useRouterState } from '@tanstack/react-router'
import { api } from '../api.ts'
import { KeyHelp } from '../keys/help.tsx'
import { useRoleNames } from '../names.ts'
import { LoginQuestion } from './login.tsx'
import { sessionQuery } from './session.ts'
import { texts } from './texts.ts'

// Pages that anybody may open: they ask for no session.
const OPEN_PAGES = /^\/example\b/

export function Frame() {
  const t = useText(texts)
  const open = useRouterState({ select: state => OPEN_PAGES.test(state.location.pathname) })
  const session = useQuery({ ...sessionQuery, enabled: !open })
  const roles = useRoleNames(session.data?.roles ?? [])
  return (
    <>
      <Shell
        service={t('service')}
        home="/tasks"
        person={
          session.data ? (
            <span>
              {session.data.name} <span className="text-text-quiet text-sm">{roles}</span>
            </span>
          ) : null
        }
        tools={
          session.data ? (
            <>
              <KeyHelp />
              <LogOut logOut={() => unwrap(api.POST('/api/v1/logout'))} />
            </>
          ) : null
        }
        menu={session.data ? <MenuItems /> : null}
      >
        {session.error ? (
          <LoadTrouble error={session.error} onAgain={() => session.refetch()} />
        ) : session.data || open ? (
          <Outlet />
        ) : null}
      </Shell>
      <Questions
        loginId={session.data?.login_id}
        login={LoginQuestion}
        reauthenticate={password =>
          unwrap(api.POST('/api/v1/session/reauthenticate', { body: { password } }))
        }
      />
    </>
  )
}

// The places of the desk, in the order of a day.
const places = [{ to: '/tasks', key: 'tasks' }] as const

function MenuItems() {
  const t = useText(texts)
  return places.map(({ to, key }) => (
    <li key={to}>
      <Link to={to}>{t(key)}</Link>
    </li>
  ))
}

export function NotFound() {
  const t = useText(texts)
  return <Lost service={t('service')} home="/tasks" toHome={t('toTasks')} />
}

export function Broken(props: ErrorComponentProps) {
  const t = useText(texts)
  return <Trouble {...props} service={t('service')} />
}
