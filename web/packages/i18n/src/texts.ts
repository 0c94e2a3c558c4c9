export type Language = 'ja' | 'en'

/** Key -> [Japanese, English], both always; {names} stand for values. */
export type Texts = Readonly<Record<string, readonly [ja: string, en: string]>>

/** The sentences of one screen, beside it: `export const texts = defineTexts({ title: ['契約一覧', 'Contracts'] })`. */
export function defineTexts<const T extends Texts>(texts: T): T {
  return texts
}

export type Values = Readonly<Record<string, string | number>>

/** The sentence with its {names} filled; a value that is missing leaves its name, so that a test sees it. */
export function fill(sentence: string, values: Values = {}): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
