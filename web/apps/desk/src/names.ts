import { defineTexts, useText } from '@madoguchi/i18n'
import type { Schemas } from './api.ts'

/** What the desk alone has: kinds of work, roles, holders. */
export const deskNames = defineTexts({
  review: ['審査', 'Review'],
  approve: ['承認', 'Approval'],
  call: ['電話確認', 'Telephone check'],
  second_decision: ['2人目の判断', 'Second decision'],
  decide_claim: ['漏えい申告の判断', 'Decide a claim'],
  look_over: ['翌営業日の確認', 'Look over'],
  enquiry: ['お問い合わせ', 'Enquiry'],
  issue_halted: ['発行の停止', 'Issue halted'],
  late: ['期限超過', 'Late'],
  mail_failed: ['メール不達', 'Mail failed'],
  alarm: ['警報', 'Alarm'],
  mailbox_recovery: ['送付先の回復', 'Mailbox recovery'],
  reception: ['受付', 'reception'],
  reviewer: ['審査', 'review'],
  approver: ['承認', 'approval'],
  caller: ['電話確認', 'calls'],
  revoker: ['失効実行', 'revocation'],
  administrator: ['管理', 'administration'],
  auditor: ['監査', 'audit'],
})

export const taskKinds = [
  'review',
  'approve',
  'call',
  'second_decision',
  'decide_claim',
  'look_over',
  'enquiry',
  'mailbox_recovery',
  'issue_halted',
  'mail_failed',
  'late',
  'alarm',
] as const satisfies Schemas['TaskKind'][]

/** 受付・審査 / reception, review */
export function useRoleNames(roles: Schemas['Session']['roles']): string {
  const name = useText(deskNames)
  return roles.map(role => name(role)).join(name('reception') === 'reception' ? ', ' : '・')
}
