import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  service: ['Madoguchi お客様専用ページ', 'Madoguchi customer portal'],
  contracts: ['契約一覧', 'Contracts'],
  applications: ['申請一覧', 'Applications'],
  account: ['アカウント情報登録', 'Account information'],
  enquiries: ['お問い合わせ', 'Enquiries'],
  guide: ['担当者変更・再発行・解約について', 'About changes, reissue and cancellation'],
  emergency: ['緊急の失効(24時間)', 'Emergency revocation (24 h)'],
  person: ['{name} 様', '{name}'],
  toContracts: ['契約一覧へ', 'To the contracts'],
  next: ['次へ', 'Next'],
  code: ['ワンタイムパスワード', 'One-time code'],
  codeHint: ['{address} に送信しました。', 'Sent to {address}.'],
  enter: ['ログイン', 'Log in'],
})
