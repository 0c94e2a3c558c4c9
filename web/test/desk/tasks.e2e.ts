import { expect, LoggedInOfficer, logInOfficer, lookAt, officers, test } from '@madoguchi/testkit'
import type { Locator, Page } from '@playwright/test'

test.slow() // looked at state by state

interface Line {
  id: string
  common_name: string
  certificates: { id: string; common_name: string }[]
}

/** What waits for the desk: a contact change to be reviewed, a revocation to be called for, an enquiry. */
async function fill(desk: LoggedInOfficer) {
  const { body } = await desk.call('GET', '/contracts')
  const contract = (body.contracts as Line[]).find(line => line.common_name === 'www.example.jp')
  const contacts = { technical: { department: '基盤部' } }
  await desk.call('POST', `/contracts/${contract?.id}/contact-changes`, { body: { contacts } })
  const { certificates } = (await desk.call('GET', `/contracts/${contract?.id}`)).body as unknown as Line
  await desk.call('POST', `/contracts/${contract?.id}/revocations`, {
    body: {
      scope: 'certificate',
      certificate: certificates[0]?.id,
      reason: 'cessation_of_operation',
      reason_text: 'サーバーを廃止したため',
      understood: true,
      typed_dns_name: 'www.example.jp',
    },
  })
}

/** Chooses by the beginning of an option: an officer by name, whatever the roles. */
async function choose(select: Locator, name: string) {
  const value = await select.locator('option', { hasText: name }).getAttribute('value')
  await select.selectOption(value)
}

const rows = (page: Page) => page.getByRole('row').filter({ has: page.getByRole('cell') })

test('the work list: empty, full, claimed, assigned, handed over; by mouse and by keys (R101)', async ({
  page,
  authority,
}) => {
  await logInOfficer(page, authority, officers.reception)
  await expect(page.getByText('作業はありません')).toBeVisible()
  await lookAt(page, 'desk-tasks-empty')

  await fill(await LoggedInOfficer.logIn(authority, officers.reception))
  await page.reload()
  // The clock of 24 hours comes first, what has none after it.
  await expect(rows(page).first()).toContainText('電話確認: 失効申請')
  await expect(rows(page).last()).toContainText('審査: 担当者変更申請')
  await lookAt(page, 'desk-tasks')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(rows(page).first()).toContainText('Telephone check')
  await lookAt(page, 'desk-tasks-en')
  await page.getByRole('button', { name: '日本語' }).click()

  // Reception puts the review on the reviewer's list; somebody who may not do it is refused at the field.
  const review = rows(page).filter({ hasText: '審査: 担当者変更申請' })
  await review.getByRole('button', { name: /^割り当てを変える: 審査/ }).click()
  const sheet = page.getByRole('dialog')
  await expect(sheet.getByLabel('担当する人')).toBeFocused()
  await choose(sheet.getByLabel('担当する人'), '承認 認子')
  await sheet.getByRole('button', { name: '割り当てを変える', exact: true }).click()
  await expect(sheet.getByRole('alert')).toBeFocused()
  await lookAt(page, 'desk-tasks-assign-refused')
  await choose(sheet.getByLabel('担当する人'), officers.reviewer.name)
  await sheet.getByRole('button', { name: '割り当てを変える', exact: true }).click()
  await expect(sheet).toBeHidden()
  await expect(review).toContainText(`${officers.reviewer.name}さんに割り当て`)
  await page.getByRole('link', { name: '未割り当て' }).click()
  await expect(rows(page)).toHaveCount(1)
  await page.getByRole('button', { name: 'ログアウト' }).click()
  await page.waitForURL('**/login')

  // The reviewer, by keys alone: to the line, into one's hands, and at the end of the shift to a colleague.
  await logInOfficer(page, authority, officers.reviewer, '/tasks?holder=mine')
  await expect(rows(page)).toHaveCount(1)
  await page.getByRole('heading', { level: 1 }).focus()
  await page.keyboard.press('j')
  await page.keyboard.press('c')
  await expect(rows(page).first()).toContainText('あなたが作業中')
  await page.keyboard.press('h')
  const over = page.getByRole('dialog', { name: '引き継ぐ' })
  await expect(over.getByLabel('引き継ぐ相手')).toBeFocused()
  await expect(over.getByRole('checkbox', { name: /^審査 / })).toBeChecked()
  await lookAt(page, 'desk-tasks-hand-over')
  await over.getByRole('button', { name: 'すべて引き継ぐ' }).focus()
  await page.keyboard.press('Enter') // to nobody: said at the field
  await expect(over.getByRole('alert')).toBeFocused()
  await choose(over.getByLabel('引き継ぐ相手'), '管理 司')
  await over.getByRole('button', { name: 'すべて引き継ぐ' }).click()
  await expect(over.getByRole('alert')).toBeFocused() // administration does no reviews
  await choose(over.getByLabel('引き継ぐ相手'), '受付 うけ子')
  await over.getByRole('button', { name: 'すべて引き継ぐ' }).click()
  await expect(over).toBeHidden()
  await expect(page.getByText('条件に合う作業はありません')).toBeVisible()
})
