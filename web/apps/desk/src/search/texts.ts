import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  title: ['検索', 'Search'],
  label: ['何でも探す', 'Find anything'],
  hint: [
    '受付番号、契約番号、シリアル番号の先頭、DNS名、電話番号、氏名、法人名、カナ',
    'Receipt or contract number, beginning of a serial, host name, telephone number, name, organisation, kana',
  ],
  find: ['検索', 'Search'],
  none: ['「{q}」は見つかりません', 'Nothing found for “{q}”'],
  noneMore: [
    '受付番号はハイフンなしでも探せます。電話番号は市外局番から、シリアル番号は先頭から入力してください。',
    'A receipt number is found without its hyphens too. Enter a telephone number with its area code, a serial from its beginning.',
  ],
  cut: [
    'それぞれ先頭の{max}件までを表示しています。続きは、もっと詳しく入力して探してください。',
    'The first {max} of each kind are shown. Search more closely for the others.',
  ],
  contracts: ['契約({count})', 'Contracts ({count})'],
  certificates: ['証明書({count})', 'Certificates ({count})'],
  applications: ['申請({count})', 'Applications ({count})'],
  enquiries: ['お問い合わせ({count})', 'Enquiries ({count})'],
  ends: ['{day} まで', 'until {day}'],
  filed: ['{day} 受付', 'received {day}'],
  keyDown: ['次の結果へ', 'Next result'],
  keyUp: ['前の結果へ', 'Result before'],
  keyOpen: ['選んだ結果を開く', 'Open the result'],
})
