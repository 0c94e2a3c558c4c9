import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  type Authority,
  certificateFiles,
  expect,
  isOnItsCrl,
  logIn,
  logInOfficer,
  lookAt,
  officers,
  people,
  test,
} from '@madoguchi/testkit'
import type { Browser, Page } from '@playwright/test'

const csr = readFileSync(
  resolve(import.meta.dirname, '../../../example/requests/www.example.jp-2.csr'),
  'utf8',
)

/** Another person's browser, with nothing of the first one's. */
async function another(browser: Browser, authority: Authority): Promise<Page> {
  const context = await browser.newContext({
    baseURL: authority.portal,
    locale: 'ja-JP',
    viewport: { width: 1280, height: 900 },
  })
  return context.newPage()
}

async function fileReissue(page: Page) {
  await page.getByRole('link', { name: /^詳細: .*www\.example\.jp/ }).click()
  await page.getByRole('link', { name: /^再発行申請/ }).click()
  await page.getByRole('button', { name: '申請を始める' }).click()
  await page.getByLabel('サーバーの故障・入れ替え').check()
  await page.getByRole('button', { name: '次へ' }).click()
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate(value => navigator.clipboard.writeText(value), csr)
  await page.getByLabel(/^CSR\(/).focus()
  await page.keyboard.press('ControlOrMeta+V')
  await expect(page.getByText('このCSRで申請できます')).toBeVisible()
  await page.getByRole('button', { name: '次へ' }).click()
  await page.getByLabel('後日失効').check()
  await page.getByRole('button', { name: '次へ' }).click()
  await page.getByLabel('利用規約に同意します').check()
  await page.getByRole('button', { name: '申込' }).click()
  const dialog = page.getByRole('dialog', { name: 'パスワードの確認' })
  await dialog.getByLabel('パスワード').fill(people.applicant.password)
  await dialog.getByRole('button', { name: '続ける' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('再発行申請を受け付けました')
}

async function tickEverything(page: Page) {
  const list = page.getByRole('region', { name: 'チェックリスト' })
  const left = list.getByRole('status')
  while (!(await left.textContent())?.includes('すべて確認済み')) {
    const before = await left.textContent()
    const item = list
      .getByRole('listitem')
      .filter({ has: page.getByRole('button', { name: /^(確認した|記録して確認する)/ }) })
      .first()
    const source = item.getByLabel('確認した資料・出典')
    if (await source.count()) await source.fill('公的な登記の写し(検証用)')
    await item.getByRole('button').last().click()
    await expect(left).not.toHaveText(before ?? '')
  }
}

const moveClock = async (page: Page, days: number) => {
  const { now } = (await (await page.request.get('/api/v1/example/clock')).json()) as { now: string }
  const then = new Date(Date.parse(now) + days * 86_400_000 + 60_000).toISOString().replace(/\.\d+Z/, 'Z')
  const answer = await page.request.post('/api/v1/example/clock', {
    data: { now: then },
    headers: { 'X-Madoguchi': '1' },
  })
  expect(answer.ok()).toBe(true)
}

test('a reissue from the form to the CRL: filed, reviewed, approved by another, issued, the old one revoked (R37, R66, R102, R103, R121)', async ({
  page,
  browser,
  authority,
}) => {
  await logIn(page, authority, people.applicant)
  await fileReissue(page)

  const desk = await another(browser, authority)
  await logInOfficer(desk, authority, officers.reviewer)
  await desk.getByRole('link', { name: /審査: 再発行申請/ }).click()
  await expect(desk.getByRole('heading', { level: 1 })).toContainText('再発行申請 www.example.jp')
  await expect(desk.getByRole('table', { name: '' }).first()).toBeVisible()
  await lookAt(desk, 'desk-review-1-new')
  await desk.getByRole('button', { name: /^審査を始める: 再発行申請 www\.example\.jp/ }).click()
  await expect(desk.getByText('審査中').first()).toBeVisible()
  await expect(desk.getByText('あなたが作業中です')).toBeVisible()
  // What cannot be done yet says why.
  await desk.getByText('できない理由').click()
  await expect(desk.locator('details[open]')).toContainText('審査を完了する')
  await tickEverything(desk)
  await lookAt(desk, 'desk-review-2-ticked')
  await desk.getByRole('button', { name: /^審査を完了する: / }).click()
  const pass = desk.getByRole('dialog')
  await pass.getByLabel('ない', { exact: true }).check()
  await lookAt(desk, 'desk-review-3-cause')
  await pass.getByRole('button', { name: /^審査を完了する: / }).click()
  await expect(desk.getByText('審査完了').first()).toBeVisible()
  // The reviewer is not the approver: no button, but the reason.
  await expect(desk.getByRole('button', { name: /^承認する/ })).toHaveCount(0)

  // Another officer, by keyboard: `a` opens the sheet that says what will happen.
  const second = await another(browser, authority)
  await logInOfficer(second, authority, officers.approver)
  await second.getByRole('link', { name: /承認: 再発行申請/ }).click()
  await expect(second.getByRole('button', { name: /^承認する: / })).toBeVisible()
  await second.keyboard.press('a')
  const sheet = second.getByRole('dialog')
  // The dangerous button is not the one that Enter would press.
  await expect(sheet.getByRole('button', { name: 'やめる' })).toBeFocused()
  await expect(sheet).toContainText(/発行から14日後\(今発行すれば .*日本時間\)\)に失効します/)
  await expect(sheet).toContainText('証明書に入る名前(1件): www.example.jp')
  await expect(sheet).toContainText('EV 2.0')
  await lookAt(second, 'desk-review-4-approve')
  await sheet.getByRole('button', { name: /^承認する: .*www\.example\.jp/ }).click()
  await expect(second.getByText('発行した証明書')).toBeVisible({ timeout: 60_000 })
  await lookAt(second, 'desk-review-5-issued')
  await second.getByRole('button', { name: 'English' }).click()
  await lookAt(second, 'desk-review-5-issued-en')

  // The customer takes the certificate; OpenSSL reads it.
  await authority.mail(/発行/)
  const contracts = (await (await page.request.get('/api/v1/contracts?q=www.example.jp')).json()) as {
    contracts: { id: string }[]
  }
  const files = await certificateFiles(page, authority, contracts.contracts[0]?.id ?? '')
  const [old = '', fresh = ''] = files.slice(-2)
  const said = execFileSync('openssl', ['x509', '-noout', '-subject', '-in', fresh], { encoding: 'utf8' })
  expect(said).toContain('www.example.jp')

  // Fourteen days later the old one is on its CRL, and the new one is not.
  await moveClock(page, 14)
  await expect.poll(() => isOnItsCrl(page, authority, old), { timeout: 60_000 }).toBe(true)
  expect(await isOnItsCrl(page, authority, fresh)).toBe(false)
})
