import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  service: ['Madoguchi 審査デスク', 'Madoguchi staff desk'],
  tasks: ['作業一覧', 'Work list'],
  toTasks: ['作業一覧へ', 'To the work list'],
  enter: ['ログイン', 'Log in'],
  totp: ['認証アプリのコード', 'Code of the authenticator app'],
  totpHint: ['6桁の数字です。1つのコードは1回だけ使えます。', 'Six digits. Each code works once.'],
})
