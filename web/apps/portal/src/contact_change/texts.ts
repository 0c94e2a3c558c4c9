import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  title: ['担当者変更申請', 'Contact change'],
  correctTitle: ['担当者変更申請の補正', 'Correct your contact change'],
  of: ['{name}({number})', '{name} ({number})'],
  // steps
  choosePage: ['変更する担当者', 'Which contacts'],
  askedPage: ['ご確認いただきたいこと', 'What we need from you'],
  checkPage: ['申込内容の確認', 'Check your changes'],
  // choose
  lead: [
    '変わった担当者を選び、変わった項目だけを直してください。所要時間は約5分です。',
    'Choose the contacts that have changed, then correct only what is different. It takes about five minutes.',
  ],
  after: [
    '申し込まれた内容は、弊社で確認してから変更します。それまでは今の担当者情報のままです。',
    'We check your application before anything is changed. Until then the contacts stay as they are.',
  ],
  noOtp: [
    'ログイン用のワンタイムパスワードの送付先は、ここでは変わりません。変更は「アカウント情報登録」で行います。',
    'The address for one-time codes does not change here. Change it under “Account information”.',
  ],
  toAccount: ['アカウント情報登録へ', 'Go to account information'],
  renewalNear: [
    '更新のお申し込み時期が近い場合は、更新の際に合わせて担当者変更することも可能です。',
    'Your renewal is near: you can also change the contacts as part of it.',
  ],
  roles: ['変更する担当者', 'Contacts to change'],
  rolesHint: ['いくつでも選べます。', 'Choose as many as you need.'],
  rolesMissing: ['変更する担当者を選んでください。', 'Choose the contacts to change.'],
  roleMore: ['{person} 様、{mail}', '{person}, {mail}'],
  roleMoreNoMail: ['{person} 様', '{person}'],
  help: ['担当者情報の詳細はこちら', 'What each contact is for'],
  others: ['ほかの契約も同時に変更する(任意)', 'Change other contracts as well (optional)'],
  othersHint: [
    '選んだ契約にも同じ変更を、契約ごとに1件ずつ申し込みます。50契約まで選べます。',
    'We file the same change for each contract you choose, one application each. Up to 50 contracts.',
  ],
  otherName: ['{name}({number})', '{name} ({number})'],
  otherMore: ['{product}、{until} まで', '{product}, until {until}'],
  find: ['契約を探す', 'Find contracts'],
  tooMany: ['同時に申し込めるのは50契約までです。', 'At most 50 contracts at once.'],
  chosen: ['ほかに{count}契約を選択中', 'Other contracts chosen: {count}'],
  moreThere: [
    'ほかにも契約があります。名前や契約番号で探してください。',
    'There are more contracts: find them by name or number.',
  ],
  // one contact
  contactLead: [
    '今の情報が入力されています。変わった項目だけを直してください。',
    'Your current details are filled in. Correct only what has changed.',
  ],
  copy: ['登録担当者と同じ内容を入力する', 'Copy from the registrant'],
  copied: ['登録担当者と同じ内容を入力しました。', 'Copied from the registrant.'],
  whoGroup: ['ご担当者', 'The person'],
  reachGroup: ['連絡先', 'How to reach them'],
  noticeGroup: ['ご案内と請求書', 'Notices and invoices'],
  noticeOnly: ['ご案内', 'Notices'],
  organizationFixed: [
    '登録担当者の法人名は契約先の変更となるため、この申請では変更できません。',
    'The registrant’s organisation is the party to the contract and cannot be changed here.',
  ],
  organizationAsk: ['法人名が変わる場合のお問い合わせ', 'Enquire about a change of the organisation'],
  kanaHint: ['お電話の際に使います。カタカナで入力してください。', 'Used when we call. In katakana.'],
  kanaHintForeign: [
    'お電話の際に使います。読み方をご入力ください。',
    'Used when we call: how the name is pronounced.',
  ],
  phoneHintRegistrant: [
    '証明書の確認のお電話をします。会社の固定電話(050も可)を市外局番から入力してください。携帯電話は登録できません。',
    'We call this number to confirm. Enter a company landline (050 is fine) with its area code. Mobile numbers cannot be registered.',
  ],
  phoneHint: ['市外局番から入力してください。', 'Include the area code.'],
  phoneHintForeign: [
    '+と国番号から入力してください(例: +1 202 555 0100)。',
    'Start with + and the country code, for example +1 202 555 0100.',
  ],
  postalHint: ['例: 100-0001', 'For example 100-0001'],
  renewalHint: [
    '更新のご案内をこの担当者にお送りするかどうかです。失効など大切なお知らせは、不要の場合も届きます。',
    'Whether we send our renewal notices to this contact. Important mails, such as about a revocation, are sent either way.',
  ],
  invoiceHint: [
    '電子にはメールアドレスが、紙には住所が必要です。変更の完了後に発行する請求書から変わります。',
    'Electronic invoices need a mail address, paper ones a postal address. Applies to invoices issued after the change.',
  ],
  // draft
  // check
  checkLead: [
    'まだ申し込まれていません。変わる項目は「変更前 → 変更後」で示しています。',
    'Nothing has been sent yet. Changes are shown as before → after.',
  ],
  nothingInRole: ['この担当者に変わる項目はありません。', 'Nothing changes for this contact.'],
  sensitive: [
    '登録担当者の電話番号またはメールアドレスが変わります。今登録されている電話番号({phone})にお電話して確認します。電話は {from} からおかけします。',
    'You are changing the registrant’s telephone number or mail address. To confirm, we will call the number now on file ({phone}) from {from}.',
  ],
  whole: ['申込先の契約', 'Contracts'],
  sameChange: ['上と同じ変更を申し込みます。', 'The same change as above.'],
  ownChange: ['この契約では次の項目が変わります。', 'In this contract, the following changes:'],
  alreadySo: [
    'すでに同じ内容のため、申し込みません。',
    'This contract already has these details; nothing is filed.',
  ],
  leaveOut: ['この契約を外す', 'Leave this contract out'],
  leaveOutWhich: ['{number}: この契約を外す', '{number}: Leave this contract out'],
  price: ['料金', 'Price'],
  free: ['無償', 'Free of charge'],
  apply: ['申込', 'Apply'],
  // correction
  askedLead: [
    '申請 {number} について、次の点をご確認ください。',
    'Please check the following in your application {number}.',
  ],
  askedNothing: [
    'お知らせの内容は、申請のページをご覧ください。',
    'See the application’s page for what we wrote.',
  ],
  answerUntil: ['{at} までに補正をお願いします。', 'Please send your correction by {at}.'],
  recheck: ['要再確認', 'Please check again'],
  recheckLead: [
    '申請のあとで、弊社が登録情報を訂正した項目があります。三つの内容を見比べ、必要であれば次のページで直してください。',
    'After you applied, we corrected some of the details on file. Compare the three versions and, if necessary, correct yours on the next pages.',
  ],
  change: ['{role} {field}', '{role}: {field}'],
  recheckField: ['項目', 'Field'],
  recheckThen: ['申込時の登録', 'On file when you applied'],
  recheckNow: ['今の登録', 'On file now'],
  recheckWished: ['ご希望', 'What you applied for'],
  begin: ['補正を始める', 'Start the correction'],
  resubmit: ['再申込', 'Submit again'],
  cannotCorrect: ['この申請は今は補正できません。', 'This application cannot be corrected now.'],
  toApplication: ['申請のページへ', 'Go to the application'],
  // receipt
  receipt: ['担当者変更申請を受け付けました', 'We have received your contact change'],
  corrected: ['補正を受け付けました', 'We have received your correction'],
  receiptMail: [
    '受付のメールをお送りしました。担当者情報はまだ変わっていません。',
    'We have mailed you a confirmation. The contacts have not changed yet.',
  ],
  ownApproval: [
    '御社の承認者の方の承認をお待ちしています。承認されると、弊社での確認が始まります。',
    'It is waiting for the approver in your organisation. Once it is approved, we begin our check.',
  ],
  correctedMail: ['弊社で内容をもう一度確認します。', 'We will check it again.'],
  receiptOf: ['契約 {number}', 'Contract {number}'],
  unchanged: ['同じ内容のため申し込まなかった契約', 'Not filed because nothing would change'],
  next1: ['弊社で内容を確認します', 'We check it'],
  next1More: [
    '登録担当者の電話番号かメールアドレスが変わる場合は、今登録されている電話番号にお電話します。電話は {from} からおかけします。この番号以外からの確認には応じないでください。',
    'If the registrant’s telephone number or mail address changes, we call the number now on file. We call from {from}. Do not answer questions from any other number.',
  ],
  next2: ['変更完了のメールをお送りします', 'We mail you when it is done'],
  next2More: [
    '変更前と変更後のメールアドレス、登録担当者にお送りします。',
    'To the mail addresses before and after the change, and to the registrant.',
  ],
  next3: [
    '変更が完了するまでは、この申請を取り下げられます。',
    'You can withdraw this application until the change is complete.',
  ],
})
