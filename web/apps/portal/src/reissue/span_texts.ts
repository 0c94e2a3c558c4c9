import { defineTexts } from '@madoguchi/i18n'

export const spanTexts = defineTexts({
  old: ['今の証明書', 'Current'],
  new: ['新しい証明書', 'New'],
  issue: ['再発行', 'Reissue'],
  both: ['再発行と同時に失効', 'Reissue and revocation'],
  end: ['{days}日後に失効', 'Revoked after {days} days'],
})
