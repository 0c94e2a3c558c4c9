import { useText } from '@madoguchi/i18n'
import { PageTitle } from '@madoguchi/ui'
import { useSyncExternalStore } from 'react'
import { Clock } from './clock.tsx'
import { Mails } from './mails.tsx'
import { People } from './people.tsx'
import { texts } from './texts.ts'

const parts = ['mails', 'clock', 'people'] as const

function watch(again: () => void) {
  window.addEventListener('hashchange', again)
  return () => window.removeEventListener('hashchange', again)
}

/** What stands behind '#' in the address: "clock", or "mails/NAME". */
function usePlace(): [part: (typeof parts)[number], name: string] {
  const hash = useSyncExternalStore(watch, () => window.location.hash)
  const [part, name = ''] = hash.slice(1).split('/')
  return [parts.find(each => each === part) ?? 'mails', name]
}

/** What whoever tries the example out needs beside the two faces: its mails, its clock, its logins. */
export function ExamplePage({ service }: { service: string }) {
  const t = useText(texts)
  const [part, name] = usePlace()
  return (
    <>
      <PageTitle service={service}>{t('title')}</PageTitle>
      <p className="my-3">{t('lead')}</p>
      <nav className="page-menu px-0" aria-label={t('parts')}>
        <ul className="flex-row! flex-wrap whitespace-nowrap">
          {parts.map(each => (
            <li key={each}>
              <a href={`#${each}`} aria-current={each === part ? 'page' : undefined}>
                {t(each)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {part === 'mails' ? <Mails name={name} /> : part === 'clock' ? <Clock /> : <People />}
    </>
  )
}
