import { unwrap } from '@madoguchi/api'
import { useLanguage, useText } from '@madoguchi/i18n'
import { Button, LoadTrouble, PageTitle } from '@madoguchi/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ErrorComponentProps, Link, Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { api } from '../api.ts'
import { Questions } from './questions.tsx'
import { sessionQuery } from './session.ts'
import { texts } from './texts.ts'

// Pages that anybody may open: they ask for no session.
const OPEN_PAGES = /^\/(guide|emergency|first-password|forgotten-password|cancel-address-change|catalogue)\b/

// The server says so in the page itself (src/http/web_files.h).
const example = document.querySelector('meta[name="madoguchi-example"]') !== null

export function Frame() {
  const t = useText(texts)
  const open = useRouterState({ select: state => OPEN_PAGES.test(state.location.pathname) })
  const session = useQuery({ ...sessionQuery, enabled: !open })
  return (
    <>
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      <header>
        <div className="page-head">
          <Link className="page-brand" to="/contracts">
            {t('service')}
          </Link>
          {session.data ? <span>{t('person', { name: session.data.name })}</span> : null}
          <LanguageSwitch />
          {session.data ? <LogOut /> : null}
        </div>
        {example ? <p className="page-example">{t('example')}</p> : null}
      </header>
      <div className="page-columns">
        <nav className="page-menu" aria-label={t('menu')}>
          <ul>
            {session.data ? (
              <>
                <li>
                  <Link to="/contracts">{t('contracts')}</Link>
                </li>
                <li>
                  <Link to="/account">{t('account')}</Link>
                </li>
              </>
            ) : null}
            <li>
              <Link to="/guide">{t('guide')}</Link>
            </li>
            <li>
              <Link to="/emergency">{t('emergency')}</Link>
            </li>
          </ul>
        </nav>
        <main id="main" className="page-main" tabIndex={-1}>
          {session.error ? (
            <LoadTrouble error={session.error} onAgain={() => session.refetch()} />
          ) : session.data || open ? (
            <Outlet />
          ) : null}
        </main>
      </div>
      <Questions loginId={session.data?.login_id} />
    </>
  )
}

/** Japanese and English, on every page. What the server says comes again in the other language. */
function LanguageSwitch() {
  const { language, choose } = useLanguage()
  const client = useQueryClient()
  const shown = useRef(language)
  useEffect(() => {
    if (shown.current === language) return
    shown.current = language
    client.invalidateQueries()
  }, [language, client])
  const other = language === 'ja' ? 'en' : 'ja'
  return (
    <Button look="plain" small lang={other} onClick={() => choose(other)}>
      {language === 'ja' ? 'English' : '日本語'}
    </Button>
  )
}

function LogOut() {
  const t = useText(texts)
  async function logOut() {
    await unwrap(api.POST('/api/v1/logout'))
    window.location.assign('/login')
  }
  return (
    <Button look="plain" small onClick={logOut}>
      {t('logout')}
    </Button>
  )
}

export function NotFound() {
  const t = useText(texts)
  return (
    <>
      <PageTitle service={t('service')}>{t('notFound')}</PageTitle>
      <p>{t('notFoundMore')}</p>
      <p className="btn-row">
        <Link className="btn btn-second" to="/contracts">
          {t('toContracts')}
        </Link>
      </p>
    </>
  )
}

export function Broken({ error, reset }: ErrorComponentProps) {
  const t = useText(texts)
  return (
    <>
      <PageTitle service={t('service')}>{t('broken')}</PageTitle>
      <LoadTrouble error={error} onAgain={reset} />
    </>
  )
}
