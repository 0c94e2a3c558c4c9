import { expect, logIn, lookAt, people, test } from '@madoguchi/testkit'
import type { Route } from '@playwright/test'

test('login with password and mailed code, then the list of contracts (R1-R3, R19, R114)', async ({
  page,
  authority,
}) => {
  // Without a session the login page comes first, and nothing of another page before it.
  const asked = Promise.withResolvers<Route>()
  await page.route('**/api/v1/session', asked.resolve)
  await page.goto('/contracts')
  const question = await asked.promise
  await expect(page.locator('main')).toHaveCount(1)
  await expect(page.locator('header, nav, h1, a')).toHaveCount(0)
  await question.continue()
  await page.waitForURL('**/login?next=%2Fcontracts')
  await page.unroute('**/api/v1/session')
  await lookAt(page, 'login')
  await page.locator('#login_id').fill('reiji')
  await page.locator('#password').fill('wrong')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('ログインIDまたはパスワードが違います')
  await expect(page.getByRole('alert')).toBeFocused()
  await expect(page).toHaveTitle(/^エラー: /)
  await expect(page.locator('#login_id')).toHaveValue('reiji') // what was typed is not lost
  await lookAt(page, 'login-wrong')

  await page.locator('#password').fill(people.applicant.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('ワンタイムパスワードの入力')
  await lookAt(page, 'login-code')
  // In the other language the same attempt goes on.
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('ワンタイムパスワードの入力')
  await lookAt(page, 'login-code-en')
  await page.getByRole('button', { name: '日本語' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('ワンタイムパスワードの入力')
  await page.locator('#code').fill('00000000')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('残り4回')
  await expect(page.getByRole('alert')).toBeFocused()
  await page.locator('#code').fill(await authority.code())
  await page.keyboard.press('Enter')

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('契約一覧')
  await expect(page).toHaveURL(/\/contracts$/)
  await expect(page.getByRole('row')).toHaveCount(3) // a head and the example's two contracts
  await expect(page.getByRole('row').nth(1)).toContainText('shop.example.jp')
  await lookAt(page, 'contracts')

  // Who is logged in and the list come with the page itself, in its language: nothing is asked for before it is shown.
  const calls: string[] = []
  page.on('request', request => request.url().includes('/api/') && calls.push(request.url()))
  await page.goto('/')
  await expect(page.getByRole('row').nth(1)).toContainText('shop.example.jp')
  expect(calls).toEqual([])
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Contracts')
  await page.reload()
  await expect(page.getByRole('row').nth(1)).toContainText('shop.example.jp')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Contracts')
  await lookAt(page, 'contracts-en')

  // On a telephone the page comes first; the menu opens on demand, and closes behind what was chosen.
  await page.setViewportSize({ width: 320, height: 720 })
  const applications = page.getByRole('link', { name: 'Applications', exact: true })
  await expect(applications).toBeHidden()
  await page.getByRole('button', { name: 'Menu' }).click()
  await lookAt(page, 'menu-en')
  await applications.click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Applications')
  await expect(applications).toBeHidden()
})

test('filters stand in the address; a filter without hits offers a way back', async ({ page, authority }) => {
  await logIn(page, authority, people.applicant)
  await page.getByRole('searchbox').fill('shop')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\?q=shop$/)
  await expect(page.getByRole('row')).toHaveCount(2)
  await page.getByRole('link', { name: '契約が30日以内に終了' }).click()
  await expect(page.getByText('条件に合う契約はありません')).toBeVisible()
  await lookAt(page, 'contracts-no-hits')
  await page.goBack()
  await expect(page.getByRole('row')).toHaveCount(2)
})

test('two minutes before the session ends one is told; one press goes on, and after its end the login comes over the page (R6)', async ({
  page,
  authority,
}) => {
  const nearlyAnHour = 58 * 60 + 15
  await page.clock.install({ time: new Date('2001-01-01T00:00:00Z') }) // the browser's clock is wrong by decades
  await logIn(page, authority, people.applicant)
  await page.getByRole('searchbox').fill('shop')
  await authority.moveOn(nearlyAnHour)
  await page.clock.fastForward(nearlyAnHour * 1000)
  const warning = page.getByRole('dialog', { name: 'まもなくログアウトします' })
  await expect(warning.getByRole('timer')).toHaveText(/^残り 1分\d+秒$/)
  await expect(warning.getByRole('button', { name: '続ける' })).toBeFocused()
  await lookAt(page, 'session-ending')
  await page.keyboard.press('Enter')
  await expect(warning).toBeHidden()
  await expect(page.getByRole('searchbox')).toHaveValue('shop')

  await authority.moveOn(nearlyAnHour)
  await page.clock.fastForward(nearlyAnHour * 1000)
  await expect(warning).toBeVisible()
  await authority.moveOn(120)
  await page.clock.fastForward(120_000)
  const login = page.getByRole('dialog', { name: 'もう一度ログインしてください' })
  await expect(warning).toBeHidden()
  await login.getByLabel('パスワード').fill(people.applicant.password)
  await page.keyboard.press('Enter')
  await login.getByLabel('ワンタイムパスワード').fill(await authority.code())
  await page.keyboard.press('Enter')
  await expect(login).toBeHidden()
  await expect(page.getByRole('searchbox')).toHaveValue('shop')
})
