import { defineTexts } from '@madoguchi/i18n'

/** What kinds and states of enquiries are called. */
export const enquiryNames = defineTexts({
  corporate_name: ['法人名の変更', 'Change of the organisation’s name'],
  reissue_over_limit: ['期間・回数を過ぎた再発行', 'Reissue beyond the limit'],
  new_application: ['新規のお申し込み', 'New application'],
  general: ['そのほか', 'Something else'],
  problem_report: ['証明書の問題の報告', 'Certificate problem report'],
  open: ['回答待ち', 'awaiting answer'],
  answered: ['回答済み', 'answered'],
  closed: ['終了', 'closed'],
})
