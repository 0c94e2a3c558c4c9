import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  open: ['弊社の判断で失効させる', 'Revoke by our decision'],
  title: ['弊社の判断による失効: {name}', 'Revocation by our decision: {name}'],
  serial: ['シリアル番号', 'Serial number'],
  notAfter: ['有効期限', 'Valid until'],
  lead: [
    'お客様の同意は要りません。別の担当者が同意すると失効し、元に戻せません。契約とほかの証明書はそのままです。期限の時計は今動き始めます。',
    'No customer is asked. Once another officer agrees the certificate is revoked for good; the contract and other certificates stay. The legal clock starts now.',
  ],
  cause: ['法的な理由(BR 4.9.1.1)', 'Legal cause (BR 4.9.1.1)'],
  cause24: ['24時間以内', 'Within 24 hours'],
  cause24More: [
    '鍵の漏えい・弱い鍵・ドメイン確認が信頼できない場合など',
    'A key that leaked or is weak, a domain validation that cannot be relied on',
  ],
  cause5: ['5日以内', 'Within 5 days'],
  cause5More: [
    '規則に合わない発行、記載内容の誤り、規約違反、使用の権利の喪失など',
    'An issue against the rules, wrong contents, a breach of the agreement, a name no longer held',
  ],
  causeMissing: ['法的な理由を選んでください。', 'Please choose the legal cause.'],
  reason: ['失効リストに載せる理由', 'Reason on the revocation list'],
  reasonMissing: ['失効リストに載せる理由を選んでください。', 'Please choose the reason on the list.'],
  choose: ['選んでください', 'Choose'],
  compromise: [
    'この鍵を使うすべてのお客様の証明書が失効し、鍵は今後使えなくなります。',
    'Every customer’s certificates with this key go, and the key is blocked for good.',
  ],
  finding: ['確認した事実(社内の記録)', 'What was found (for the file)'],
  findingHint: ['だれが、いつ、何によって確かめたか', 'Who found it, when, and on what'],
  report: ['もとになった問題の報告', 'The problem report behind it'],
  reportHint: [
    '選ぶと、その報告は「失効を申請した」と判断したことになります。',
    'Chosen, that report counts as decided by this revocation.',
  ],
  noReport: ['なし', 'None'],
  propose: ['{name}(シリアル番号 {serial})の失効を提案する', 'Propose to revoke {name} (serial {serial})'],
})
