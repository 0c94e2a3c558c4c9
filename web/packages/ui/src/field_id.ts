/** The id of the control for a problem's pointer: "/contacts/billing/mail" -> "f-contacts-billing-mail". */
export function fieldId(pointer: string): string {
  return `f${pointer.replace(/[^A-Za-z0-9_]+/g, '-')}`
}
