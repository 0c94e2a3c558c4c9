import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  title: ['申請一覧', 'Applications'],
  lead: ['新しい申請から順に並んでいます。', 'The newest first.'],
  filters: ['絞り込み', 'Filter'],
  open: ['手続き中', 'Under way'],
  all: ['すべて', 'All'],
  application: ['申請', 'Application'],
  contract: ['契約', 'Contract'],
  state: ['状態', 'State'],
  filed: ['申込日時', 'Filed'],
  details: ['申請の状況', 'View status'],
  detailsOf: ['申請の状況: {number} {kind} {name}', 'View status: {number}, {kind}, {name}'],
  yours: ['お客様のご対応をお待ちしています', 'Waits for you'],
  answerUntil: ['{at} まで', 'until {at}'],
  none: ['手続き中の申請はありません', 'No application is under way'],
  noneAtAll: ['申請はまだありません', 'There are no applications yet'],
  noneMore: [
    '申請は、契約の詳細の「申請を選ぶ」から始めます。',
    'Begin one under “Choose an application” in the details of a contract.',
  ],
  toContracts: ['契約一覧へ', 'To the contracts'],
  showAll: ['終わった申請も見る', 'Show those that have ended too'],
  nextPage: ['次のページ', 'Next page'],
  firstPage: ['最初のページ', 'First page'],
})
