import { defineTexts } from '@madoguchi/i18n'

// A word longer than a telephone's line says where it may break (U+200B).
export const texts = defineTexts({
  title: ['アカウント情報登録', 'Account information'],
  own: ['ログインの情報', 'Your login'],
  loginId: ['ログインID', 'Login ID'],
  name: ['お名前', 'Name'],
  otpAddress: ['ワンタイムパスワード用のメールアドレス', 'Mail address for one-time codes'],
  password: ['パスワード', 'Password'],
  passwordHidden: ['(表示しません)', '(not shown)'],
  customers: ['ご契約先と権限', 'Customers and your role'],
  customerRole: ['{customer}: {role}', '{customer}: {role}'],
  agent: ['代理人', 'agent'],
  cannot: ['今は変更できません', 'Cannot be changed now'],
  held: [
    '送付先が変更されたため、安全のため {until} までは、再発行申請、担当者変更申請、承認ができません。失効申請はいつでもできます。',
    'You changed this address. For your safety, reissues, contact changes and approvals are on hold until {until}. You can apply for a revocation at any time.',
  ],
  waiting: [
    '{address} に確認用コードを送りました。コードを入力すると、送付先が変わります。',
    'A code was sent to {address}. Once you enter it, the address changes.',
  ],
  toCode: ['確認用コードを入力する', 'Enter the code'],
  mailLanguage: ['メールの言語', 'Language of mails'],
  ourMails: ['弊社からのメール', 'Mail from us'],
  mailLanguageHint: [
    '弊社からこのアカウントにお送りするメールの言語です。この画面の言語は、ページの上部で切り替えられます。',
    'The language in which we write to this account. Switch the language of these pages at the top of the page.',
  ],
  ja: ['日本語', '日本語 (Japanese)'],
  en: ['English(英語)', 'English'],
  save: ['メールの言語を変更する', 'Change the language of mails'],
  saved: ['メールの言語を変更しました。', 'The language of mails has changed.'],
  // sessions
  sessions: ['ログイン中の画面', 'Where you are logged in'],
  sessionsLead: [
    'お心当たりのないものがあれば終了し、パスワードを変更してください。',
    'If you do not recognise one of these logins, end it and change your password.',
  ],
  thisOne: ['この画面', 'this screen'],
  began: ['開始日時', 'Since'],
  seen: ['最後の操作', 'Last used'],
  ends: ['終了予定', 'Ends'],
  act: ['操作', 'Action'],
  end: ['終了する', 'End login'],
  endWhich: ['終了する: {at} からのログイン', 'End login since {at}'],
  ended: ['ログインを1件終了しました。', 'One login has been ended.'],
  // the address
  addressTitle: ['ワンタイムパスワード\u200b送付先の変更', 'Change the address for one-time codes'],
  addressPage: ['アドレスの入力', 'New address'],
  confirmPage: ['アカウント情報登録\u200b確認画面', 'Confirm the account information'],
  codePage: ['確認用コードの入力', 'Enter the code'],
  now: ['今のメールアドレス', 'Current address'],
  newHint: [
    '次のログインから、ワンタイムパスワードはこのアドレスだけに届きます。ご自身が今受信できるアドレスを入力してください。',
    'From your next login, codes go to this address only. Enter an address at which you can receive mail now.',
  ],
  addressMissing: ['新しいメールアドレスを入力してください。', 'Enter the new address.'],
  confirmLead: [
    'メールアドレスが正しいかご確認ください。まだ変更されていません。',
    'Please check that the address is right. Nothing has changed yet.',
  ],
  happens: ['変更すると', 'What the change does'],
  happens1: [
    '新しいアドレスに確認用コードを送ります。コードを入力した時点で送付先が変わります。',
    'We send a code to the new address. The change takes effect when you enter it.',
  ],
  happens2: [
    'この画面以外のログインはすべて終了します。この画面は続けて使えます。',
    'All your other logins end. You stay logged in here.',
  ],
  happens3: [
    '今のアドレスにもお知らせし、変更を取り消すためのリンクをお送りします。',
    'We also tell your current address, with a link to undo the change.',
  ],
  happens4: [
    '安全のため72時間は、再発行申請、担当者変更申請、承認ができません。失効申請はいつでもできます。',
    'For your safety, reissues, contact changes and approvals are on hold for 72 hours. You can apply for a revocation at any time.',
  ],
  happens5: [
    'ご契約の担当者情報(メールアドレスなど)は変わりません。',
    'The contacts in your contracts, and their mail addresses, stay as they are.',
  ],
  sendCode: ['この内容で確認用コードを送る', 'Send the code'],
  codeLead: [
    '{address} に確認用コードを送りました。{until} までに入力してください。',
    'A code was sent to {address}. Enter it by {until}.',
  ],
  codeLost: [
    '届かない場合は、迷惑メールのフォルダと、アドレスの綴りをご確認ください。',
    'If it does not arrive, check your junk mail folder and the spelling of the address.',
  ],
  code: ['確認用コード', 'Code'],
  codeHint: [
    'メールに書かれた8桁の数字です。貼り付けもできます。',
    'The 8 digits in the mail; you can paste them.',
  ],
  codeMissing: ['確認用コードを入力してください。', 'Enter the code.'],
  change: ['このアドレスを登録する', 'Register this address'],
  otherAddress: ['別のアドレスに変える', 'Use another address'],
  changed: ['ワンタイムパスワードの送付先を変更しました', 'The address for one-time codes has changed'],
  changedMore: [
    '次回から、ワンタイムパスワードは {address} に届きます。この画面以外のログインは終了しました。',
    'From now on, codes go to {address}. All your other logins have ended.',
  ],
  back: ['アカウント情報登録へ戻る', 'Back to account information'],
  // the password
  passwordTitle: ['パスワードの変更', 'Change your password'],
  newPassword: ['新しいパスワード', 'New password'],
  newPasswordHint: [
    '12文字以上。記号や空白、日本語も使えます。ほかで使っていないものにしてください。',
    'At least 12 characters; spaces and any letters are fine. Choose one that you use nowhere else.',
  ],
  passwordMissing: ['新しいパスワードを入力してください。', 'Enter the new password.'],
  show: ['パスワードを表示する', 'Show the password'],
  passwordLead: [
    '変更すると、この画面も含めてログインはすべて終了します。新しいパスワードでログインし直してください。',
    'Changing it ends all your logins, including this one. Then log in again with the new password.',
  ],
  passwordChange: ['パスワードを変更する', 'Change the password'],
  cancel: ['やめる', 'Cancel'],
  // pages behind mailed links
  firstTitle: ['パスワードの設定', 'Set your password'],
  firstLead: [
    'お客様専用ページで使うパスワードを決めてください。このページは一度だけ使えます。',
    'Choose a password for the customer portal. This page works only once.',
  ],
  setPassword: ['パスワードを設定する', 'Set the password'],
  linkBroken: [
    'リンクが途中で切れています。メールのリンクをもう一度、最後まで開いてください。',
    'The link is incomplete. Please open the whole link of the mail once more.',
  ],
  linkOver: ['ご依頼先: 電話 {phone}、メール {mail}', 'Ask us by telephone, {phone}, or by email, {mail}.'],
  passwordSet: ['パスワードを設定しました', 'Your password is set'],
  passwordSetMore: [
    '新しいパスワードでログインしてください。ログインには、メールで届くワンタイムパスワードも使います。',
    'Log in with the new password. You also need the one-time code that comes by mail.',
  ],
  toLogin: ['ログインへ', 'Go to login'],
  forgottenTitle: ['パスワードを忘れた場合', 'Forgotten password'],
  forgottenLead: [
    'ログインIDを入力してください。登録されたワンタイムパスワード用のメールアドレスに、再設定用コードをお送りします。',
    'Enter your login ID. A code goes to the mail address registered for one-time codes.',
  ],
  loginIdMissing: ['ログインIDを入力してください。', 'Enter your login ID.'],
  sendReset: ['再設定用コードを送る', 'Send the code'],
  resetLead: [
    'ログインIDが登録されていれば、再設定用コードをお送りしました。{until} までに入力してください。',
    'If the login ID is known, a code is on its way. Enter it by {until}.',
  ],
  resetNotSent: [
    '届かない場合は、迷惑メールのフォルダとログインIDの綴りをご確認ください。送付先を変更したばかりのときなど、再設定できない場合があります。',
    'If it does not arrive, check your junk mail folder and the spelling of the login ID. Shortly after the address was changed, a new password cannot be set here.',
  ],
  resetHelp: ['お困りのときは、お電話ください: {phone}', 'If you need help, please call us: {phone}'],
  resetCode: ['再設定用コード', 'Code'],
  startOver: ['最初からやり直す', 'Start over'],
  cancelTitle: [
    'ワンタイムパスワード\u200b送付先の変更の取消し',
    'Undo the change of the address for one-time codes',
  ],
  cancelLead: [
    'ワンタイムパスワードの送付先の変更に、お心当たりがない場合に取り消します。',
    'If you did not change the address for one-time codes yourself, undo the change here.',
  ],
  cancel1: ['送付先が、変更前のメールアドレスに戻ります。', 'Codes go to your previous address again.'],
  cancel2: ['このアカウントのログインはすべて終了します。', 'All logins of this account end.'],
  cancel3: [
    'どなたかがパスワードを知っているおそれがあります。続けてパスワードを変更してください。',
    'Somebody may know your password: change it straight afterwards.',
  ],
  cancelKeep: [
    'ご自身で変更された場合は、何もせずにこのページを閉じてください。',
    'If you made the change yourself, just close this page.',
  ],
  cancelDo: ['送付先の変更を取り消す', 'Undo the change of address'],
  cancelled: ['送付先の変更を取り消しました', 'The change of address has been undone'],
  cancelledMore: [
    'ワンタイムパスワードは、変更前のメールアドレスに届きます。続けて、パスワードを再設定してください。',
    'Codes go to your previous address again. Now please set a new password.',
  ],
  toForgotten: ['パスワードを再設定する', 'Set a new password'],
})
