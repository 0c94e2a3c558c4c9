import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Page } from '@playwright/test'

/** A certificate request of the example: 'www.example.jp-2'. */
export const requestFor = (name: string) =>
  readFileSync(resolve(import.meta.dirname, '../../../../example/requests', `${name}.csr`), 'utf8')

/** Into the CSR's field by the clipboard, as a person does. The context needs the clipboard's permissions. */
export async function paste(page: Page, text: string) {
  await page.evaluate(value => navigator.clipboard.writeText(value), text)
  await page.getByLabel(/^CSR/).first().focus()
  await page.keyboard.press('ControlOrMeta+V')
}
