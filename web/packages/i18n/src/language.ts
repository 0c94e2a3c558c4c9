import type { Language } from './texts.ts'

const YEAR_SECONDS = 31_536_000

/** The language chosen last (the server's login page keeps it in the same cookie), else the browser's, else Japanese. */
export function readLanguage(): Language {
  const kept = /(?:^|;\s*)language=(ja|en)(?:;|$)/.exec(document.cookie)?.[1]
  if (kept === 'ja' || kept === 'en') return kept
  for (const wanted of navigator.languages) {
    if (wanted.startsWith('ja')) return 'ja'
    if (wanted.startsWith('en')) return 'en'
  }
  return 'ja'
}

export function writeLanguage(language: Language): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
  document.cookie = `language=${language}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`
}
