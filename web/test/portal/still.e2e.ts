import { expect, logIn, paste, people, requestFor, test } from '@madoguchi/testkit'
import type { Locator, Page, Route } from '@playwright/test'
import { contractOf } from './filing.ts'

const PHONE = { width: 320, height: 720 }

/** Answers that come when the test wants them: each call of `url` waits until it is let go. */
async function hold(page: Page, url: RegExp) {
  const held: Route[] = []
  await page.route(url, route => {
    held.push(route)
  })
  return {
    wait: (count: number) => expect.poll(() => held.length, { timeout: 20_000 }).toBe(count),
    letGo: () => Promise.all(held.splice(0).map(route => route.continue())),
    end: () => page.unroute(url),
  }
}

const button = (page: Page, name: string) => page.getByRole('main').getByRole('button', { name, exact: true })

/** Where it stands on the page, however far that is scrolled. */
const placeOf = (shown: Locator) =>
  shown.evaluate(element => {
    const { x, y, width } = element.getBoundingClientRect()
    return { x: x + window.scrollX, y: y + window.scrollY, width }
  })

/** The button is not there while the page waits, so that it cannot move when the answer comes. */
async function expectNotYet(page: Page, name: string) {
  await expect(page.getByRole('main').getByText('読み込んでいます')).toBeAttached()
  await expect(button(page, name)).toHaveCount(0)
}

test('what an answer says late moves no button, and a click meanwhile counts', async ({
  page,
  context,
  authority,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.setViewportSize(PHONE)
  await logIn(page, authority, people.applicant)
  const contract = await contractOf(page, 'www.example.jp')

  // Reissue: telephone numbers, the CSR's inspection, the two ends, the agreement.
  const guidance = await hold(page, /\/api\/v1\/guidance$/)
  const agreement = await hold(page, /\/api\/v1\/agreement$/)
  const inspections = await hold(page, /\/csr-inspections$/)
  await page.goto(`/contracts/${contract.id}/reissue`)
  await guidance.wait(1)
  await expectNotYet(page, '申請を始める')
  await guidance.letGo()
  await button(page, '申請を始める').click()
  await page.getByLabel('サーバーの故障・入れ替え').check()
  await button(page, '次へ').click()

  await paste(page, requestFor('shop.example.jp-2'))
  await inspections.wait(1)
  await expect(page.getByText('確認しています…')).toBeVisible()
  const before = await placeOf(button(page, '次へ'))
  await inspections.letGo()
  await expect(page.getByText(/このCSRでは申請できません\(/)).toBeVisible()
  expect(await placeOf(button(page, '次へ'))).toEqual(before)

  await paste(page, requestFor('www.example.jp-2'))
  await inspections.wait(1)
  const back = await placeOf(button(page, '戻る'))
  await button(page, '次へ').click()
  await expect(button(page, '次へ')).toHaveAttribute('aria-busy', 'true')
  expect(await placeOf(button(page, '戻る'))).toEqual(back)
  await inspections.letGo()

  await expect(page.getByRole('heading', { level: 2 })).toHaveText('利用中の証明書の失効')
  await inspections.wait(2)
  await expectNotYet(page, '次へ')
  await inspections.letGo()
  await page.getByLabel('後日失効').check()
  await button(page, '次へ').click()
  await agreement.wait(1)
  await expectNotYet(page, '申込')
  await agreement.letGo()
  await expect(button(page, '申込')).toBeVisible()

  // Change of contacts: other contracts, the preview.
  await inspections.end()
  const others = await hold(page, /\/api\/v1\/contracts\?/)
  const preview = await hold(page, /\/contact-changes\/preview$/)
  await page.goto(`/contracts/${contract.id}/contact-change`)
  await guidance.wait(1)
  await expectNotYet(page, '次へ')
  await guidance.letGo()
  await others.wait(1)
  await expectNotYet(page, '次へ')
  await others.letGo()
  await page.getByRole('checkbox', { name: /^技術担当者/ }).check()
  await button(page, '次へ').click()
  await page.getByLabel(/部署名/).fill('基盤運用室')
  await button(page, '次へ').click()
  await preview.wait(1)
  await preview.letGo()
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('申込内容の確認')
  await preview.wait(1)
  await expectNotYet(page, '申込')
  await preview.letGo()
  await expect(button(page, '申込')).toBeVisible()

  // Revocation.
  await page.goto(`/contracts/${contract.id}/revocation`)
  await guidance.wait(1)
  await expectNotYet(page, '次へ')
  await guidance.letGo()
  await expect(button(page, '次へ')).toBeVisible()
})
