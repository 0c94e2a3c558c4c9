export { LanguageProvider, type Translate, useLanguage, useText } from './context.tsx'
export { formatDay, formatDayTime, formatMinute } from './dates.ts'
export { readLanguage, writeLanguage } from './language.ts'
export { defineTexts, fill, type Language, type Texts } from './texts.ts'
