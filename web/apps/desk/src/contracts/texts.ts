import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  open: ['契約を開く', 'Open a contract'],
  title: ['契約一覧', 'Contracts'],
  lead: [
    '契約の終わりが近い順です。名前や番号で探すときは「検索」(キー /)を使います。',
    'In the order in which they end. To find one by name or number use “Search” (key /).',
  ],
  all: ['すべて', 'All'],
  none: ['条件に合う契約はありません', 'No contract matches'],
  contract: ['契約', 'Contract'],
  customer: ['契約先', 'Customer'],
  status: ['状態', 'State'],
  end: ['契約の終了', 'End of the contract'],
  certificateEnd: ['証明書の有効期限', 'End of the certificate'],
  daysLeft: ['あと{days}日', '{days} days left'],
  nextPage: ['次のページ', 'Next page'],
  keyDown: ['次の契約へ', 'Next contract'],
  keyUp: ['前の契約へ', 'Contract before'],
  keyOpen: ['選んだ契約を開く', 'Open the contract'],
})
