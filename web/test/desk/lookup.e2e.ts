import { expect, logInOfficer, lookAt, officers, test } from '@madoguchi/testkit'

test('search, contract, its events: by keyboard alone (R97, R106, R119)', async ({ page, authority }) => {
  await logInOfficer(page, authority, officers.reception)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('作業一覧')
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.keyboard.type('reiji?j') // letters and "?" stay letters in a field
  await expect(page.getByRole('searchbox')).toHaveValue('reiji?j')
  await page.getByRole('searchbox').fill('レイジ')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/search\?q=/)
  await expect(page.getByRole('heading', { name: '契約(2)' })).toBeVisible()
  await lookAt(page, 'desk-search')
  await page.getByRole('heading', { level: 1 }).focus()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('契約の詳細')
  await expect(page.getByRole('heading', { name: '確認済みの電話番号' })).toBeVisible()
  await expect(page.getByRole('cell', { name: /^03-0000-1001 / }).first()).toBeVisible()
  await lookAt(page, 'desk-contract')

  await page.getByRole('button', { name: '電話番号を登録' }).click()
  await page.getByRole('button', { name: '登録', exact: true }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await lookAt(page, 'desk-number-refused')
  await page.getByLabel('代表電話', { exact: true }).check()
  await page.getByRole('textbox', { name: /^電話番号/ }).fill('03-0000-1099')
  await page.getByRole('textbox', { name: /^確認した資料/ }).fill('例示登記簿 2026-11-01')
  await page.getByRole('button', { name: '登録', exact: true }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  const added = page.getByRole('row').filter({ hasText: '例示登記簿 2026-11-01' })
  await expect(added).toBeVisible()

  // Ending its use asks first, with the focus where Enter changes nothing.
  const end = added.getByRole('button', { name: /^使用終了: .*1099$/ })
  await end.click()
  await expect(page.getByRole('dialog').getByRole('button', { name: 'やめる' })).toBeFocused()
  await lookAt(page, 'desk-number-end')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeHidden()
  await end.click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^使用終了: / })
    .click()
  await expect(added.getByText(/ 終了$/)).toBeVisible()

  await page.getByRole('button', { name: '保留にする' }).click()
  await page.getByRole('textbox', { name: /^理由/ }).fill('本社と支店の言い分が異なる')
  await page.getByRole('dialog').getByRole('button', { name: '保留にする' }).click()
  await expect(page.getByText('この契約は保留中です')).toBeVisible()
  await page.locator('a.chip', { hasText: '出来事' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('出来事')
  await expect(page.getByRole('row').nth(3)).toBeVisible()
  await lookAt(page, 'desk-events')
})

test('figures, calendar, officers, contracts, enquiries; the list of keys, and turning them off', async ({
  page,
  authority,
}) => {
  await logInOfficer(page, authority, officers.administrator, '/figures')
  await expect(page.getByRole('rowheader', { name: '受付中の申請' })).toBeVisible()
  await lookAt(page, 'desk-figures')
  for (const [link, title, picture] of [
    ['カレンダー', 'カレンダー', 'desk-calendar'],
    ['担当', '担当', 'desk-officers'],
    ['契約', '契約一覧', 'desk-contracts'],
    ['お問い合わせ', 'お問い合わせ', 'desk-enquiries'],
  ] as const) {
    await page
      .getByRole('navigation', { name: 'メニュー' })
      .getByRole('link', { name: link, exact: true })
      .click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
    await lookAt(page, picture)
  }
  await page.keyboard.press('?')
  const keys = page.getByRole('dialog', { name: 'キー操作' })
  await expect(keys).toBeVisible()
  await lookAt(page, 'desk-keys')
  await keys.getByLabel('1文字のキー操作を使わない').check()
  await keys.getByRole('button', { name: '閉じる' }).click()
  await page.keyboard.press('?')
  await expect(keys).toBeHidden()
  await page.keyboard.press('/')
  await expect(page).toHaveURL(/\/enquiries/)
})
