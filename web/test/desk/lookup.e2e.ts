import {
  type Authority,
  expect,
  LoggedInOfficer,
  logInOfficer,
  lookAt,
  officers,
  test,
} from '@madoguchi/testkit'
import type { Page } from '@playwright/test'

interface Hold {
  id: string
  etag: string
}

/** Two officers lift a hold; what colleagues did meanwhile is said calmly, and nothing typed is lost (R122). */
async function liftHold(page: Page, authority: Authority) {
  const contract = new URL(page.url()).pathname
  const hold = async (by: LoggedInOfficer) =>
    ((await by.call('GET', `${contract}/holds`)).body.holds as Hold[])[0] as Hold
  const proposeLift = async (by: LoggedInOfficer) => {
    const { id, etag } = await hold(by)
    await by.call('POST', `/holds/${id}/propose-lift`, {
      headers: { 'If-Match': etag },
      body: { document: '代表者の書面 2026-11-02', document_sha256: 'a'.repeat(64) },
    })
  }
  const reviewer = await LoggedInOfficer.logIn(authority, officers.reviewer)
  const approver = await LoggedInOfficer.logIn(authority, officers.approver)
  const open = page.getByRole('button', { name: '解除を提案' })
  await open.click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('代表者の書面').fill('代表者の書面 2026-11-01')
  const file = { name: '書面.pdf', mimeType: 'application/pdf', buffer: Buffer.from('例示の書面') }
  await sheet.getByLabel('書面のファイル').setInputFiles(file)
  await expect(sheet.getByText(/^[0-9a-f]{64}$/)).toBeVisible()
  await proposeLift(reviewer)
  await sheet.getByRole('button', { name: '解除を提案' }).click()
  await expect(sheet.getByRole('alert')).toContainText('他の担当者が更新しました')
  await expect(sheet.getByLabel('代表者の書面')).toHaveValue('代表者の書面 2026-11-01')
  await lookAt(page, 'desk-hold-changed')
  await sheet.getByRole('button', { name: '解除を提案' }).click()
  await expect(sheet.getByRole('alert')).not.toContainText('他の担当者が更新しました') // proposed already
  await sheet.getByRole('button', { name: 'やめる' }).click()
  await expect(open).toBeHidden()

  await expect(page.getByText(/審査 見太郎さんが解除を提案しています/)).toBeVisible()
  const { id, etag } = await hold(approver)
  await approver.call('POST', `/holds/${id}/return-lift`, { headers: { 'If-Match': etag } })
  await proposeLift(approver)
  const agree = page.getByRole('button', { name: '解除に同意する' })
  await agree.click()
  await expect(page.getByRole('alert')).toContainText('他の担当者が更新しました')
  await expect(page.getByText(/承認 認子さんが解除を提案しています/)).toBeVisible()
  await agree.click()
  await expect(page.getByText('解除済')).toBeVisible()
  await expect(page.getByText('この契約は保留中です')).toBeHidden()
}

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
  await lookAt(page, 'desk-search', { english: true })
  await page.getByRole('heading', { level: 1 }).focus()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('契約の詳細')
  await expect(page.getByRole('heading', { name: '確認済みの電話番号' })).toBeVisible()
  await expect(page.getByRole('cell', { name: /^03-0000-1001 / }).first()).toBeVisible()
  await lookAt(page, 'desk-contract', { english: true })

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
  // Once is enough: the server says so in the button's place, where the focus stays.
  await expect(page.getByRole('button', { name: '保留にする' })).toHaveCount(0)
  await expect(page.getByText('この契約の手続きは、すでに停止しています。')).toBeFocused()
  await liftHold(page, authority)
  await page.locator('a.chip', { hasText: '出来事' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('出来事')
  // A line each, the newest first; what is recorded is folded below it, and looks in one go are one line.
  const lifted = page.getByRole('main').getByRole('listitem').filter({ hasText: '保留を解除した' })
  await expect(lifted).toBeVisible()
  await expect(lifted.getByText('hold.lifted')).toBeHidden()
  await lookAt(page, 'desk-events')
  await lifted.locator('summary').focus()
  await page.keyboard.press('Enter')
  await expect(lifted.getByText('hold.lifted')).toBeVisible()
  await lookAt(page, 'desk-events-one', { english: false })
  const looks = page.getByRole('listitem').filter({ hasText: /閲覧 \d+件/ })
  await expect(looks.first().getByText('契約を見た').first()).toBeHidden()
  await page.getByRole('button', { name: '詳細をすべて開く' }).press('Enter')
  await expect(looks.first().getByText('contract.viewed').first()).toBeVisible()
  await expect(page.getByText('hold.placed')).toBeVisible()
  await page.getByRole('button', { name: '詳細をすべて閉じる' }).press('Enter')
  await expect(page.getByText('hold.placed')).toBeHidden()

  // Who is no administrator reads the calendar, and why it cannot be changed.
  await page.getByRole('link', { name: 'カレンダー' }).click()
  const changes = page.getByRole('heading', { name: '窓口で決めた変更' })
  await expect(changes).toBeVisible()
  await expect(page.getByText('この操作を行う権限がありません')).toBeVisible()
  await expect(page.getByRole('button', { name: '1日の営業を変える' })).toHaveCount(0)
})

/** A day closed and opened again, other hours and the usual ones again; each refusal at its field (R127). */
async function changeCalendar(page: Page) {
  const sheet = page.getByRole('dialog')
  await page.getByRole('link', { name: '次の月' }).click()
  const month = /month=(\d{4}-\d\d)/.exec(page.url())?.[1]
  const worked = page.locator('.month td[data-off=false]').last()
  const number = (await worked.textContent()) ?? ''
  const day = `${month}-${number.padStart(2, '0')}`
  await page.getByRole('button', { name: '1日の営業を変える' }).click()
  const change = sheet.getByRole('button', { name: '1日の営業を変える' })
  await change.click()
  await expect(sheet.getByRole('alert')).toContainText('休業か営業かを選んでください')
  await sheet.getByLabel('休業にする').check()
  await sheet.getByRole('textbox', { name: /^理由/ }).fill('設備の点検')
  await sheet.getByLabel('日', { exact: false }).first().fill('2020-01-06')
  await change.click()
  await expect(sheet.locator('#f-day')).toHaveAttribute('aria-invalid', 'true')
  await lookAt(page, 'desk-calendar-refused')
  await sheet.locator('#f-day').fill(day)
  await change.dblclick()
  await expect(sheet).toBeHidden()
  await expect(page.getByText(/: 休業$/)).toBeVisible()
  await expect(page.getByText('設備の点検')).toBeVisible()
  await expect(page.getByRole('cell', { name: `${number} 休業` })).toBeVisible()
  await lookAt(page, 'desk-calendar-changed', { english: true })
  await page.getByRole('button', { name: /^元に戻す: / }).click()
  await sheet.getByRole('textbox', { name: /^理由/ }).fill('点検は中止')
  await sheet.getByRole('button', { name: '元に戻す' }).click()
  await expect(page.getByText('この月に決めた変更はありません')).toBeVisible()

  await page.getByRole('button', { name: '受付時間を変える' }).click()
  const hours = sheet.getByRole('button', { name: '受付時間を変える' })
  await sheet.getByLabel('開始(日本時間)').fill('16:00')
  await sheet.getByLabel('終了(日本時間)').fill('10:00')
  await hours.click()
  await expect(sheet.locator('#f-calls_until')).toHaveAttribute('aria-invalid', 'true')
  await sheet.getByLabel('開始(日本時間)').fill('10:00')
  await sheet.getByLabel('終了(日本時間)').fill('16:00')
  await hours.click()
  await expect(page.getByText(/10:00 から 16:00 まで/)).toBeVisible()
  await page.getByRole('button', { name: '受付時間を元に戻す' }).click()
  await sheet.getByRole('button', { name: '受付時間を元に戻す' }).click()
  await expect(page.getByText(/09:00 から/)).toBeVisible()
  await expect(page.getByRole('button', { name: '受付時間を元に戻す' })).toBeHidden()
}

test('figures, calendar, officers, contracts, enquiries; the list of keys, and turning them off', async ({
  page,
  authority,
}) => {
  await logInOfficer(page, authority, officers.administrator, '/figures')
  await expect(page.getByRole('rowheader', { name: '受付中の申請' })).toBeVisible()
  await lookAt(page, 'desk-figures', { english: true })
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
    await lookAt(page, picture, { english: true })
  }
  await page.goto(`${authority.desk}/calendar`)
  await expect(page.getByRole('heading', { name: '窓口で決めた変更' })).toBeVisible()
  await changeCalendar(page)
  await page.goto(`${authority.desk}/nowhere`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('ページが見つかりません')
  await lookAt(page, 'desk-not-found', { english: true })
  // A screen that falls over: an answer that is none of ours.
  await page.route('**/api/v1/figures', route => route.fulfill({ json: { figures: 'none' } }))
  await page.goto(`${authority.desk}/figures`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('画面を表示できませんでした')
  await lookAt(page, 'desk-broken', { english: true })
  await page.unroute('**/api/v1/figures')
  await page.goto(`${authority.desk}/enquiries`)
  await expect(page.getByText('お問い合わせはありません')).toBeVisible()
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
