import { defineTexts } from '@madoguchi/i18n'

export const actionTexts = defineTexts({
  title: ['この申請でできること', 'What you can do now'],
  keep: ['やめる', 'Keep it'],
  changedMeanwhile: [
    'この申請は、そのあいだに進みました。現在の状況を確認のうえ、もう一度お選びください。',
    'This application has moved on meanwhile. Look where it stands now, then choose again.',
  ],
  // approve, decline
  approve: ['承認する', 'Approve'],
  approveLead: [
    '社内の承認者として、下の「申請の内容」を確認し、承認してください。承認すると、弊社での確認が始まります。',
    'As the approver of your organisation, check what is applied for below. Once you approve, we begin our review.',
  ],
  decline: ['承認しない', 'Do not approve'],
  declineTitle: ['{number} を承認しませんか?', 'Do not approve {number}?'],
  declineMore: [
    '申請は取下げになります。必要な場合は、もう一度はじめから申請してください。',
    'The application is then withdrawn. If you need it after all, apply again.',
  ],
  declineButton: ['{number} を承認しない', 'Do not approve {number}'],
  declined: ['{number} を承認しませんでした', '{number} was not approved'],
  approved: ['{number} を承認しました', 'You have approved {number}'],
  // correct
  correct: ['修正して再提出する', 'Correct and send again'],
  correctLead: [
    '弊社からのお知らせをご確認のうえ、内容を修正してください。最初の申込日時は変わりません。',
    'Read our message, then make the corrections. The date you first applied stays the same.',
  ],
  // withdraw
  withdraw: ['取下げ', 'Withdraw'],
  withdrawLead: ['この申請は、まだ取り下げることができます。', 'You can still withdraw this application.'],
  withdrawTitle: ['{kind} {number} を取り下げますか?', 'Withdraw {number} ({kind})?'],
  withdrawMore: [
    '取り下げた申請は元に戻せません。必要な場合は、もう一度はじめから申請してください。',
    'A withdrawn application cannot be restored. If you need it after all, apply again.',
  ],
  withdrawKeeps: [
    '契約 {contract} と今の証明書は、そのまま使えます。',
    'Contract {contract} and its current certificates stay as they are.',
  ],
  withdrawButton: ['{number} を取り下げる', 'Withdraw {number}'],
  withdrawn: ['{number} を取り下げました', '{number} has been withdrawn'],
  again: ['もう一度申請する', 'Apply anew'],
  // bring forward
  forward: ['失効の日時を早める', 'Revoke earlier'],
  forwardLead: [
    '今の希望日時: {at}。早めることはできますが、遅らせることはできません。',
    'Requested time: {at}. You can bring it forward, but not put it off.',
  ],
  forwardTitle: ['{number} の失効を早めますか?', 'Revoke earlier ({number})?'],
  forwardMore: [
    '電話確認が済んでいる場合、「すぐに」を選ぶとその場で失効します。失効すると元に戻せません。',
    'If our telephone check is complete, “At once” revokes immediately. A revocation cannot be undone.',
  ],
  forwardWhen: ['いつ失効しますか', 'When?'],
  forwardAtOnce: ['すぐに', 'At once'],
  forwardAt: ['日時を指定する', 'At a time of my choice'],
  forwardTime: ['失効の希望日時(日本時間)', 'Requested time (JST)'],
  forwardMissing: ['どちらかを選んでください。', 'Choose one of the two.'],
  forwardTimeMissing: ['日時を入力してください。', 'Enter a date and time.'],
  forwardButton: ['シリアル番号 {serial} の失効を早める', 'Revoke {serial} earlier'],
  forwarded: ['{number} の失効の日時を早めました', '{number} will be carried out earlier'],
})
