import { expect, logIn, people, test } from '@madoguchi/testkit'
import type { Page } from '@playwright/test'
import { fileReissue } from './filing.ts'

const PAGES_MAX = 80

/** One page of its kind: of a hundred contracts one is looked at. */
const kindOf = (address: string) =>
  address.replace(/[a-z0-9]{26}/g, 'ID').replace(/(cursor|kind|for|q)=[^&]*/g, '$1=')

async function linksOf(page: Page): Promise<string[]> {
  const hrefs = await page
    .locator('a[href]')
    .evaluateAll(links => links.map(link => (link as HTMLAnchorElement).href))
  const here = new URL(page.url()).origin
  return hrefs
    .map(href => new URL(href))
    .filter(({ origin, pathname }) => origin === here && !/^\/(example|api|login)\b/.test(pathname))
    .map(({ pathname, search }) => `${pathname}${search}`)
}

/** Every page that links lead to, from the list of contracts on. */
async function follow(page: Page, lost: string): Promise<string[]> {
  const seen = new Set<string>()
  const waiting = ['/contracts', '/applications']
  for (let next = waiting.shift(); next && seen.size < PAGES_MAX; next = waiting.shift()) {
    if (seen.has(kindOf(next))) continue
    seen.add(kindOf(next))
    await page.goto(next)
    const title = page.getByRole('heading', { level: 1 })
    await expect(title).not.toBeEmpty()
    await expect(page.locator('main .skeleton')).toHaveCount(0)
    await expect(title, next).not.toHaveText(lost)
    waiting.push(...(await linksOf(page)))
  }
  return [...seen]
}

test('every link leads to a page, in both languages', async ({ page, authority }) => {
  await logIn(page, authority, people.applicant)
  await fileReissue(page, people.applicant.password, 'www.example.jp', 'www.example.jp-2')
  const seen = await follow(page, 'ページが見つかりません')
  expect(seen).toContain('/applications/ID')
  expect(seen).toContain('/contracts/ID/revocation')
  await page.getByRole('button', { name: 'English' }).click()
  expect(await follow(page, 'Page not found')).toEqual(seen)
})
