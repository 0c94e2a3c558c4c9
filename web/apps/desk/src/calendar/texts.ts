import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  title: ['カレンダー', 'Calendar'],
  hours: [
    '電話の受付時間は、営業日の {from} から {until} まで(日本時間)です。',
    'Calls are made on working days from {from} to {until} (JST).',
  ],
  next: ['次に電話をかけられるのは {at} です。', 'The next call can be made {at}.'],
  months: ['月の移動', 'Months'],
  before: ['前の月', 'Month before'],
  after: ['次の月', 'Next month'],
  holiday: ['祝休日', 'holiday'],
  off: ['休業', 'closed'],
  never: [
    '営業日と受付時間は、電話や見込みの日時を動かします。24時間や5日の法定期限を動かすことはありません。',
    'Working days and calling hours move calls and expectations. They never move a legal deadline of 24 hours or 5 days.',
  ],
})
