export { LanguageProvider, type Translate, useLanguage, useText } from './context.tsx'
export { formatDay, formatDayTime, formatMinute, minuteOfDay, parseJst } from './dates.ts'
export { readLanguage, writeLanguage } from './language.ts'
export { defineTexts, fill, type Language, type Sentence, type Texts } from './texts.ts'
