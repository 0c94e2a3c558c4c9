import { defineTexts } from '@madoguchi/i18n'

export const decisionTexts = defineTexts({
  title: ['判断', 'Decision'],
  lead: [
    '期限までに、証明書の失効を申請するか(契約の画面から。この報告を示してください)、失効の理由がないことを担当者2名で確認します。中間報告を送り、判断が済むと終了します。',
    'By the deadline either a revocation is filed that names this report (from the page of the contract), or two officers find that there is no cause for one. It closes once the preliminary report is out and this is decided.',
  ],
  revoked: ['この報告により、失効を申請しました。', 'A revocation was filed because of it.'],
  noCause: ['失効の理由はないと判断しました。', 'There is no cause for a revocation.'],
  preliminaryMissing: [
    '中間報告をまだ送っていません。送ると終了します。',
    'The preliminary report is not sent yet; it closes with it.',
  ],
  found: ['{officer}が「失効の理由なし」と提案しました。', '{officer} found no cause for a revocation.'],
  finding: ['失効の理由がないと考える根拠', 'Why there is no cause'],
  findingHint: [
    '社内の記録です。もう1人の担当者が確認するまで、この報告は終了しません。',
    'For the file. The report stays open until another officer agrees.',
  ],
  propose: ['「失効の理由なし」を提案', 'Propose: no cause'],
  agree: ['「失効の理由なし」に同意', 'Agree: no cause'],
  giveBack: ['同意しない', 'Do not agree'],
})
