import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  title: ['担当者変更・再発行・解約について', 'About contact changes, reissue and cancellation'],
  contacts: ['担当者変更', 'Contact change'],
  contactsLead: [
    'サービスを利用中に担当者が変更になった場合は、更新案内や請求のお知らせなど、弊社からのお知らせが届くよう、お客様専用ページから担当者変更申請を行ってください。',
    'If a contact changes while you use the service, file a contact change in the customer portal, so that renewal notices, invoices and our other mails arrive.',
  ],
  contactsWhich: [
    '変更できる情報: 登録担当者、技術担当者、事務担当者(請求書送付先)の、氏名、電話番号、住所、メールアドレス、部署名、法人名(※)、請求書送付方法(電子/紙)、更新案内連絡(要/不要)',
    'What can be changed: name, telephone, address, mail address, department, organisation (※), way of invoicing and renewal notices of the registrant, technical and billing contacts',
  ],
  contactsOrganization: [
    '※登録担当者の法人名は契約先の変更となるため、担当者変更申請では変更できません。{phone} または {mail} までお問い合わせください。',
    '※ The registrant contact’s organisation is the party to the contract and cannot be changed this way. Please contact us: {phone} or {mail}.',
  ],
  contactsRenewal: [
    '更新のお申し込み時期が近い場合は、更新の際に合わせて担当者変更することも可能です。',
    'If the renewal is near, contacts can be changed together with it.',
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
    'After our examination a mail tells you that the change is complete',
  ],
  otp: ['ワンタイムパスワード送付先の変更', 'Changing where one-time codes go'],
  otpLead: [
    'ワンタイムパスワード送付先は担当者変更とは異なり、“アカウント情報登録”の変更になりますので、ご注意ください。左のメニューより「アカウント情報登録」をクリックし、新しいメールアドレスを入力してください。',
    'This is not a contact change: it is a change of your account. Choose “Account information” in the menu and enter the new mail address.',
  ],
  reissue: ['再発行', 'Reissue'],
  reissueLead: [
    'サーバーの故障などで再度新しい証明書が必要な場合、無償で証明書を再発行することができます。CSRを再生成し、お客様専用ページから再発行申請を行ってください。',
    'If you need a new certificate, after a server failure for example, it is issued again free of charge. Make a new CSR and apply in the customer portal.',
  ],
  leak: [
    '秘密鍵の危殆化など緊急を要する場合は、別途対応が必要になります。{phone}(24時間)までご連絡ください。',
    'If a private key may have leaked, call {phone} (24 hours a day).',
  ],
  limits: ['受付期間および回数制限について', 'Period and number'],
  product: ['製品', 'Product'],
  limit: ['お客様専用ページからの再発行', 'Reissue in the portal'],
  over: ['それを過ぎた場合', 'Beyond that'],
  within: ['発行から{days}日以内に{count}回', '{count} within {days} days of the issue'],
  new_application: ['新規申請となります', 'A new application'],
  contact_us: ['弊社までご連絡ください', 'Please contact us'],
  ends: ['利用中の証明書を失効する期限', 'When the present certificate is revoked'],
  deferred: [
    '後日失効: 証明書を再発行した日時から{days}日後に、前の証明書が失効されます。',
    'Later: the present certificate is revoked {days} days after the new one is issued.',
  ],
  immediate: [
    '即日失効: 証明書の失効と再発行が同時に行われます。',
    'Immediately: revocation and reissue happen together.',
  ],
  lost: [
    '秘密鍵を紛失した場合、発行している証明書が利用できない場合には即日失効を選択してください。発行手続きが完了した後に変更することはできません。',
    'If the private key is lost or the issued certificate cannot be used, choose “immediately”. After the issue the choice cannot be changed.',
  ],
  cancel: ['解約(失効)', 'Cancellation (revocation)'],
  cancelLead: [
    '証明書が不要になった場合は、お客様専用ページから失効申請を行ってください。登録担当者への電話確認が完了してから、証明書が失効されます。',
    'If a certificate is no longer needed, apply for its revocation in the customer portal. It is revoked after a telephone check with the registrant contact.',
  ],
  cancelFinal: [
    '証明書失効後に証明書を利用することはできません。',
    'A revoked certificate cannot be used again.',
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
