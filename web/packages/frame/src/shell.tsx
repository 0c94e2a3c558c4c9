import { Refused, Unreachable } from '@madoguchi/api'
import { useLanguage, useText } from '@madoguchi/i18n'
import { Button, LoadTrouble, Skeleton } from '@madoguchi/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useRouterState } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { texts } from './texts.ts'

// The server says so in the page itself (src/http/web_files.h).
export const isExample = document.querySelector('meta[name="madoguchi-example"]') !== null

interface ShellProps {
  service: string
  /** Where the name of the service leads. */
  home: string
  /** At the head's right end, before and after the language. */
  person?: ReactNode
  tools?: ReactNode
  /** The menu's items, each an <li>. */
  menu: ReactNode
  children: ReactNode
}

/** What stands around every screen: the way to the content, the head, the menu, one main part. */
export function Shell({ service, home, person, tools, menu, children }: ShellProps) {
  const t = useText(texts)
  return (
    <>
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      <header>
        <div className="page-head">
          <Link className="page-brand" to={home}>
            {service}
          </Link>
          {person}
          <LanguageSwitch />
          {tools}
        </div>
        {isExample ? (
          <p className="page-example">
            <strong>{t('exampleName')}</strong> {t('example')}{' '}
            <a href="/example" target="madoguchi-example">
              {t('exampleOpen')}
            </a>
          </p>
        ) : null}
      </header>
      <div className="page-columns">
        {menu ? <Menu>{menu}</Menu> : <div className="page-menu" />}
        <main id="main" className="page-main" tabIndex={-1}>
          {children}
        </main>
      </div>
    </>
  )
}

/**
 * Until it is known who is logged in: nothing, so that nothing flashes before the login page; on a slow line, that
 * something is coming.
 */
export function Opening() {
  return (
    <main className="page-opening">
      <Skeleton lines={6} />
    </main>
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

/** Beside the page where there is room; on a telephone behind a button, so that each page begins with what it is about. */
function Menu({ children }: { children: ReactNode }) {
  const t = useText(texts)
  const here = useRouterState({ select: state => state.location.pathname })
  const [openedAt, setOpenedAt] = useState<string>()
  const open = openedAt === here // another page closes it
  return (
    <nav className="page-menu" aria-label={t('menu')}>
      <button
        type="button"
        className="btn btn-second btn-small"
        aria-expanded={open}
        aria-controls="menu-items"
        onClick={() => setOpenedAt(open ? undefined : here)}
      >
        {t('menu')}
      </button>
      <ul id="menu-items" data-open={open}>
        {children}
      </ul>
    </nav>
  )
}

/** Who wants to leave is asked nothing: a session that has ended already is left too (`logOut` throws what is no answer). */
export function LogOut({ logOut }: { logOut: () => Promise<unknown> }) {
  const t = useText(texts)
  const [trouble, setTrouble] = useState<unknown>()
  async function leave() {
    setTrouble(undefined)
    try {
      await logOut()
    } catch (error) {
      if (error instanceof Refused || error instanceof Unreachable) return setTrouble(error)
    }
    window.location.assign('/login')
  }
  return (
    <>
      <Button look="plain" small onClick={leave}>
        {t('logout')}
      </Button>
      {trouble ? <LoadTrouble error={trouble} /> : null}
    </>
  )
}
