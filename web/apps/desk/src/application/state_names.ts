import { defineTexts } from '@madoguchi/i18n'
import { names } from '@madoguchi/names'

/** The names, with the states as officers read them: here nobody is the customer, who is "you" in the portal. */
export const stateNames = defineTexts({
  ...names,
  awaiting_own_approval: ['お客様の承認待ち', 'awaiting the customer’s own approval'],
  sent_back: ['差戻し(補正待ち)', 'sent back, awaiting corrections'],
})
