import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  title: ['再発行申請', 'Reissue'],
  continuation: ['継続発行', 'Continuation'],
  continuationReceipt: ['継続発行の申請を受け付けました', 'Your continuation application has arrived'],
  continuationLead: [
    '契約の途中で有効期限が近づいた証明書の、続きの証明書を無償で発行します。再発行の回数には数えません。所要時間は約5分です。',
    'We issue the certificate that goes on after one that ends within the contract, free of charge. It does not count as a reissue. This takes about five minutes.',
  ],
  firstIssue: ['新規発行', 'First issue'],
  firstReceipt: ['新規発行の申請を受け付けました', 'Your application for the first issue has arrived'],
  firstLead: [
    '契約の最初の証明書を発行します。弊社からのお知らせに沿って、CSRをもう一度お送りください。所要時間は約5分です。',
    'We issue the first certificate of the contract. Please send the CSR once more, as our message asks. This takes about five minutes.',
  ],
  firstAfter: [
    '申込のあと、弊社で審査を続けます。審査が完了しましたら、証明書を発行します。',
    'After that we go on with the examination, and issue the certificate.',
  ],
  firstNext2: ['証明書を発行します', 'We issue the certificate'],
  message: ['弊社からのお知らせ', 'A message from us'],
  of: ['{name}({number})', '{name} ({number})'],
  // pages
  before: ['はじめに', 'Before you start'],
  reasonPage: ['理由', 'Reason'],
  csrPage: ['CSR', 'CSR'],
  endPage: ['利用中の証明書の失効', 'Revocation of the current certificate'],
  checkPage: ['申請内容の確認', 'Check your application'],
  // before
  beforeLead: [
    'サーバーの故障などで再度新しい証明書が必要な場合に、無償で証明書を再発行します。所要時間は約5分です。',
    'If you need a new certificate, after a server failure for example, we reissue it free of charge. This form takes about five minutes.',
  ],
  have: ['用意していただくもの', 'What you need'],
  haveCsr: [
    '新しく作った鍵のCSR(証明書署名要求)。以前の証明書の鍵は使えません。',
    'A CSR (certificate signing request) made with a new key. The key of an earlier certificate cannot be used.',
  ],
  havePassword: [
    'ログインのパスワード(申込の前に、もう一度お尋ねします)',
    'Your login password (we ask for it once more at the end)',
  ],
  after: [
    '申込のあと、弊社で改めて審査します。審査が完了しましたら、証明書を再発行します。',
    'Once you have applied, we examine the application, then reissue the certificate.',
  ],
  leak: [
    '秘密鍵が漏れた、またはそのおそれがある場合は、再発行ではなく緊急の失効をお申し込みください。',
    'If a private key has leaked, or may have, use the emergency revocation instead of a reissue.',
  ],
  toEmergency: ['緊急の失効へ', 'Go to emergency revocation'],
  begin: ['申請を始める', 'Start'],
  // reason
  which: ['再発行する証明書', 'Certificate to reissue'],
  whichMore: ['シリアル番号 {serial}、有効期限 {until}', 'Serial {serial}, valid until {until}'],
  reason: ['再発行の理由', 'Reason for the reissue'],
  server_failure: ['サーバーの故障・入れ替え', 'Server failure or exchange'],
  key_lost: ['秘密鍵を紛失した', 'The private key is lost'],
  unusable_certificate: ['発行された証明書が利用できない', 'The issued certificate cannot be used'],
  other: ['その他', 'Other'],
  reasonText: ['理由の説明', 'Explanation'],
  reasonTextHint: [
    '1000文字まで。「その他」の場合は必ず入力してください。',
    'Up to 1000 characters. Required with “Other”.',
  ],
  exposure: [
    '失った秘密鍵を、ほかの人が持っている可能性はありますか',
    'Could anyone else have the lost private key?',
  ],
  no: ['いいえ(消去した、壊れたなど、だれも使えない)', 'No (erased or broken, nobody can use it)'],
  yes: ['はい', 'Yes'],
  unknown: ['わからない', 'I do not know'],
  exposed: [
    'ほかの人が秘密鍵を持っているおそれがある場合は、緊急の失効が必要です。再発行は、そのあとに同じ契約でお申し込みいただけます。',
    'If somebody else may have the private key, an emergency revocation is needed. Afterwards you can apply for a reissue under the same contract.',
  ],
  whichMissing: ['再発行する証明書を選んでください。', 'Choose the certificate to reissue.'],
  reasonMissing: ['再発行の理由を選んでください。', 'Choose the reason.'],
  exposureMissing: ['どれかひとつを選んでください。', 'Choose one of the answers.'],
  // end
  end: ['利用中の証明書を失効する期限', 'When the current certificate is revoked'],
  endHint: [
    '秘密鍵を紛失した場合、発行している証明書が利用できない場合には、即日失効を選択してください。発行手続きが完了した後に変更することはできません。',
    'If the private key is lost, or the issued certificate cannot be used, choose “immediately”. Once issuing is complete, this cannot be changed.',
  ],
  deferred: ['後日失効', 'Later (後日失効)'],
  deferredIfNow: ['今発行された場合: {at}', 'If it were issued now: {at}'],
  deferredPlain: [
    '再発行した日時から2週間(14日)後に失効します。その間に証明書を入れ替えてください。',
    'Revoked two weeks (14 days) after the new one is issued. Install the new one in the meantime.',
  ],
  deferredOff: [
    '再発行の理由が「秘密鍵を紛失した」「発行された証明書が利用できない」の場合は選べません。即日失効を選択してください。',
    'Not with the reasons “The private key is lost” and “The issued certificate cannot be used”: choose “immediately”.',
  ],
  immediate: ['即日失効', 'Immediately (即日失効)'],
  immediateMore: [
    '新しい証明書の発行と同時に失効します(お申し込みの日ではありません)。新しい証明書を設定するまで、サーバーは利用できなくなります。',
    'Revoked at the moment the new one is issued (not on the day of applying). Your server is out of service until the new certificate is installed.',
  ],
  endMissing: ['失効の期限を選んでください。', 'Choose when the current certificate is revoked.'],
  // check
  checkLead: [
    '内容を確認し、最後に「申込」を押してください。',
    'Check everything, then press “Apply” at the end.',
  ],
  contract: ['契約', 'Contract'],
  csrKey: ['CSR', 'CSR'],
  csrValue: ['{kind}、{bits}ビット', '{kind}, {bits} bits'],
  csrDigest: ['CSRのSHA-256: {digest}', 'SHA-256 of the CSR: {digest}'],
  oldEnd: ['利用中の証明書の失効', 'Revocation of the current certificate'],
  notAfter: ['新しい証明書の有効期限(今発行された場合)', 'New certificate valid until (if issued now)'],
  informed: ['お知らせの送付先', 'Emails go to'],
  price: ['料金', 'Price'],
  free: ['無償', 'Free of charge'],
  agreement: ['利用規約', 'Subscriber agreement'],
  agreementVersion: ['版: {version}', 'Version {version}'],
  agree: ['利用規約に同意します', 'I accept the subscriber agreement'],
  agreeMissing: [
    '利用規約を確認し、同意する場合はチェックを入れてください。',
    'Read the agreement and tick the box if you accept it.',
  ],
  apply: ['申込', 'Apply'],
  // receipt
  receipt: ['再発行申請を受け付けました', 'Your reissue application has arrived'],
  receiptMail: ['受付のメールをお送りしました。', 'We have sent you an email to confirm it.'],
  next1: ['弊社で審査します', 'We examine your application'],
  next1More: [
    '確認のため、登録担当者にお電話することがあります。電話は {phone} からおかけします。この番号以外からの確認には応じないでください。',
    'We may call the registrant contact. We only call from {phone}; do not answer questions from any other number.',
  ],
  next2: ['証明書を再発行します', 'We reissue the certificate'],
  next2More: [
    '登録担当者と技術担当者にメールでお知らせし、この契約の詳細からダウンロードできます。',
    'We tell the registrant and technical contacts by email; you can then download it from the contract’s details.',
  ],
  next3Deferred: [
    '発行から{days}日後に、今の証明書が失効します',
    '{days} days after that, the current certificate is revoked',
  ],
  next3Immediate: [
    '発行と同時に、今の証明書が失効します',
    'At the same moment the current certificate is revoked',
  ],
  next3More: [
    '証明書が発行されるまでは、この申請を取り下げられます。',
    'You can withdraw this application until the certificate is issued.',
  ],
})
