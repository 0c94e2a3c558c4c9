import { defineTexts, useText } from '@madoguchi/i18n'
import type { Schemas } from './api.ts'

/** What the desk alone has: kinds of work, roles, holders. */
export const deskNames = defineTexts({
  review: ['審査', 'Review'],
  approve: ['承認', 'Approval'],
  call: ['電話確認', 'Telephone check'],
  second_decision: ['2人目の判断', 'Second decision'],
  decide_claim: ['漏えい申告の判断', 'Compromise claim'],
  look_over: ['翌営業日の確認', 'Next-day check'],
  enquiry: ['お問い合わせ', 'Enquiry'],
  issue_halted: ['発行の停止', 'Issue halted'],
  late: ['期限超過', 'Overdue'],
  mail_failed: ['メール不達', 'Mail failed'],
  alarm: ['警報', 'Alarm'],
  mailbox_recovery: ['送付先の回復', 'Mailbox recovery'],
  corporate_name: ['法人名の変更', 'Corporate name'],
  reissue_over_limit: ['再発行の制限超過', 'Reissue over the limit'],
  new_application: ['新規のお申し込み', 'New application'],
  general: ['一般', 'General'],
  problem_report: ['問題の報告', 'Problem report'],
  open: ['未回答', 'open'],
  answered: ['回答済', 'answered'],
  closed: ['終了', 'closed'],
  registrant: ['登録担当者', 'Registrant'],
  applicant: ['申請者', 'Applicant'],
  organization: ['代表電話', 'Main number'],
  government_registry: ['公的な登記情報', 'government registry'],
  independent_directory: ['独立した電話帳', 'independent directory'],
  professional_letter: ['専門家の書面', 'professional letter'],
  site_visit: ['現地訪問', 'site visit'],
  through_main_number: ['代表電話で確認', 'through the main number'],
  organization_identity: ['組織の実在', 'Organisation'],
  authority: ['申請者の権限', 'Authority'],
  domain_control: ['ドメインの管理権', 'Domain control'],
  verified_method_call: ['確認済みの方法による電話', 'Verified-method call'],
  contact_verification: ['担当者変更の電話確認', 'Contact verification'],
  key_proof: ['鍵による証明', 'Proof by key'],
  address: ['所在地', 'Address'],
  other: ['その他', 'Other'],
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

/** What an officer puts on record by hand; the other kinds come of a call or a proof. */
export const evidenceKinds = [
  'organization_identity',
  'address',
  'authority',
  'domain_control',
  'other',
] as const

export const isNamed = (value: string): value is keyof typeof deskNames => value in deskNames

/** "independent_directory: 電話帳" as it is stored: its kind in words. */
export function useSourceName(): (source: string) => string {
  const name = useText(deskNames)
  return source => {
    const [kind = '', ...where] = source.split(': ')
    return where.length > 0 && isNamed(kind) ? `${name(kind)}: ${where.join(': ')}` : source
  }
}

/** 受付・審査 / reception, review */
export function useRoleNames(roles: Schemas['Session']['roles']): string {
  const name = useText(deskNames)
  return roles.map(role => name(role)).join(name('reception') === 'reception' ? ', ' : '・')
}
