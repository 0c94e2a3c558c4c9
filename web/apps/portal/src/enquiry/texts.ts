import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  title: ['お問い合わせ', 'Enquiries'],
  lead: [
    'お客様専用ページからお手続きできないことを承ります。回答はメールとこの画面でお知らせします。',
    'For anything you cannot do yourself on these pages. We answer by mail and on this page.',
  ],
  phone: ['お急ぎの場合は、お電話ください。電話: {phone}', 'If it is urgent, please call us: {phone}'],
  leak: [
    '秘密鍵が漏れた、またはそのおそれがある場合は、お問い合わせではなく、緊急の失効をお申し込みください。',
    'If a private key has leaked, or may have, please use the emergency revocation instead of an enquiry.',
  ],
  toEmergency: ['緊急の失効へ', 'Go to emergency revocation'],
  write: ['お問い合わせをする', 'Write an enquiry'],
  none: ['お問い合わせはまだありません。', 'There are no enquiries yet.'],
  number: ['受付番号', 'Receipt number'],
  what: ['内容', 'What it is about'],
  state: ['状態', 'State'],
  when: ['受付日時', 'Received'],
  more: ['もっと見る', 'Show more'],
  // new
  newTitle: ['お問い合わせの入力', 'Write an enquiry'],
  kind: ['お問い合わせの種類', 'What it is about'],
  kindMissing: ['お問い合わせの種類を選んでください。', 'Choose what it is about.'],
  contract: ['契約', 'Contract'],
  contractHint: ['どの契約についてのお問い合わせですか。', 'Which contract is it about?'],
  contractMissing: ['契約を選んでください。', 'Choose the contract.'],
  noContract: ['特定の契約ではない', 'No particular contract'],
  choose: ['選んでください', 'Please choose'],
  contractName: ['{name}({number})', '{name} ({number})'],
  moreContracts: [
    'ここにない契約については、契約の詳細の「お問い合わせ」からお進みください。',
    'For a contract that is not listed, start from its details page.',
  ],
  consequence: ['お送りいただく前に', 'Before you send this'],
  registeredOn: ['登記の日付', 'Date of the registration'],
  registeredOnHint: [
    '法人名の変更が登記される日、または登記された日です。',
    'The day on which the new name is, or was, registered.',
  ],
  registeredOnMissing: ['登記の日付を入力してください。', 'Enter the date of the registration.'],
  understood: [
    '法人名の変更に伴う証明書の取り扱いを確認しました',
    'I have read what this means for the certificates',
  ],
  text: ['お問い合わせの内容', 'Your enquiry'],
  textHint: ['秘密鍵やパスワードは書かないでください。', 'Never include a private key or a password.'],
  textMissing: ['お問い合わせの内容を入力してください。', 'Write your enquiry.'],
  send: ['お問い合わせを送信する', 'Send the enquiry'],
  cancel: ['やめる', 'Cancel'],
  // sent, shown
  sent: ['お問い合わせを受け付けました', 'We have received your enquiry'],
  sentMail: [
    '受付のメールをお送りしました。回答もメールでお知らせします。',
    'We have mailed you a confirmation. We also send our answer by mail.',
  ],
  showTitle: ['お問い合わせの内容', 'Your enquiry'],
  answer: ['弊社からの回答', 'Our answer'],
  noAnswer: [
    '回答をお待ちください。回答はメールでもお知らせします。',
    'Please wait for our answer. We also send it by mail.',
  ],
  yours: ['お客様からのお問い合わせ', 'What you wrote'],
  closedAt: ['終了日時', 'Closed'],
  back: ['お問い合わせの一覧へ戻る', 'Back to your enquiries'],
})
