import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  title: ['契約一覧', 'Contracts'],
  lead: ['契約の終わりが近い順に並んでいます。', 'In the order in which they end.'],
  search: ['契約を探す', 'Find a contract'],
  searchHint: [
    '契約番号、コモンネーム、法人名、電話番号、シリアル番号、受付番号',
    'Contract number, common name, organisation, telephone number, serial or receipt number',
  ],
  find: ['検索', 'Search'],
  filters: ['絞り込み', 'Filter'],
  all: ['すべて', 'All'],
  soon: ['30日以内に終了', 'Ends within 30 days'],
  action: ['対応が必要', 'Needs your action'],
  contract: ['契約', 'Contract'],
  end: ['契約の終了', 'End of the contract'],
  certificateEnd: ['証明書の有効期限', 'End of the certificate'],
  state: ['状態', 'State'],
  details: ['詳細', 'Details'],
  detailsOf: ['詳細: {number} {name}', 'Details of {number} {name}'],
  daysLeft: ['あと{days}日', '{days} days left'],
  today: ['本日まで', 'until today'],
  revocationAt: ['失効予定 {at}', 'To be revoked {at}'],
  none: ['契約はまだありません', 'There are no contracts yet'],
  noneMore: [
    'お申し込みの審査が完了すると、ここに表示されます。',
    'They appear here once your order has been examined.',
  ],
  noHits: ['条件に合う契約はありません', 'No contract matches'],
  clear: ['絞り込みを解除', 'Remove the filters'],
  nextPage: ['次のページ', 'Next page'],
  firstPage: ['最初のページ', 'First page'],
})
