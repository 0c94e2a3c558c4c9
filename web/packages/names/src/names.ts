import type { components } from '@madoguchi/api/generated/portal.ts'
import { defineTexts } from '@madoguchi/i18n'
import type { Mood } from '@madoguchi/ui'

type Schemas = components['schemas']

/** What the values of the API are called, on both faces. */
export const names = defineTexts({
  opening: ['申込中', 'opening'],
  in_force: ['有効', 'in force'],
  renewal_open: ['更新受付中', 'open for renewal'],
  renewed: ['更新済', 'renewed'],
  cancelling: ['解約手続中', 'being cancelled'],
  cancelled: ['解約', 'cancelled'],
  expired: ['満了', 'expired'],
  valid: ['有効', 'valid'],
  revocation_scheduled: ['失効予定', 'to be revoked'],
  revoked: ['失効', 'revoked'],
  contact_change: ['担当者変更申請', 'Contact change'],
  reissue: ['再発行申請', 'Reissue'],
  continuation: ['継続発行', 'Continuation'],
  first_issue: ['新規発行申請', 'First issue'],
  revocation: ['失効申請', 'Revocation'],
  renewal: ['更新申請', 'Renewal'],
  emergency_revocation: ['緊急失効', 'Emergency revocation'],
  awaiting_own_approval: ['お客様の承認待ち', 'awaiting your own approval'],
  submitted: ['申込済(受付待ち)', 'submitted'],
  accepted: ['受理', 'accepted'],
  under_review: ['審査中', 'under review'],
  sent_back: ['差戻し(補正待ち)', 'sent back to you'],
  reviewed: ['審査完了', 'reviewed'],
  approved: ['承認', 'approved'],
  executing: ['実行中', 'being carried out'],
  awaiting_call: ['電話確認待ち', 'awaiting the telephone check'],
  awaiting_second: ['2人目の確認待ち', 'awaiting a second officer'],
  confirmed: ['電話確認済', 'confirmed by telephone'],
  done: ['完了', 'done'],
  rejected: ['却下', 'rejected'],
  withdrawn: ['取下げ', 'withdrawn'],
  application_expired: ['期限切れ', 'expired'],
  application_cancelled: ['中止', 'stopped'],
  registrant: ['登録担当者', 'Registrant contact'],
  technical: ['技術担当者', 'Technical contact'],
  billing: ['事務担当者(請求書送付先)', 'Billing contact (receives invoices)'],
  applicant: ['申請者', 'Applicant'],
  unspecified: ['指定なし', 'unspecified'],
  key_compromise: ['秘密鍵の危殆化', 'private key compromised'],
  affiliation_changed: ['組織情報の変更', 'organisation changed'],
  superseded: ['新しい証明書への入れ替え', 'replaced by a new certificate'],
  cessation_of_operation: ['サーバーの利用終了', 'server no longer used'],
  privilege_withdrawn: ['弊社の判断による失効', 'revoked by our decision'],
})

const contractMoods: Record<Schemas['ContractStatus'], Mood> = {
  opening: 'wait',
  in_force: 'good',
  renewal_open: 'wait',
  renewed: 'good',
  cancelling: 'wait',
  cancelled: 'quiet',
  expired: 'quiet',
}
export const contractMood = (status: Schemas['ContractStatus']): Mood => contractMoods[status]

type CertificateState = Schemas['CertificateOfContract']['state']
const certificateMoods: Record<CertificateState, Mood> = {
  valid: 'good',
  revocation_scheduled: 'wait',
  revoked: 'bad',
  expired: 'quiet',
}
export const certificateMood = (state: CertificateState): Mood => certificateMoods[state]

/** An application and a contract may both be "expired", and mean different things. */
export function applicationStateKey(state: Schemas['ApplicationState']): keyof typeof names {
  if (state === 'expired') return 'application_expired'
  if (state === 'cancelled') return 'application_cancelled'
  return state
}

export function applicationMood(state: Schemas['ApplicationState']): Mood {
  if (state === 'done') return 'good'
  if (state === 'rejected' || state === 'sent_back') return 'bad'
  if (state === 'withdrawn' || state === 'expired' || state === 'cancelled') return 'quiet'
  return state === 'awaiting_own_approval' ? 'wait' : 'going'
}
