import { expect, lookAt, test } from '@madoguchi/testkit'

test('the guidance page needs no login and shows the policy’s numbers (R126)', async ({ page }) => {
  await page.goto('/guide')
  await expect(page.getByRole('row', { name: /EV 2\.0/ })).toContainText('発行から25日以内に1回')
  await expect(page.getByText('再発行した日時から14日後')).toBeVisible()
  await lookAt(page, 'guide')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^About/)
  await lookAt(page, 'guide-en')
})

test('a leaked key is told of without a login, at any hour (R62, R105)', async ({ page }) => {
  await page.goto('/emergency')
  await expect(page.getByText(/03-0000-0002/)).toBeVisible()
  await page.getByRole('button', { name: '送信する' }).click()
  await expect(page.getByRole('alert')).toBeFocused()
  await lookAt(page, 'emergency-faults')
  await page.getByLabel('証明書のシリアル番号').fill('4d78 5632 e3e3 351b 4946 36eb c527 0b80')
  await page.getByLabel('何が起きたか').fill('公開のリポジトリーに秘密鍵が置かれています。')
  await page.getByLabel('ご連絡先のメールアドレス').fill('finder@example.com')
  await page.getByRole('button', { name: '送信する' }).click()
  await expect(page.getByRole('status').getByText('お知らせを受け付けました')).toBeVisible()
  await lookAt(page, 'emergency-sent')
})
