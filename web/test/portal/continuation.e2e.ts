import {
  expect,
  LoggedInOfficer,
  logIn,
  lookAt,
  officers,
  paste,
  people,
  requestFor,
  test,
} from '@madoguchi/testkit'
import { fileReissue } from './filing.ts'

test('継続発行 by the same short pages, from the menu to the receipt (R57, R68)', async ({
  page,
  context,
  authority,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await logIn(page, authority, people.secondApplicant)
  await page
    .getByRole('link', { name: /api\.example\.com/ })
    .first()
    .click()
  await page.getByRole('link', { name: /^(継続発行|Continuation)/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('継続発行')
  await page.getByRole('button', { name: '申請を始める' }).click()
  await page.getByRole('button', { name: '次へ' }).click()
  await expect(page.getByRole('group', { name: /再発行の理由/ })).toHaveCount(0)
  await paste(page, requestFor('api.example.com-2'))
  await expect(page.getByText('このCSRで申請できます')).toBeVisible()
  await page.getByRole('button', { name: '次へ' }).click()
  await page.getByLabel('利用規約に同意します').check()
  await lookAt(page, 'continuation-check')
  await page.getByRole('button', { name: '申込' }).click()
  await page.getByRole('dialog').getByLabel('パスワード').fill(people.secondApplicant.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('継続発行の申請を受け付けました')
  await page.getByRole('link', { name: '申請の状況を見る' }).click()
  await expect(page.getByText('お客様の承認待ち').first()).toBeVisible() // R8
})

test('a reissue sent back is corrected in its own pages, filled with what was filed (R56, R94, R98)', async ({
  page,
  context,
  authority,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await logIn(page, authority, people.applicant)
  const filed = await fileReissue(page, people.applicant.password, 'www.example.jp', 'www.example.jp-2')
  const officer = await LoggedInOfficer.logIn(authority, officers.reviewer)
  await officer.step(filed.application, 'start-review')
  await officer.step(filed.application, 'send-back', { customer_text: '新しい鍵のCSRをお願いします。' })
  await page.goto(`/applications/${filed.application}`)
  await page.getByRole('link', { name: '修正して再提出する' }).click()
  await expect(page.getByText('新しい鍵のCSRをお願いします。')).toBeVisible()
  await page.getByRole('button', { name: '申請を始める' }).click()
  await expect(page.getByLabel('サーバーの故障・入れ替え')).toBeChecked()
  await page.getByRole('button', { name: '次へ' }).click()
  await paste(page, requestFor('www.example.jp-3'))
  await expect(page.getByText('このCSRで申請できます')).toBeVisible()
  await page.getByRole('button', { name: '次へ' }).click()
  await expect(page.getByLabel('後日失効')).toBeChecked()
  await page.getByRole('button', { name: '次へ' }).click()
  await page.getByLabel('利用規約に同意します').check()
  await page.getByRole('button', { name: '申込' }).click()
  await expect(page.getByText(filed.number)).toBeVisible() // the same application goes on
  await page.getByRole('link', { name: '申請の状況を見る' }).click()
  await expect(page.locator('[aria-current=step]')).toContainText('現在: 受理')
})
