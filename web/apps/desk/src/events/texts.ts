import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  title: ['出来事', 'Events'],
  lead: [
    '新しい順です。記録は追記だけで、変更も削除もできません。個人情報は含みません。',
    'Newest first. The record is only ever added to; nothing in it can be changed. It holds no personal data.',
  ],
  about: ['対象のID', 'ID of the object'],
  aboutHint: [
    '契約・申請・証明書・担当などのID(26文字)',
    'Of a contract, application, certificate or officer (26 characters)',
  ],
  from: ['この日から', 'From'],
  until: ['この日まで', 'To'],
  find: ['表示', 'Show'],
  choose: [
    '契約や申請の画面の「出来事」から開くか、対象のIDを入力してください。',
    'Open it from “Events” on a contract or an application, or enter an ID.',
  ],
  none: ['記録はありません', 'There is no record'],
  at: ['日時', 'Time'],
  actor: ['行った人', 'By'],
  code: ['記録の名前', 'Recorded as'],
  byWhom: ['{by}({actor})', '{by} ({actor})'],
  subject: ['対象', 'Object'],
  day: ['{day}(日本時間)', '{day} (JST)'],
  looks: ['閲覧 {count}件', '{count} looks'],
  listed: ['・', ', '],
  unfold: ['詳細をすべて開く', 'Show all details'],
  fold: ['詳細をすべて閉じる', 'Hide all details'],
  more: ['残りの{count}件を表示', 'Show {count} more'],
  subscriber: ['お客様', 'customer'],
  officer: ['担当', 'officer'],
  engine: ['システム', 'the service'],
  nextPage: ['次のページ', 'Next page'],
  export: ['書き出し', 'Export'],
  exportLead: [
    '上の期間の、すべての対象の出来事をJSON Linesのファイルにします。期間が空のときは全期間です。',
    'The events of all objects in the period above, as a file of JSON lines. Without a period, all of them.',
  ],
  exportDo: ['出来事を書き出す', 'Export the events'],
})
