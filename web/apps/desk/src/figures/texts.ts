import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  title: ['数字', 'Figures'],
  at: ['{at} 現在。1分ごとに読み込み直します。', 'As of {at}. Refreshed every minute.'],
  table: ['数字の表', 'The figures as a table'],
  figure: ['項目', 'Figure'],
  value: ['値', 'Value'],
  definition: ['定義', 'Definition'],
  count: ['{count}件', '{count}'],
  nothing: ['なし', 'none'],
  open_applications: ['受付中の申請', 'Open applications'],
  clocks_running_out: ['期限が迫るもの', 'Clocks running out'],
  review_age_median: ['審査待ち時間の中央値', 'Median wait for review'],
  calls_due: ['かけるべき電話', 'Calls due'],
  revocations_due: ['失効予定', 'Revocations due'],
})
