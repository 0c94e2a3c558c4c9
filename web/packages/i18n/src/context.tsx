import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { readLanguage, writeLanguage } from './language.ts'
import { fill, type Language, type Texts, type Values } from './texts.ts'

interface LanguageChoice {
  language: Language
  choose: (language: Language) => void
}

const Context = createContext<LanguageChoice>({ language: 'ja', choose: () => undefined })

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(readLanguage)
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const choice = useMemo(
    () => ({
      language,
      choose: (next: Language) => {
        writeLanguage(next)
        setLanguage(next)
      },
    }),
    [language],
  )
  return <Context value={choice}>{children}</Context>
}

export function useLanguage(): LanguageChoice {
  return useContext(Context)
}

export type Translate<T extends Texts> = (key: keyof T & string, values?: Values) => string

/** `const t = useText(texts)`, then `t('title')`. */
export function useText<T extends Texts>(texts: T): Translate<T> {
  const { language } = useLanguage()
  return useCallback(
    (key, values) => {
      const pair = texts[key]
      return pair ? fill(pair[language === 'ja' ? 0 : 1], values) : key
    },
    [texts, language],
  )
}
