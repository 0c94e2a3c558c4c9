import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  skip: ['本文へ移動', 'Skip to the content'],
  exampleName: ['検証環境', 'Example environment'],
  example: [
    'ここで行ったことは、実際の証明書や契約に影響しません。',
    'Nothing here touches a real certificate or contract.',
  ],
  exampleOpen: [
    'メール・時計・ログイン情報(別のタブで開きます)',
    'Mails, clock and logins (opens in another tab)',
  ],
  menu: ['メニュー', 'Menu'],
  logout: ['ログアウト', 'Log out'],
  notFound: ['ページが見つかりません', 'Page not found'],
  notFoundMore: [
    'アドレスが変わったか、入力に誤りがあります。',
    'The address has changed, or has a mistake in it.',
  ],
  broken: ['画面を表示できませんでした', 'This page could not be shown'],
})
