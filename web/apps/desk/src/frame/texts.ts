import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  service: ['Madoguchi 審査デスク', 'Madoguchi staff desk'],
  tasks: ['作業一覧', 'Work list'],
  search: ['検索', 'Search'],
  contracts: ['契約', 'Contracts'],
  enquiries: ['お問い合わせ', 'Enquiries'],
  incidents: ['インシデント', 'Incidents'],
  accounts: ['アカウント', 'Accounts'],
  events: ['出来事', 'Events'],
  figures: ['数字', 'Figures'],
  calendar: ['カレンダー', 'Calendar'],
  officers: ['担当', 'Officers'],
  keySearch: ['検索する', 'Search'],
  keyTasks: ['作業一覧へ', 'Work list'],
  toTasks: ['作業一覧へ', 'To the work list'],
  enter: ['ログイン', 'Log in'],
  dial: ['発信', 'Call'],
  dialHint: ['番号を選ぶと、ここから発信できます。', 'Choose a number to call it from here.'],
  totp: ['認証アプリのコード', 'Code of the authenticator app'],
  totpHint: ['6桁の数字です。1つのコードは1回だけ使えます。', 'Six digits. Each code works once.'],
})
