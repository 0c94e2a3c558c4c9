import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { readLanguage, writeLanguage } from './language.ts'
import { fill, type Language, type Sentence, type Texts, type Values } from './texts.ts'

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

export interface Translate<T extends Texts> {
  (key: keyof T & string, values?: Values): string
  /** For what is said once and shown for long, as a fault is: it follows the language. */
  both: (key: keyof T & string, values?: Values) => Sentence
}

/** `const t = useText(texts)`, then `t('title')`. */
export function useText<T extends Texts>(texts: T): Translate<T> {
  const { language } = useLanguage()
  return useMemo(() => {
    const say = (language: Language, key: string, values?: Values) =>
      fill(texts[key] ?? [key, key], language, values)
    return Object.assign((key: string, values?: Values) => say(language, key, values), {
      both: (key: string, values?: Values) => ({ ja: say('ja', key, values), en: say('en', key, values) }),
    })
  }, [texts, language])
}
