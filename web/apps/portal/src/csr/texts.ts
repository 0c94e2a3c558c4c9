import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  label: ['CSR(証明書署名要求)', 'CSR (certificate signing request)'],
  hint: [
    '「-----BEGIN CERTIFICATE REQUEST-----」から「-----END CERTIFICATE REQUEST-----」までを貼り付けるか、ファイルをここに置いてください。',
    'Paste everything from “-----BEGIN CERTIFICATE REQUEST-----” to “-----END CERTIFICATE REQUEST-----”, or drop the file here.',
  ],
  choose: ['ファイルを選ぶ', 'Choose a file'],
  inspect: ['内容を確認する', 'Check the CSR'],
  make: ['CSRの作り方', 'How to make a CSR'],
  makeMore: [
    'サーバーで次のように入力すると、新しい鍵(server.key)とCSR(server.csr)ができます。鍵は暗号化されません。サーバー以外が読めない場所に置き、送らないでください。',
    'On the server, this makes a new key (server.key) and a CSR (server.csr). The key is not encrypted: keep it where the server alone reads it, and do not send it.',
  ],
  privateKey: [
    '秘密鍵が含まれていたため、送信せずに消去しました。秘密鍵はだれにも渡さないでください。この鍵をほかの人に見せた可能性があるときは、新しい鍵を作ってください。',
    'There was a private key in it: it was not sent, and is erased from this page. Never give a private key to anyone. If somebody may have seen it, make a new key.',
  ],
  tooLarge: ['ファイルが大きすぎます。CSRのファイルを選んでください。', 'The file is too large to be a CSR.'],
  result: ['CSRの内容と契約の比較', 'The CSR compared with the contract'],
  item: ['項目', 'Item'],
  inCsr: ['CSR', 'CSR'],
  inContract: ['契約', 'Contract'],
  verdict: ['結果', 'Result'],
  none: ['(なし)', '(none)'],
  key: ['鍵', 'Key'],
  signature: ['署名方式', 'Signature'],
  fits: ['このCSRで申請できます', 'This CSR can be used'],
  fitsNot: ['このCSRでは申請できません({count}件)', 'This CSR cannot be used ({count})'],
  inspecting: ['確認しています…', 'Checking…'],
  warningsBelow: ['ご注意があります。下をご覧ください。', 'Please read the notes below.'],
  faultsBelow: ['理由は下をご覧ください。', 'See the reasons below.'],
  noteMore: [
    '「参考」の項目は、CSRの内容にかかわらず、契約の内容で証明書に記載します。',
    '“For information”: whatever the CSR says, the certificate shows what the contract says.',
  ],
  mend: ['次のように作り直してください:', 'Make a new one like this:'],
  missing: ['CSRを貼り付けて、内容を確認してください。', 'Paste the CSR and have it checked.'],
  misfit: [
    'このCSRでは申請できません。理由をご確認のうえ、作り直してください。',
    'This CSR cannot be used. Please read why, and make it anew.',
  ],
  bits: ['{kind}、{bits}ビット', '{kind}, {bits} bits'],
})
