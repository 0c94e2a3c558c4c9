import { defineTexts } from '@madoguchi/i18n'

export const actionTexts = defineTexts({
  title: ['この申請でできること', 'What you can do with it'],
  keep: ['やめる', 'Keep it'],
  changedMeanwhile: [
    'この申請は、そのあいだに進みました。現在の状況を確認のうえ、もう一度お選びください。',
    'This application has moved on meanwhile. Look where it stands now, then choose again.',
  ],
  // approve, decline
  approve: ['承認する', 'Approve'],
  approveLead: [
    '社内の承認者として、下の「申請の内容」を確認し、承認してください。承認すると、弊社での確認が始まります。',
    'As the approver of your organisation, check the content below. Once you approve, we begin to examine it.',
  ],
  decline: ['承認しない', 'Do not approve'],
  declineTitle: ['{number} を承認しませんか?', 'Do not approve {number}?'],
  declineMore: [
    '申請は取下げになります。必要な場合は、もう一度はじめから申請してください。',
    'The application is withdrawn; apply anew if it is needed.',
  ],
  declineButton: ['{number} を承認しない', 'Do not approve {number}'],
  declined: ['承認されませんでした', 'It was not approved'],
  approved: ['承認しました', 'You have approved it'],
  // correct
  correct: ['修正して再提出する', 'Correct and send again'],
  correctLead: [
    '弊社からのお知らせをご確認のうえ、内容を修正してください。最初の申込日時は変わりません。',
    'Read our message, then correct the content. The day of your first filing stays.',
  ],
  // withdraw
  withdraw: ['取下げ', 'Withdraw'],
  withdrawLead: ['この申請は、まだ取り下げることができます。', 'You can still withdraw this application.'],
  withdrawTitle: ['{kind} {number} を取り下げますか?', 'Withdraw {kind}, {number}?'],
  withdrawMore: [
    '取り下げた申請は元に戻せません。必要な場合は、もう一度はじめから申請してください。',
    'A withdrawn application does not come back; apply anew if it is needed.',
  ],
  withdrawKeeps: [
    '契約 {contract} と今の証明書は、そのまま使えます。',
    'Contract {contract} and its present certificates stay in use.',
  ],
  withdrawButton: ['{number} を取り下げる', 'Withdraw {number}'],
  withdrawn: ['取り下げました', 'Withdrawn'],
  again: ['もう一度申請する', 'Apply anew'],
  // bring forward
  forward: ['失効の日時を早める', 'Revoke earlier'],
  forwardLead: [
    '今の希望日時: {at}。早めることはできますが、遅らせることはできません。',
    'Wished time now: {at}. It can be brought forward, not put off.',
  ],
  forwardTitle: ['{number} の失効を早めますか?', 'Revoke earlier: {number}?'],
  forwardMore: [
    '電話確認が済んでいる場合、「すぐに」を選ぶとその場で失効します。失効すると元に戻せません。',
    'If the telephone check is done, “at once” revokes on the spot. A revocation cannot be undone.',
  ],
  forwardWhen: ['いつ失効しますか', 'When?'],
  forwardAtOnce: ['すぐに', 'At once'],
  forwardAt: ['日時を指定する', 'At a time'],
  forwardTime: ['失効の希望日時(日本時間)', 'Wished time (JST)'],
  forwardMissing: ['どちらかを選んでください。', 'Choose one of the two.'],
  forwardTimeMissing: ['日時を入力してください。', 'Enter day and time.'],
  forwardButton: ['シリアル番号 {serial} の失効を早める', 'Revoke {serial} earlier'],
  forwarded: ['失効の日時を早めました', 'It will be revoked earlier'],
})
