import { expect, lookAt, test } from '@madoguchi/testkit'

test('every component in every state: light, dark, high contrast, narrow, large', async ({ page }) => {
  await page.goto('/catalogue')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('部品の見本')
  await lookAt(page, 'catalogue', { contrast: true })
  await page.getByRole('button', { name: '確認の画面を開く' }).click()
  await lookAt(page, 'catalogue-dialog', { contrast: true })
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '契約の期間が終わっています' }).click()
  await expect(page.locator('.fault-box')).toBeFocused()
  await page.getByRole('button', { name: '入力欄' }).click()
  await page.locator('.fault-box').getByRole('link', { name: 'チェックを入れて' }).click()
  await expect(page.locator('[aria-invalid=true]:focus')).toHaveAttribute('type', 'checkbox')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Catalogue of components')
  await lookAt(page, 'catalogue-en')
  // What it is printed as: no buttons, nothing cut off.
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('button')).toHaveCount(0)
})
