import { defineTexts } from '@madoguchi/i18n'

export const ownTexts = defineTexts({
  title: ['ご自身の証明書を失効する', 'Revoke a certificate of your own'],
  lead: [
    'ログイン中のため、この画面からただちに失効できます。電話確認は行いません。',
    'As you are logged in, you can have it revoked at once on this page, without a telephone check.',
  ],
  contract: ['契約', 'Contract'],
  choose: ['選んでください', 'Please choose'],
  contractName: ['{name}({number})', '{name} ({number})'],
  moreContracts: [
    'ここにない契約は、契約の詳細から「緊急の失効へ」でお進みください。',
    'A contract that is not here: open its details and choose “Go to emergency revocation” there.',
  ],
  noneLive: ['この契約に、有効な証明書はありません。', 'This contract has no valid certificate.'],
  certificate: ['失効する証明書', 'Certificate to be revoked'],
  certificateMore: ['シリアル番号 {serial}、有効期限 {until}', 'Serial {serial}, valid until {until}'],
  certificateMissing: ['失効する証明書を選んでください。', 'Choose the certificate.'],
  reason: ['何が起きたか', 'What happened'],
  reasonHint: [
    '1000文字まで。秘密鍵そのものは書かないでください。',
    'Up to 1000 characters. Do not write the private key itself.',
  ],
  reasonMissing: ['何が起きたかを入力してください。', 'Say what happened.'],
  consequence: ['失効すると元に戻せません', 'It cannot be undone'],
  when: [
    'パスワードをもう一度入力していただくと、ただちに失効し、失効リスト(CRL)に掲載します。同じ鍵を使うご自身のほかの証明書も失効します。コード送付先やパスワードの変更直後などの場合は、担当者2名が24時間以内に判断します。',
    'Once you enter your password again it is revoked at once and published in the CRL, with any other certificate of yours that has the same key. Shortly after a change of your address for codes or your password, two officers decide within 24 hours instead.',
  ],
  stays: [
    '残るもの: 契約 {number}({until} まで)。新しい鍵で、同じ契約の再発行をお申し込みいただけます。',
    'What remains: contract {number}, until {until}. Under it you can apply for a reissue with a new key.',
  ],
  understood: ['取り消せないことを確認しました', 'I understand that this cannot be undone'],
  understoodMissing: [
    '失効すると元に戻せないことをご確認のうえ、チェックを入れてください。',
    'Tick the box once you have read that this cannot be undone.',
  ],
  revoke: ['ただちに失効する', 'Revoke it at once'],
  revokeOne: [
    '{name}(シリアル番号の末尾 {end})をただちに失効する',
    'Revoke {name} (serial ends in {end}) at once',
  ],
  // receipt
  done: ['証明書を失効しました', 'The certificate is revoked'],
  doneMore: [
    '失効リスト(CRL)に掲載し、メールでお知らせします。',
    'It is published in the CRL, and we send you an email.',
  ],
  waits: ['緊急の失効を受け付けました', 'Your emergency revocation has arrived'],
  waitsMore: [
    'まだ失効していません。担当者2名が24時間以内に判断し、メールでお知らせします。',
    'It is not revoked yet. Two officers decide within 24 hours, and we send you an email.',
  ],
  number: ['受付番号', 'Receipt number'],
  serial: ['シリアル番号', 'Serial number'],
  until: ['判断の期限', 'Decision by'],
  staysName: ['残る契約', 'The contract remains'],
  after: [
    'サーバーの証明書は、新しい鍵で再発行をお申し込みのうえ入れ替えてください。漏れた鍵は使えません。',
    'Apply for a reissue with a new key, and install the new certificate on your server. The leaked key cannot be used again.',
  ],
  toContract: ['契約の詳細へ', 'To the contract'],
  follow: ['申請の状況を見る', 'Follow the application'],
})
