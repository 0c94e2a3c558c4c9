import { bodiesSent, expect, logIn, lookAt, paste, people, requestFor, test } from '@madoguchi/testkit'
import type { Page } from '@playwright/test'

/** The password once more, over the page that stays as it is (R6). */
async function confirmPassword(page: Page) {
  const dialog = page.getByRole('dialog', { name: 'パスワードの確認' })
  await lookAt(page, 'reissue-6-password')
  await dialog.getByLabel('パスワード').fill(people.applicant.password)
  await dialog.getByRole('button', { name: '続ける' }).click()
}

test('再発行申請 from the menu to the receipt (R46-R49, R58-R60, R65, R120)', async ({
  page,
  context,
  authority,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await logIn(page, authority, people.applicant)
  await page.getByRole('link', { name: /^詳細: .*www\.example\.jp/ }).click()
  await page.getByRole('link', { name: /^再発行申請/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('再発行申請')
  await lookAt(page, 'reissue-1-before')
  await page.getByRole('button', { name: '申請を始める' }).click()

  // Nothing is chosen for the person; what is missing is said, and leads to its field.
  await page.getByRole('button', { name: '次へ' }).click()
  await expect(page.getByRole('alert')).toContainText('再発行の理由を選んでください')
  await expect(page.getByRole('alert')).toBeFocused()
  await lookAt(page, 'reissue-2-reason-missing')
  await page.getByLabel('サーバーの故障・入れ替え').check()
  await page.getByRole('button', { name: '次へ' }).click()

  // A CSR of somebody else's names: every difference beside the contract, and the command that mends it.
  await paste(page, requestFor('shop.example.jp-2'))
  await expect(page.getByText(/このCSRでは申請できません/)).toBeVisible()
  await expect(page.locator('.notice').getByText(/^openssl req -new/)).toBeVisible()
  await lookAt(page, 'reissue-3-csr-differs')
  await page.getByRole('button', { name: '次へ' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  // A private key is refused before anything is sent.
  const sent = await bodiesSent(page)
  await paste(
    page,
    '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----\n',
  )
  await expect(page.getByText('秘密鍵が含まれていたため')).toBeVisible()
  await expect(page.getByLabel(/^CSR\(/)).toHaveValue('')
  const holding = (text: string) => sent().filter(body => body.includes(text)).length
  // The right one.
  await paste(page, requestFor('www.example.jp-2'))
  await expect(page.getByText('このCSRで申請できます')).toBeVisible()
  expect(holding('CERTIFICATE REQUEST')).toBeGreaterThan(0)
  expect(holding('PRIVATE') + holding('MIIEvQ')).toBe(0)
  await lookAt(page, 'reissue-3-csr')
  await page.getByRole('button', { name: '次へ' }).click()

  await expect(page.getByText(/今発行された場合: .*日本時間/)).toBeVisible()
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0)
  await page.getByLabel('後日失効').check()
  await lookAt(page, 'reissue-4-end')
  // With an unusable certificate it ends at once, and the page says why (R61).
  await page.goBack()
  await page.goBack()
  await page.getByLabel('発行された証明書が利用できない').check()
  await page.goForward()
  await page.goForward()
  await expect(page.getByLabel('後日失効')).toBeDisabled()
  await expect(page.getByText('の場合は選べません')).toBeVisible()
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0)
  await lookAt(page, 'reissue-4-end-at-once')
  await page.goBack()
  await page.goBack()
  await page.getByLabel('サーバーの故障・入れ替え').check()
  await page.goForward()
  await page.goForward()
  await page.getByLabel('後日失効').check()
  await page.getByRole('button', { name: '次へ' }).click()

  // What the server refuses leads back to its page, which says it, and is said no more once it is mended (R61, R63).
  await lookAt(page, 'reissue-5-check')
  await page.getByRole('button', { name: '変更:再発行の理由' }).click()
  await page.getByLabel('その他').check()
  await page.goBack()
  await page.getByLabel('利用規約に同意します').check()
  await page.getByRole('button', { name: '申込' }).click()
  await confirmPassword(page)
  await expect(page.getByRole('heading', { level: 2, name: '理由' })).toBeVisible()
  await expect(page.getByRole('alert')).toBeFocused()
  await page.getByRole('alert').getByRole('link').click()
  await expect(page.getByLabel(/^理由の説明/)).toBeFocused()
  await lookAt(page, 'reissue-2-reason-refused')
  await page.getByLabel('サーバーの故障・入れ替え').check()
  for (const heading of ['CSR', '利用中の証明書の失効', '申請内容の確認']) {
    await page.getByRole('button', { name: '次へ' }).click()
    await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText(heading)
    await expect(page.getByRole('alert')).toHaveCount(0)
  }
  await page.getByLabel('利用規約に同意します').uncheck()
  await page.getByRole('button', { name: '申込' }).click()
  await expect(page.getByRole('alert')).toContainText('利用規約')
  await page.getByLabel('利用規約に同意します').check()
  // Back and forth loses nothing.
  await page.goBack()
  await expect(page.getByLabel('後日失効')).toBeChecked()
  await page.goForward()
  await page.getByRole('button', { name: '申込' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('再発行申請を受け付けました')
  const number = (await page.locator('.facts .mono').first().textContent()) ?? ''
  expect(number).toMatch(/^[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}$/)
  await lookAt(page, 'reissue-7-receipt')
  expect(await authority.mail(new RegExp(number))).toContain('再発行')
  await page.getByRole('link', { name: '契約の詳細へ戻る' }).click()
  await expect(page.getByRole('article').filter({ hasText: number })).toContainText('受理')
})
