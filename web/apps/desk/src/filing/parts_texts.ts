import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  csr: ['CSR(証明書署名要求)', 'CSR (certificate signing request)'],
  csrHint: [
    '-----BEGIN CERTIFICATE REQUEST----- から始まる文字列を貼り付けます。',
    'Paste what begins with -----BEGIN CERTIFICATE REQUEST-----.',
  ],
  privateKey: [
    '秘密鍵が貼り付けられたため、消しました。何も送信していません。お客様には新しい鍵で CSR を作り直していただいてください。',
    'A private key was pasted and has been cleared; nothing was sent. Ask the customer for a CSR of a new key.',
  ],
  agreement: [
    'お客様が利用規約(版 {version})に同意したことを確認した',
    'The customer accepted the subscriber agreement (version {version}), as I have seen',
  ],
  agreementText: ['利用規約の本文', 'Text of the agreement'],
  agreementMissing: [
    '利用規約への同意を確認してください。',
    'Please make sure that the customer accepted the agreement.',
  ],
  changed: ['他の担当者が更新しました', 'Another officer changed this'],
  changedMore: [
    '入力した内容はこの画面に残っています。新しい内容を確認してから、もう一度操作してください。',
    'What you typed is still here. Look at the new state, then try again.',
  ],
})
