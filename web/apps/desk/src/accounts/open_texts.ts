import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  open: ['アカウントを開く', 'Open an account'],
  openLead: [
    '初回パスワードのリンクを、ワンタイムパスワードの送付先に送ります。',
    'The link for the first password goes to the address of the codes.',
  ],
  loginId: ['新しいログインID', 'New login ID'],
  name: ['利用者の氏名', 'Name of the person'],
  address: ['ワンタイムパスワードの送付先', 'Codes go to'],
  addressHint: ['本人だけが読めるメールアドレス', 'A mailbox that only this person reads'],
  language: ['言語', 'Language'],
  ja: ['日本語', 'Japanese'],
  en: ['英語', 'English'],
  role: ['できること', 'May do'],
  roleMissing: ['できることを選んでください。', 'Please choose what the account may do.'],
  customerMissing: ['お客様を選んでください。', 'Please choose the customer.'],
  viewer: ['閲覧', 'viewer'],
  viewerMore: ['契約と申請を見る', 'sees contracts and applications'],
  applicant: ['申請', 'applicant'],
  applicantMore: ['申請する', 'files applications'],
  approver: ['承認', 'approver'],
  approverMore: ['申請し、ほかの利用者の申請を承認する', 'files, and approves what others filed'],
  agent: ['代理人として', 'As an agent'],
  agentHint: [
    '委任の終わりが要ります。代理人には電話確認をしません。',
    'A mandate has an end. An agent is never called to confirm.',
  ],
  until: ['委任の最後の日', 'Last day of the mandate'],
  untilHint: ['日本の日付。その日の終わりまで有効です。', 'A day in Japan; it holds to the end of that day.'],
  grant: ['権限を加える', 'Let it act for a customer'],
  grantLead: [
    '次の操作から有効になり、アカウントの利用者に知らせます。同じお客様なら、今の権限に置き換わります。',
    'It holds from the next request on, and the person is told. For the same customer it takes the place of what it may do now.',
  ],
  end: ['権限を終わらせる: {customer}', 'End: {customer}'],
  ended: ['終わりました', 'ended'],
  endShort: ['終わらせる', 'End'],
  endLead: [
    'このお客様の契約を見ることも、申請することもできなくなります。ほかのお客様の権限はそのままです。',
    'The account neither sees this customer’s contracts nor files for them any more. What it may do for others stays.',
  ],
})
