import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  title: ['失効申請', 'Revocation'],
  of: ['{name}({number})', '{name} ({number})'],
  scopePage: ['失効する対象', 'What is revoked'],
  reasonPage: ['取消理由', 'Reason'],
  checkPage: ['証明書の失効の確認', 'Confirm the revocation'],
  // scope
  alternative: [
    'サーバーを使い続ける場合は、先に再発行した証明書に入れ替えてください。',
    'If you go on using the server, have the certificate reissued and install the new one first.',
  ],
  toReissue: ['再発行を申請する', 'Apply for a reissue'],
  leak: [
    '秘密鍵が漏れた、またはそのおそれがある場合は、24時間以内に失効します。緊急の失効をお申し込みください。電話: {phone}',
    'If a private key has leaked, or may have, it is revoked within 24 hours: use the emergency revocation. Telephone: {phone}',
  ],
  toEmergency: ['緊急の失効へ', 'Go to emergency revocation'],
  scope: ['失効する対象', 'What is revoked'],
  certificate: ['この証明書だけ', 'One certificate only'],
  certificateMore: [
    '契約は続きます。契約期間中の再発行、継続発行もできます。',
    'The contract goes on, with reissue and continuation.',
  ],
  contract: ['契約全体(解約)', 'The whole contract (cancellation)'],
  contractMore: [
    '有効な証明書をすべて失効し、契約を終了します。更新のご案内も止まります。',
    'All valid certificates are revoked and the contract ends. Renewal notices stop.',
  ],
  which: ['失効する証明書', 'Certificate to be revoked'],
  whichMore: ['シリアル番号 {serial}、有効期限 {until}', 'Serial {serial}, valid until {until}'],
  scopeMissing: ['失効する対象を選んでください。', 'Choose what is revoked.'],
  whichMissing: ['失効する証明書を選んでください。', 'Choose the certificate.'],
  // reason
  reason: ['理由の区分', 'Reason category'],
  unspecified: ['指定しない', 'None of these'],
  cessation_of_operation: ['サーバーやドメイン名の利用を終える', 'The server or domain name is given up'],
  superseded: ['新しい証明書に入れ替えた', 'Replaced by a new certificate'],
  affiliation_changed: [
    '法人名など、記載された組織の情報が変わった',
    'The organisation’s data in it have changed',
  ],
  reasonText: ['取消理由', 'Reason in your words'],
  reasonTextHint: [
    '1000文字まで。登録担当者への電話確認の際にも使います。',
    'Up to 1000 characters. Also used in the telephone check.',
  ],
  reasonMissing: ['理由の区分を選んでください。', 'Choose the reason category.'],
  reasonTextMissing: ['取消理由を入力してください。', 'Enter the reason.'],
  when: ['失効する時期', 'When'],
  atOnce: ['できるだけ早く', 'As soon as possible'],
  atOnceMore: ['登録担当者への電話確認が済みしだい失効します。', 'As soon as the telephone check is done.'],
  at: ['日時を指定する', 'At a date and time that you choose'],
  atMore: [
    '電話確認のあと、この日時に失効します。それまでは取り下げや、日時を早めることができます。遅らせることはできません。',
    'After the telephone check, at this time. Until then you can withdraw it or bring it forward, but not put it off.',
  ],
  wished: ['失効の希望日時(日本時間)', 'Date and time (JST)'],
  wishedHint: ['証明書の有効期限までの日時', 'No later than the end of the certificate'],
  whenMissing: ['失効する時期を選んでください。', 'Choose when it is revoked.'],
  wishedMissing: ['日時を入力してください。', 'Enter day and time.'],
  // check
  whenName: ['失効する時期', 'When'],
  ask: [
    '次の証明書を失効しますか? 失効すると元に戻せません。',
    'Revoke the certificate below? This cannot be undone.',
  ],
  object: ['失効するもの', 'What is revoked'],
  serial: ['シリアル番号', 'Serial number'],
  until: ['有効期限', 'Valid until'],
  stays: ['残るもの', 'What remains'],
  staysContract: ['契約 {number} は {until} まで続きます。', 'Contract {number} goes on until {until}.'],
  staysOthers: ['ほかの証明書: {serials}', 'Other certificates: {serials}'],
  staysNothing: [
    '何も残りません。契約は失効とともに終わります。',
    'Nothing. The contract ends with the revocation.',
  ],
  consequence: [
    '証明書失効後に証明書を利用することはできません。この証明書を使うサイトに接続すると、警告が表示されます。',
    'A revoked certificate cannot be used. Whoever connects to a site that uses it sees a warning.',
  ],
  call: [
    '登録担当者({person} 様、{phone})への電話確認が完了してから失効します。電話は {from} からおかけします。この番号以外からの確認には応じないでください。',
    'It is revoked after a telephone check with the registrant contact ({person}, {phone}). We only call from {from}; do not answer questions from any other number.',
  ],
  changed: [
    'ご覧いただいている間に、契約の内容が変わりました。下には今の内容を表示しています。失効する証明書をもう一度確認し、よろしければ「確認」を押してください。',
    'The contract changed while you were looking. Below is what holds now. Look at the certificates once more; if they are right, press “Confirm”.',
  ],
  understood: ['取り消せないことを確認しました', 'I understand that this cannot be undone'],
  understoodMissing: [
    '失効すると元に戻せないことをご確認のうえ、チェックを入れてください。',
    'Tick the box once you have read that this cannot be undone.',
  ],
  typed: ['確認のため、DNS名「{name}」を入力してください', 'To confirm, type the DNS name “{name}”'],
  typedMissing: ['DNS名を入力してください。', 'Type the DNS name.'],
  confirm: ['確認', 'Confirm'],
  confirmCertificate: [
    'シリアル番号 {serial} の証明書の失効を申請する',
    'apply to revoke the certificate {serial}',
  ],
  confirmContract: ['契約 {number} の解約を申請する', 'apply to cancel contract {number}'],
  keep: ['やめる', 'Keep it'],
  // receipt
  receipt: ['失効申請を受け付けました', 'Your revocation application has arrived'],
  receiptMail: [
    '受理のメールをお送りしました。まだ失効していません。',
    'We have sent you an email to confirm it. Nothing is revoked yet.',
  ],
  deadline: ['失効の期限', 'At the latest'],
  next1: ['登録担当者にお電話します', 'We call the registrant contact'],
  next2: ['証明書を失効します', 'The certificate is revoked'],
  next2More: [
    '電話確認のあとに失効し、メールでお知らせします。失効リスト(CRL)にも掲載します。',
    'After the call it is revoked and published in the CRL, and we send you an email.',
  ],
  next3More: [
    '失効が実行されるまで、この申請を取り下げられます。',
    'You can withdraw this application until the revocation is carried out.',
  ],
})
