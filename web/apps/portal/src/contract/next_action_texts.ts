import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  wait: ['弊社からのご連絡をお待ちください', 'We are working on it'],
  correct_application: ['申請を修正する', 'Correct the application'],
  approve_application: ['申請を承認する', 'Approve the application'],
  prepare_for_revocation: ['サーバーの証明書を入れ替える', 'Replace the certificate on the server'],
  continue_certificate: ['継続発行を申請する', 'Apply for a continuation'],
  renew_contract: ['更新の方法を見る', 'See how to renew'],
  actionOf: ['{what}: {number}', '{what}: {number}'],
  until: ['{at}まで', 'by {at}'],
})
