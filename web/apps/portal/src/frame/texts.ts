import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  service: ['Madoguchi お客様専用ページ', 'Madoguchi customer portal'],
  skip: ['本文へ移動', 'Skip to the content'],
  example: [
    '検証環境です。ここで行ったことは、実際の証明書や契約に影響しません。',
    'This is an example environment. Nothing here touches a real certificate or contract.',
  ],
  menu: ['メニュー', 'Menu'],
  contracts: ['契約一覧', 'Contracts'],
  account: ['アカウント情報登録', 'Account information'],
  guide: ['担当者変更・再発行・解約について', 'About changes, reissue and cancellation'],
  emergency: ['緊急の失効(24時間)', 'Emergency revocation (24 h)'],
  logout: ['ログアウト', 'Log out'],
  person: ['{name} 様', '{name}'],
  notFound: ['ページが見つかりません', 'Page not found'],
  notFoundMore: [
    'アドレスが変わったか、入力に誤りがあります。',
    'The address has changed, or has a mistake in it.',
  ],
  toContracts: ['契約一覧へ', 'To the contracts'],
  broken: ['画面を表示できませんでした', 'This page could not be shown'],
  loginTitle: ['もう一度ログインしてください', 'Please log in again'],
  loginLead: [
    '一定時間操作がなかったため、ログアウトしました。入力した内容は、この画面に残っています。',
    'You were logged out after a time without activity. What you entered is still on this page.',
  ],
  loginId: ['ログインID', 'Login ID'],
  password: ['パスワード', 'Password'],
  next: ['次へ', 'Next'],
  code: ['ワンタイムパスワード', 'One-time code'],
  codeHint: ['{address} に送信しました。', 'Sent to {address}.'],
  enter: ['ログイン', 'Log in'],
  giveUp: ['やめる', 'Stop'],
  passwordTitle: ['パスワードの確認', 'Your password, please'],
  passwordLead: [
    '重要な手続きのため、もう一度パスワードを入力してください。',
    'This step matters: please enter your password once more.',
  ],
  confirm: ['続ける', 'Continue'],
})
