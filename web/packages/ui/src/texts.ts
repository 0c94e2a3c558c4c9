import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  need: ['※必須', 'required'],
  fault: ['エラー: ', 'Error: '],
  faults: ['入力内容に誤りがあります({count}件)', 'There is a problem with what you entered ({count})'],
  refused: ['手続きできませんでした', 'This could not be done'],
  away: ['サーバーに接続できません', 'The server cannot be reached'],
  awayMore: [
    '入力した内容はこの画面に残っています。少したってから、もう一度お試しください。',
    'What you entered is still on this page. Please try again in a moment.',
  ],
  again: ['もう一度読み込む', 'Load again'],
  step: ['手順 {now}/{all}', 'Step {now} of {all}'],
  done: ['済み', 'done'],
  change: ['変更', 'Change'],
  changeWhat: ['変更:{what}', 'Change {what}'],
  before: ['変更前', 'before'],
  after: ['変更後', 'after'],
  empty: ['(なし)', '(none)'],
  later: ['このあと', 'Later'],
  loading: ['読み込んでいます', 'Loading'],
})
