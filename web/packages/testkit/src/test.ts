import { test as base, expect, type Page } from '@playwright/test'
import { Authority, makeExample, type Officer, type people } from './authority.ts'

interface WorkerParts {
  example: string
}
interface TestParts {
  authority: Authority
  /** Whatever the page says it may not do, or that broke in it; empty at the end of every test. */
  complaints: string[]
}

/** A test with an authority of its own. It fails on any CSP or Trusted Types report and any uncaught error in a page. */
export const test = base.extend<TestParts, WorkerParts>({
  example: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
    async ({}, use) => {
      const example = makeExample()
      await use(example.folder)
      example.remove()
    },
    { scope: 'worker' },
  ],
  authority: async ({ example }, use) => {
    const authority = new Authority(example)
    await authority.start()
    await use(authority)
    await authority.stop()
    authority.remove()
  },
  complaints: [
    async ({ context }, use) => {
      const complaints: string[] = []
      await context.exposeBinding('madoguchiComplain', (_source, what: string) => complaints.push(what))
      await context.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', event => {
          const complain = (window as unknown as { madoguchiComplain: (what: string) => void })
            .madoguchiComplain
          complain(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`)
        })
      })
      context.on('weberror', error => complaints.push(String(error.error())))
      await use(complaints)
      expect(complaints, 'what the pages complained of').toEqual([])
    },
    { auto: true },
  ],
  baseURL: async ({ authority }, use) => {
    await use(authority.portal)
  },
})

export { expect }

type Person = (typeof people)[keyof typeof people]

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
