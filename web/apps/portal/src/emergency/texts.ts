import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  title: ['緊急の失効(24時間受付)', 'Emergency revocation (24 hours a day)'],
  lead: [
    '秘密鍵がほかの人に渡った、またはそのおそれがある場合は、すぐにお知らせください。24時間以内に証明書を失効します。',
    'If a private key is in other hands, or may be, tell us at once. We revoke the certificate within 24 hours.',
  ],
  phone: ['電話: {phone}(24時間)', 'Telephone: {phone} (24 hours a day)'],
  report: ['この画面から知らせる', 'Tell us on this page'],
  reportOthers: ['ほかの証明書について知らせる', 'Tell us about another certificate'],
  reportMore: [
    'どなたでも、ログインせずに送れます。秘密鍵そのものは書かないでください。',
    'Anybody can send this without a login. Do not write the private key itself.',
  ],
  serials: ['証明書のシリアル番号', 'Serial numbers of the certificates'],
  serialsHint: [
    '32桁の16進数。複数ある場合は、1行にひとつずつ入力してください。',
    '32 hexadecimal digits each, one number per line.',
  ],
  text: ['何が起きたか', 'What happened'],
  mail: ['ご連絡先のメールアドレス', 'Your mail address'],
  mailHint: ['24時間以内に、最初の報告をお送りします。', 'We send a first report here within 24 hours.'],
  send: ['この内容を送信する', 'Send the report'],
  sent: ['お知らせを受け付けました', 'Your report has arrived'],
  sentMore: [
    '受付番号は {number} です。{until} までに最初の報告をお送りします。',
    'Its receipt number is {number}. We send you a first report by {until}.',
  ],
})
