import type { Page } from '@playwright/test'
import type { Authority, Officer } from './authority.ts'

interface Person {
  loginId: string
  password: string
}

/** Through the login page and the mailed code, as a person does. */
export async function logIn(page: Page, authority: Authority, person: Person, next = '/contracts') {
  await page.goto(`/login?next=${encodeURIComponent(next)}`)
  await page.locator('#login_id').fill(person.loginId)
  await page.locator('#password').fill(person.password)
  await page.locator('form[action="/login"] button').click()
  await page.locator('#code').fill(await authority.code())
  await page.locator('form[action$="/code"] button').click()
  await page.waitForURL(`**${next}`)
}

/** Through the desk's login page with password and the app's code. */
export async function logInOfficer(page: Page, authority: Authority, officer: Officer, next = '/tasks') {
  await page.goto(`${authority.desk}/login?next=${encodeURIComponent(next)}`)
  await page.locator('#login_id').fill(officer.loginId)
  await page.locator('#password').fill(officer.password)
  await page.locator('#totp').fill(await authority.totp(officer))
  await page.locator('form[action="/login"] button').click()
  await page.waitForURL(`**${next}`)
}
