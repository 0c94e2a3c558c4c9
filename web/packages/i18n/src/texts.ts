export type Language = 'ja' | 'en'

/** Key -> [Japanese, English], both always; {names} stand for values. */
export type Texts = Readonly<Record<string, readonly [ja: string, en: string]>>

/** The sentences of one screen, beside it: `export const texts = defineTexts({ title: ['契約一覧', 'Contracts'] })`. */
export function defineTexts<const T extends Texts>(texts: T): T {
  return texts
}

/** One sentence in each language: which one is read is decided where it is shown, so that it follows the switch. */
export type Sentence = Readonly<Record<Language, string>>

export type Values = Readonly<Record<string, string | number | Sentence>>

/** A sentence with its {names} filled; a value that is missing leaves its name, so that a test sees it. */
export function fill([ja, en]: Texts[string], language: Language, values: Values = {}): string {
  return (language === 'ja' ? ja : en).replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name] ?? whole
    return typeof value === 'object' ? value[language] : String(value)
  })
}
