import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  title: ['担当者変更・再発行・解約について', 'About contact changes, reissue and cancellation'],
  onThisPage: ['このページの内容', 'On this page'],
  course: ['手順', 'Steps'],
  contacts: ['担当者変更', 'Contact change'],
  contactsLead: [
    'サービスを利用中に担当者が変更になった場合は、更新案内や請求のお知らせなど、弊社からのお知らせが届くよう、お客様専用ページから担当者変更申請を行ってください。',
    'If a contact changes while you use the service, file a contact change in the customer portal, so that renewal notices, invoices and our other messages reach you.',
  ],
  whose: ['変更できる担当者', 'Contacts that can be changed'],
  whoseMore: [
    '登録担当者、技術担当者、事務担当者(請求書送付先)',
    'Registrant contact, technical contact, billing contact (receives invoices)',
  ],
  what: ['変更できる項目', 'What can be changed'],
  whatMore: [
    '担当者氏名、電話番号、住所、メールアドレス、部署名、法人名、請求書送付方法(電子/紙)、更新案内連絡(要/不要)',
    'Name, telephone, address, email address, department, organisation, invoices (electronic or paper), renewal notices (wanted or not)',
  ],
  whatNot: ['変更できない項目', 'What cannot be changed'],
  whatNotMore: [
    '登録担当者の法人名(契約先の変更となります)。{phone} または {mail} までお問い合わせください。',
    'The registrant contact’s organisation: it is the party to the contract. Please contact us: {phone} or {mail}.',
  ],
  contactsRenewal: [
    '更新のお申し込み時期が近い場合は、更新の際に合わせて担当者変更することも可能です。',
    'If a renewal is due soon, you can also change the contacts as part of it.',
  ],
  login: ['お客様専用ページへログイン', 'Log in to the customer portal'],
  choose: ['契約一覧より、該当する契約の「詳細」をクリック', 'In the list of contracts, click “Details”'],
  chooseContact: ['「担当者変更申請」を選択', 'Choose “Contact change”'],
  changeContact: [
    '修正する担当者の情報を変更し、最後に「申込」をクリック',
    'Change the contact’s data and finally click “Apply”',
  ],
  mailContact: [
    '弊社にて内容を確認後、変更完了のメールを通知します',
    'After our examination we tell you by email that the change is complete',
  ],
  otp: ['ワンタイムパスワード\u200b送付先の変更', 'Changing where one-time codes go'],
  otpLead: [
    'ワンタイムパスワードの送付先は担当者情報とは別のもので、「アカウント情報登録」で変更します。',
    'The address for one-time codes is not one of the contacts: it belongs to your account.',
  ],
  otpMenu: [
    '左のメニューより「アカウント情報登録」をクリック',
    'Click “Account information” in the menu on the left',
  ],
  otpAddress: [
    '「ワンタイムパスワード用のメールアドレス」を変更し、新しいメールアドレスを入力',
    'Change the address for one-time codes: enter the new one',
  ],
  otpConfirm: [
    '「アカウント情報登録確認画面」でメールアドレスが正しいか確認',
    'Check that the address is right',
  ],
  otpDone: [
    '新しいアドレスに届くコードを入力すると、次のログインから新しい送付先に届きます',
    'Enter the code that arrives there; from the next login on, codes go to the new address',
  ],
  reissue: ['再発行', 'Reissue'],
  reissueLead: [
    'サーバーの故障などで再度新しい証明書が必要な場合、無償で証明書を再発行することができます。CSRを再生成し、お客様専用ページから再発行申請を行ってください。',
    'If you need a new certificate, after a server failure for example, it is issued again free of charge. Make a new CSR and apply in the customer portal.',
  ],
  leak: [
    '秘密鍵の危殆化など緊急を要する場合は、別途対応が必要になります。{phone}(24時間)までご連絡ください。',
    'If a private key may have leaked, call us at once: {phone} (24 hours a day).',
  ],
  limits: ['受付期間および回数制限について', 'Period and number'],
  product: ['製品', 'Product'],
  limit: ['お客様専用ページからの再発行', 'Reissue in the portal'],
  over: ['それを過ぎた場合', 'Beyond that'],
  within: ['発行から{days}日以内に{count}回', 'Up to {count}, within {days} days of issue'],
  new_application: ['新規申請となります', 'A new application'],
  contact_us: ['弊社までご連絡ください', 'Please contact us'],
  ends: ['利用中の証明書を失効する期限', 'When the current certificate is revoked'],
  deferredName: ['後日失効', 'Later (後日失効)'],
  immediateName: ['即日失効', 'Immediately (即日失効)'],
  deferred: [
    '証明書を再発行した日時から{days}日後に、前の証明書が失効されます。',
    'The current certificate is revoked {days} days after the new one is issued.',
  ],
  immediate: ['証明書の失効と再発行が同時に行われます。', 'Revocation and reissue happen together.'],
  lost: [
    '秘密鍵を紛失した場合、発行している証明書が利用できない場合には即日失効を選択してください。発行手続きが完了した後に変更することはできません。',
    'If the private key is lost or the issued certificate cannot be used, choose “immediately”. After the issue the choice cannot be changed.',
  ],
  cancel: ['失効(解約)', 'Revocation (cancellation)'],
  cancelLead: [
    '証明書が不要になった場合は、お客様専用ページから失効申請を行ってください。登録担当者への電話確認が完了してから、証明書が失効されます。',
    'If a certificate is no longer needed, apply for its revocation in the customer portal. It is revoked after a telephone check with the registrant contact.',
  ],
  cancelFinal: [
    '証明書失効後に証明書を利用することはできません。',
    'A revoked certificate cannot be used again.',
  ],
  chooseReissue: ['「再発行申請」を選択', 'Choose “Reissue”'],
  checkReissue: [
    '申請内容を順に確認し、最後に「申込」をクリック',
    'Go through the pages and finally click “Apply”',
  ],
  doneReissue: [
    '弊社にて改めて審査し、証明書を再発行します',
    'We examine the application and reissue the certificate',
  ],
  chooseRevocation: ['「失効申請」を選択', 'Choose “Revocation”'],
  reasonRevocation: [
    '取消理由を入力し、内容を確認して、最後に「確認」をクリック',
    'Enter the reason, check everything and finally click “Confirm”',
  ],
  mailRevocation: [
    '弊社から登録担当者への電話確認のあと、失効をメールで通知します',
    'After a call to the registrant contact we revoke the certificate and tell you by email',
  ],
  toLogin: ['ログイン', 'Log in'],
  rolesTitle: ['担当者情報について', 'About the contacts'],
  rolesLead: [
    '契約ごとに、次の担当者をご登録いただいています。同じ方が兼ねることもできます。',
    'Each contract has the following contacts. One person may be several of them.',
  ],
  rolesOtp: [
    'ログイン用のワンタイムパスワードの送付先は担当者情報とは別のもので、「アカウント情報登録」で変更します。',
    'The address for one-time codes is something else; it is changed under “Account information”.',
  ],
  rolesHelp: ['担当者情報の詳細はこちらをご確認ください', 'What each contact is for'],
})
