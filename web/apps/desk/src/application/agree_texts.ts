import { defineTexts } from '@madoguchi/i18n'

export const texts = defineTexts({
  willHappen: ['押すと起きること', 'What will happen'],
  agreeRevoke: [
    '同意して {name}(シリアル番号 {serial}…)を失効させる',
    'Agree, and revoke {name} (serial {serial}…)',
  ],
  agreeRevokeAll: [
    '同意して {name} の契約全体を失効・解約する({number})',
    'Agree, and revoke all of {name}’s contract ({number})',
  ],
  agreeReject: ['同意して {name} の申請を却下する({number})', 'Agree, and reject {name} ({number})'],
  revoked: [
    '{name} の証明書(有効期限 {until})がすぐに失効します。シリアル番号:',
    'The certificate of {name}, valid until {until}, is revoked at once. Its serial:',
  ],
  final: [
    '失効は元に戻せません。この証明書を使うサーバーへは接続できなくなります。',
    'A revocation cannot be undone. Servers that use the certificate cannot be reached any more.',
  ],
  contractLives: [
    '契約 {number} とほかの証明書はそのまま残ります。',
    'Contract {number} and its other certificates stay as they are.',
  ],
  contractEnds: ['契約 {number} も解約になります。', 'Contract {number} ends with it.'],
  rejected: [
    '申請 {number} は却下になり、開き直せません。',
    'Application {number} is rejected and cannot be opened again.',
  ],
  rejectedAlive: ['証明書は有効のままです。', 'The certificate stays valid.'],
  proposed: ['{name}さんの判断の理由(社内): {reason}', 'Reason of {name} (internal): {reason}'],
  told: ['お客様への文: {text}', 'To the customer: {text}'],
})
