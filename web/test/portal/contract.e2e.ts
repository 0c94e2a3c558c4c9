import { expect, logIn, lookAt, people, test } from '@madoguchi/testkit'

test('詳細 shows what was sold, issued and filed, and a menu with reasons (R20-R22)', async ({
  page,
  authority,
}) => {
  await logIn(page, authority, people.applicant)
  await page.getByRole('link', { name: /^詳細: .*www\.example\.jp/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('契約の詳細')
  await expect(page.getByText('EX-2026-0001')).toBeVisible()
  for (const label of ['担当者変更申請', '再発行申請', '失効申請']) {
    await expect(page.getByRole('link', { name: label })).toBeVisible()
  }
  await expect(page.getByRole('heading', { name: '登録担当者' })).toBeVisible()
  await lookAt(page, 'contract')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Contract details')
  await lookAt(page, 'contract-en')
})

test('what cannot be chosen stays in the menu, with its reason (R8, R22)', async ({ page, authority }) => {
  await logIn(page, authority, people.viewer)
  await page.getByRole('link', { name: /^詳細: .*www\.example\.jp/ }).click()
  const menu = page.getByRole('region', { name: '申請を選ぶ' })
  await expect(menu.locator('[data-off]')).toHaveCount(4)
  await expect(menu.locator('[data-off]', { hasText: '再発行申請' })).toContainText('今は選べません')
  await expect(menu.getByRole('link', { name: '再発行申請' })).toHaveCount(0)
  await lookAt(page, 'contract-viewer')
})

test('somebody else’s contract does not exist (R7)', async ({ page, authority }) => {
  await logIn(page, authority, people.applicant)
  await page.goto('/contracts/aaaaaaaaaaaaaaaaaaaaaaaaaa')
  await expect(page.getByRole('alert')).toContainText('見つかりません')
  await lookAt(page, 'contract-unknown')
})
