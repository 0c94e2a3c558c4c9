import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  title: ['申請一覧', 'Applications'],
  lead: ['新しい申請から順に並んでいます。', 'Newest first.'],
  filters: ['絞り込み', 'Filter'],
  open: ['手続き中', 'Under way'],
  all: ['すべて', 'All'],
  application: ['申請', 'Application'],
  contract: ['契約', 'Contract'],
  state: ['状態', 'State'],
  filed: ['申込日時', 'Filed'],
  details: ['申請の状況', 'View status'],
  detailsOf: ['申請の状況: {number} {kind} {name}', 'View status: {number}, {kind}, {name}'],
  yours: ['お客様のご対応をお待ちしています', 'Waiting for you'],
  answerUntil: ['{at} まで', 'by {at}'],
  none: ['手続き中の申請はありません', 'No application is under way'],
  noneAtAll: ['申請はまだありません', 'There are no applications yet'],
  noneMore: [
    '申請は、契約の詳細の「申請を選ぶ」から始めます。',
    'To apply, open the details of a contract and use “Choose an application”.',
  ],
  toContracts: ['契約一覧へ', 'Go to your contracts'],
  showAll: ['終わった申請も見る', 'Show closed applications too'],
  nextPage: ['次のページ', 'Next page'],
  firstPage: ['最初のページ', 'First page'],
})
