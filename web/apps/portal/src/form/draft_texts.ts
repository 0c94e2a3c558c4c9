import { defineTexts } from '@madoguchi/i18n'

export const draftTexts = defineTexts({
  saved: ['下書きを保存しました({at} 日本時間)', 'Draft saved ({at} JST)'],
  notSaved: [
    '下書きをまだ保存できていません。入力した内容はこの画面に残っています。',
    'The draft could not be saved yet. What you entered is still on this page.',
  ],
  notDiscarded: [
    '下書きを破棄できませんでした。しばらくしてから、もう一度お試しください。',
    'The draft could not be discarded. Please try again in a while.',
  ],
  otherWindow: [
    '別の画面で、この申請の下書きが更新されています。',
    'The draft of this application was changed in another window.',
  ],
  useThis: ['この画面の内容で保存する', 'Save what is on this page'],
  useOther: ['別の画面の内容を読み込む', 'Load what the other window saved'],
  restored: ['{at} に保存した下書きの続きです。', 'You are continuing the draft saved on {at}.'],
  startOver: ['下書きを破棄して最初から始める', 'Discard the draft and start over'],
})
