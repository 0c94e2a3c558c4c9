import { expect, logInOfficer, lookAt, officers, test } from '@madoguchi/testkit'

test('an officer logs in with password and the app’s code, once (R100)', async ({ page, authority }) => {
  const { reviewer } = officers
  await page.goto(`${authority.desk}/tasks`)
  await page.waitForURL('**/login?next=%2Ftasks') // without a session, the login page comes first
  await lookAt(page, 'desk-login', { english: true })
  await page.locator('#login_id').fill(reviewer.loginId)
  await page.locator('#password').fill(reviewer.password)
  await page.locator('#totp').fill('000000')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('いずれかが違います')
  await expect(page).toHaveTitle(/^エラー: /)
  await expect(page.locator('#login_id')).toHaveValue(reviewer.loginId) // what was typed is not lost
  await lookAt(page, 'desk-login-wrong')

  const code = await authority.totp(reviewer)
  await page.locator('#password').fill(reviewer.password)
  await page.locator('#totp').fill(code)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('作業一覧')
  await expect(page.getByText(reviewer.name)).toBeVisible()
  await page.getByRole('button', { name: 'ログアウト' }).click()
  await page.waitForURL('**/login')

  await page.locator('#login_id').fill(reviewer.loginId)
  await page.locator('#password').fill(reviewer.password)
  await page.locator('#totp').fill(code) // the same code again opens nothing
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('コードは1回だけ使えます')
})

test('a session that ends in the middle of a page is mended over it; logging out asks nothing (R6)', async ({
  page,
  authority,
}) => {
  await logInOfficer(page, authority, officers.reception)
  await expect(page.getByText(officers.reception.name)).toBeVisible()
  await page.context().clearCookies()
  await page.getByRole('link', { name: '自分の担当' }).click()
  const dialog = page.getByRole('dialog', { name: 'もう一度ログインしてください' })
  await expect(dialog).toBeVisible()
  await lookAt(page, 'desk-login-again')
  await dialog.getByLabel('パスワード').fill(officers.reception.password)
  await dialog.getByLabel('認証アプリのコード').fill(await authority.totp(officers.reception))
  await dialog.getByRole('button', { name: 'ログイン' }).click()
  await expect(dialog).toBeHidden()
  await expect(page).toHaveURL(/\?holder=mine$/)
  await expect(page.getByText('条件に合う作業はありません')).toBeVisible()

  // Who leaves after the end of the session is asked nothing; with the server away it is said, and the next press leaves.
  const logOut = page.getByRole('button', { name: 'ログアウト' })
  await page.route('**/api/v1/logout', route => route.abort())
  await logOut.click()
  await expect(page.getByRole('alert')).toContainText('サーバーに接続できません')
  await lookAt(page, 'desk-logout-away')
  await page.unroute('**/api/v1/logout')
  await page.goto(`${authority.desk}/search`)
  await page.getByRole('searchbox').fill('shop')
  await page.context().clearCookies()
  await logOut.click()
  await page.waitForURL('**/login')
})

test('two minutes before the session ends the officer is told, and goes on by one press (R6)', async ({
  page,
  authority,
}) => {
  const thirteenMinutes = 13 * 60 + 15
  await page.clock.install()
  await logInOfficer(page, authority, officers.reception, '/search')
  await page.getByRole('searchbox').fill('shop')
  await authority.moveOn(thirteenMinutes)
  await page.clock.fastForward(thirteenMinutes * 1000)
  const warning = page.getByRole('dialog', { name: 'まもなくログアウトします' })
  await expect(warning.getByRole('timer')).toHaveText(/^残り 1分\d+秒$/)
  await expect(warning.getByRole('button', { name: '続ける' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(warning).toBeHidden()
  await expect(page.getByRole('searchbox')).toHaveValue('shop')
})
