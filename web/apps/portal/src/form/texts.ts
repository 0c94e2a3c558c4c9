import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  next: ['次へ', 'Next'],
  back: ['戻る', 'Back'],
  cannotTitle: ['この申請は今はできません', 'This application is not possible now'],
  toContract: ['契約の詳細へ戻る', 'Back to the contract'],
  receiptNumber: ['受付番号', 'Receipt number'],
  filedAt: ['申込日時', 'Filed'],
  follow: ['申請の状況を見る', 'Follow the application'],
  nextTitle: ['このあとの流れ', 'What happens next'],
  stale: [
    '契約の内容を読み込み直しました。確認のうえ、もう一度お進みください。入力した内容は残っています。',
    'The contract was loaded again. Please check it and go on once more; what you entered is still here.',
  ],
})
