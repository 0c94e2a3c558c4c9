import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  title: ['担当者変更申請', 'Contact change'],
  correctTitle: ['担当者変更申請の補正', 'Correct your contact change'],
  of: ['{name}({number})', '{name} ({number})'],
  // steps
  choosePage: ['変更する担当者', 'Which contacts'],
  askedPage: ['ご確認いただきたいこと', 'What we ask you'],
  checkPage: ['申込内容の確認', 'Check'],
  // choose
  lead: [
    '変わった担当者を選び、変わった項目だけを直してください。所要時間は約5分です。',
    'Choose the contacts that have changed and correct only what is different. It takes about five minutes.',
  ],
  after: [
    '申し込まれた内容は、弊社で確認してから変更します。それまでは今の担当者情報のままです。',
    'We check what you apply for before it is changed. Until then the contacts stay as they are.',
  ],
  noOtp: [
    'ログイン用のワンタイムパスワードの送付先は、ここでは変わりません。変更は「アカウント情報登録」で行います。',
    'The address for one-time codes does not change here. Change it under “Account information”.',
  ],
  toAccount: ['アカウント情報登録へ', 'To account information'],
  renewalNear: [
    '更新のお申し込み時期が近い場合は、更新の際に合わせて担当者変更することも可能です。',
    'The renewal is near: contacts can also be changed together with it.',
  ],
  roles: ['変更する担当者', 'Contacts to change'],
  rolesHint: ['いくつでも選べます。', 'As many as you need.'],
  rolesMissing: ['変更する担当者を選んでください。', 'Choose the contacts to change.'],
  roleMore: ['{person} 様、{mail}', '{person}, {mail}'],
  roleMoreNoMail: ['{person} 様', '{person}'],
  help: ['担当者情報の詳細はこちら', 'What each contact is for'],
  others: ['ほかの契約も同時に変更する(任意)', 'Change other contracts as well (optional)'],
  othersHint: [
    '選んだ契約にも同じ変更を、契約ごとに1件ずつ申し込みます。50契約まで選べます。',
    'The same change is applied for in each contract chosen, one application each. Up to 50 contracts.',
  ],
  otherName: ['{name}({number})', '{name} ({number})'],
  otherMore: ['{product}、{until} まで', '{product}, until {until}'],
  find: ['契約を探す', 'Find contracts'],
  tooMany: ['同時に申し込めるのは50契約までです。', 'At most 50 contracts at once.'],
  chosen: ['ほかに{count}契約を選択中', '{count} other contracts chosen'],
  moreThere: [
    'ほかにも契約があります。名前や契約番号で探してください。',
    'There are more contracts: find them by name or number.',
  ],
  // one contact
  contactLead: [
    '今の情報が入力されています。変わった項目だけを直してください。',
    'The present data are filled in. Correct only what has changed.',
  ],
  copy: ['登録担当者と同じ内容を入力する', 'Fill in the same as for the registrant'],
  copied: ['登録担当者と同じ内容を入力しました。', 'Filled in the same as for the registrant.'],
  whoGroup: ['ご担当者', 'The person'],
  reachGroup: ['連絡先', 'How to reach them'],
  noticeGroup: ['ご案内と請求書', 'Notices and invoices'],
  noticeOnly: ['ご案内', 'Notices'],
  organizationFixed: [
    '登録担当者の法人名は契約先の変更となるため、この申請では変更できません。',
    'The registrant’s organisation is the party to the contract and cannot be changed here.',
  ],
  organizationAsk: ['法人名が変わる場合のお問い合わせ', 'Enquire about a change of the organisation'],
  kanaHint: ['お電話の際に使います。カタカナで入力してください。', 'For our calls; in katakana.'],
  kanaHintForeign: ['お電話の際に使います。読み方をご入力ください。', 'For our calls: how the name is said.'],
  phoneHintRegistrant: [
    '証明書の確認のお電話をします。会社の固定電話(050も可)を市外局番から入力してください。携帯電話は登録できません。',
    'We call this number to confirm. A company line with its area code, 050 too; no mobile numbers.',
  ],
  phoneHint: ['市外局番から入力してください。', 'With its area code.'],
  phoneHintForeign: [
    '+と国番号から入力してください(例: +1 202 555 0100)。',
    'With + and the country code, such as +1 202 555 0100.',
  ],
  postalHint: ['例: 100-0001', 'Such as 100-0001'],
  renewalHint: [
    '更新のご案内をこの担当者にお送りするかどうかです。失効など大切なお知らせは、不要の場合も届きます。',
    'Whether this contact gets our renewal notices. Important mails, such as on a revocation, come in any case.',
  ],
  invoiceHint: [
    '電子にはメールアドレスが、紙には住所が必要です。変更の完了後に発行する請求書から変わります。',
    'Electronic needs a mail address, paper a postal one. It holds for invoices issued after the change.',
  ],
  // draft
  // check
  checkLead: [
    'まだ申し込まれていません。変わる項目は「変更前 → 変更後」で示しています。',
    'Nothing has been filed yet. What changes is shown as before → after.',
  ],
  nothingInRole: ['この担当者に変わる項目はありません。', 'Nothing changes for this contact.'],
  sensitive: [
    '登録担当者の電話番号またはメールアドレスが変わります。今登録されている電話番号({phone})にお電話して確認します。電話は {from} からおかけします。',
    'The registrant’s telephone number or mail address changes. We call the number on file today ({phone}) to confirm, from {from}.',
  ],
  whole: ['申込先の契約', 'Contracts'],
  sameChange: ['上と同じ変更を申し込みます。', 'The same change is applied for.'],
  ownChange: ['この契約では次の項目が変わります。', 'In this contract the following changes.'],
  alreadySo: ['すでに同じ内容のため、申し込みません。', 'It has these data already; nothing is filed.'],
  leaveOut: ['この契約を外す', 'Leave this contract out'],
  leaveOutWhich: ['{number}: この契約を外す', '{number}: Leave this contract out'],
  price: ['費用', 'Price'],
  free: ['無料', 'free of charge'],
  apply: ['申込', 'Apply'],
  // correction
  askedLead: [
    '申請 {number} について、次の点をご確認ください。',
    'Please look at the following in your application {number}.',
  ],
  askedNothing: [
    'お知らせの内容は、申請のページをご覧ください。',
    'See the application’s page for what we wrote.',
  ],
  answerUntil: ['{at} までに補正をお願いします。', 'Please correct it until {at}.'],
  recheck: ['要再確認', 'Please check again'],
  recheckLead: [
    '申請のあとで、弊社が登録情報を訂正した項目があります。三つの内容を見比べ、必要であれば次のページで直してください。',
    'We corrected data on file after you applied. Compare the three and correct your wish on the next pages if need be.',
  ],
  recheckField: ['項目', 'Field'],
  recheckThen: ['申込時', 'When you applied'],
  recheckNow: ['今の登録', 'On file now'],
  recheckWished: ['ご希望', 'Your wish'],
  begin: ['補正を始める', 'Begin to correct'],
  resubmit: ['再申込', 'Apply again'],
  cannotCorrect: ['この申請は今は補正できません。', 'This application cannot be corrected now.'],
  toApplication: ['申請のページへ', 'To the application'],
  // receipt
  receipt: ['担当者変更申請を受け付けました', 'Your contact change has arrived'],
  corrected: ['補正を受け付けました', 'Your correction has arrived'],
  receiptMail: [
    '受付のメールをお送りしました。担当者情報はまだ変わっていません。',
    'A mail confirms it. The contacts have not changed yet.',
  ],
  ownApproval: [
    '御社の承認者の方の承認をお待ちしています。承認されると、弊社での確認が始まります。',
    'It waits for the approval of your own second person; then we begin to check it.',
  ],
  correctedMail: ['弊社で内容をもう一度確認します。', 'We look at it once more.'],
  receiptOf: ['契約 {number}', 'Contract {number}'],
  unchanged: ['同じ内容のため申し込まなかった契約', 'Not filed, as nothing differs'],
  next1: ['弊社で内容を確認します', 'We check it'],
  next1More: [
    '登録担当者の電話番号かメールアドレスが変わる場合は、今登録されている電話番号にお電話します。電話は {from} からおかけします。この番号以外からの確認には応じないでください。',
    'If the registrant’s telephone number or mail address changes, we call the number on file today. We call from {from}; do not answer questions from any other number.',
  ],
  next2: ['変更完了のメールをお送りします', 'A mail tells you when it is done'],
  next2More: [
    '変更前と変更後のメールアドレス、登録担当者にお送りします。',
    'It goes to the addresses before and after, and to the registrant.',
  ],
  next3: ['それまでは取り下げられます', 'Until then you can withdraw'],
})
