import { defineTexts } from '@madoguchi/i18n'

/** What an account may do for a customer (R8). */
export const mandateNames = defineTexts({
  viewer: ['閲覧', 'may view'],
  applicant: ['申請', 'may apply'],
  approver: ['申請・承認', 'may apply and approve'],
})
