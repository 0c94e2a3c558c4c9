import { defineTexts } from '@madoguchi/i18n'

/** What the values of one application are called. */
export const applicationNames = defineTexts({
  subscriber: ['お客様', 'by you'],
  officer: ['弊社担当者', 'by our staff'],
  engine: ['自動処理', 'automatically'],
  deferred: ['後日失効(発行から14日後)', 'Later (14 days after issue)'],
  immediate: ['即日失効(発行と同時)', 'Immediately (on issue)'],
  none: ['失効しない', 'Not revoked'],
  scope_certificate: ['この証明書だけ(契約は続きます)', 'One certificate only (the contract goes on)'],
  scope_contract: ['契約全体(解約)', 'The whole contract (cancellation)'],
  server_failure: ['サーバーの故障・入れ替え', 'Server failure or exchange'],
  key_lost: ['秘密鍵を紛失した', 'The private key is lost'],
  unusable_certificate: ['発行された証明書が利用できない', 'The issued certificate cannot be used'],
  other: ['その他', 'Other'],
  continuation: ['継続発行', 'Continuation'],
  first_issue: ['新規発行', 'First issue'],
  ca_error: ['弊社の誤りによる再発行', 'Our own error'],
})
