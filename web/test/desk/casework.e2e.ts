import {
  type Authority,
  expect,
  LoggedInOfficer,
  logInOfficer,
  lookAt,
  type Officer,
  officers,
  people,
  test,
} from '@madoguchi/testkit'
import type { Page } from '@playwright/test'

test.slow() // three officers, looked at state by state

/** The next officer at the same desk. */
async function change(page: Page, authority: Authority, officer: Officer, next = '/tasks') {
  await page.getByRole('button', { name: 'ログアウト' }).click()
  await page.waitForURL('**/login')
  await logInOfficer(page, authority, officer, next)
}

test('a lost mailbox, a misspelt contact, a revocation of our own: opened by one, decided by another (R9, R38, R105)', async ({
  page,
  authority,
}) => {
  // Reception finds the account and opens the recovery.
  await logInOfficer(page, authority, officers.reception, '/accounts')
  await page.getByLabel('ログインID').fill(people.applicant.loginId)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 2, name: people.applicant.loginId })).toBeVisible()
  // A password is set: there is nothing to be sent again. What may be done comes from the server.
  await expect(page.getByRole('button', { name: '送付先の回復を始める' })).toBeVisible()
  await expect(page.getByRole('button', { name: '初回パスワードのリンクを送り直す' })).toHaveCount(0)
  await lookAt(page, 'desk-account', { english: true })
  await page.getByRole('button', { name: '送付先の回復を始める' }).click()
  const open = page.getByRole('dialog')
  await expect(open.getByLabel('新しい送付先')).toBeFocused()
  await open.getByRole('button', { name: '送付先の回復を始める' }).click()
  await expect(open.getByRole('alert')).toBeFocused()
  await open.getByLabel('新しい送付先').fill('hanako.new@reiji.example')
  await open.getByLabel('どのように申し出があったか(社内)').fill('代表電話より。退職者の受信箱だった')
  await open.getByRole('button', { name: '送付先の回復を始める' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('送付先の回復')
  await expect(page.getByText('電話確認待ち')).toBeVisible()
  const recovery = new URL(page.url()).pathname

  // The caller comes to it from the work list, and calls one of the numbers on file.
  await change(page, authority, officers.caller)
  await page.getByRole('row').getByRole('link', { name: '送付先の回復' }).click()
  await expect(page.getByRole('button', { name: '電話の結果を記録する' })).toBeVisible()
  await lookAt(page, 'desk-recovery-1-call')
  await page.getByRole('button', { name: '電話の結果を記録する' }).click()
  await expect(page.getByRole('alert')).toBeFocused()
  await page.getByRole('radio').first().check()
  await page.getByLabel('変更に同意した').check()
  await page.getByLabel('話した相手の氏名').fill('例示 花子')
  await page.getByRole('button', { name: '電話の結果を記録する' }).click()
  await expect(page.getByText('電話確認済(承認待ち)')).toBeVisible()

  // The second officer: the sheet opens where Enter decides nothing.
  await change(page, authority, officers.approver, recovery)
  await page.getByRole('button', { name: '同意して送付先を hanako.new@reiji.example に変える' }).click()
  const agree = page.getByRole('dialog')
  await expect(agree.getByRole('button', { name: 'やめる' })).toBeFocused()
  await lookAt(page, 'desk-recovery-2-agree')
  await agree.getByRole('button', { name: /^同意して送付先を/ }).click()
  await expect(page.getByText('完了', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'English' }).click()
  await lookAt(page, 'desk-recovery-3-done-en')
  await page.getByRole('button', { name: '日本語' }).click()
  await authority.mail(/お電話での確認のうえ/)

  // The same officer proposes a revocation; nothing is preselected, and nobody agrees with himself.
  await page.goto(`${authority.desk}/contracts`)
  await page
    .getByRole('link', { name: /www\.example\.jp/ })
    .first()
    .click()
  await page
    .getByRole('button', { name: /^弊社の判断による失効: www\.example\.jp/ })
    .first()
    .click()
  const revoke = page.getByRole('dialog')
  await expect(revoke.getByLabel('24時間以内')).toBeFocused()
  await expect(revoke.getByRole('radio', { checked: true })).toHaveCount(0)
  await revoke.getByRole('button', { name: /の失効を提案する$/ }).click()
  await expect(revoke.getByRole('alert')).toBeFocused()
  await lookAt(page, 'desk-revoke-1-refused')
  await revoke.getByLabel('5日以内').check()
  await revoke.getByLabel('失効リストに載せる理由').selectOption('privilege_withdrawn')
  await revoke.getByLabel('確認した事実(社内の記録)').fill('記載内容の誤りを登記簿で確認した')
  await revoke.getByRole('button', { name: /の失効を提案する$/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('緊急失効')
  await expect(page.getByRole('button', { name: /^2人目として同意する/ })).toHaveCount(0)

  // Another officer sees the mail, and agrees.
  const application = new URL(page.url()).pathname
  await change(page, authority, officers.caller, application)
  await page.getByRole('button', { name: /^2人目として同意する/ }).click()
  const second = page.getByRole('dialog')
  await expect(second.getByRole('region', { name: 'お客様へのメール' })).toContainText('登録担当者')
  await lookAt(page, 'desk-revoke-2-agree')
  await expect(second).toContainText('失効は元に戻せません')
  await second.getByRole('button', { name: /^同意して www\.example\.jp\(.*を失効させる$/ }).click()
  await expect(second).toBeHidden()
  await expect(page.getByText('完了').first()).toBeVisible()

  // Reception mends a misspelt name; the old and the new one stand in the history.
  await change(page, authority, officers.reception, '/contracts')
  await page
    .getByRole('link', { name: /www\.example\.jp/ })
    .first()
    .click()
  await page.getByRole('button', { name: '登録内容の修正: 技術担当者' }).click()
  const correct = page.getByRole('dialog')
  await expect(correct.getByLabel('法人名')).toBeFocused()
  await correct.getByLabel('電話番号').fill('12')
  await correct.getByRole('button', { name: '登録内容を修正する' }).click()
  await expect(correct.getByRole('alert')).toBeFocused()
  await lookAt(page, 'desk-correct-refused')
  await correct.getByLabel('電話番号').fill('03-0000-1077')
  // A colleague was quicker: said calmly, nothing typed is lost, and pressed again it is corrected.
  const contract = new URL(page.url()).pathname
  const colleague = await LoggedInOfficer.logIn(authority, officers.reviewer)
  const { etag } = await colleague.call('GET', contract)
  await colleague.call('PATCH', `${contract}/contacts/billing`, {
    headers: { 'If-Match': etag },
    body: { department: '経理課' },
  })
  await correct.getByRole('button', { name: '登録内容を修正する' }).click()
  await expect(correct.getByRole('alert')).toContainText('他の担当者が更新しました')
  await expect(correct.getByLabel('電話番号')).toHaveValue('03-0000-1077')
  await correct.getByRole('button', { name: '登録内容を修正する' }).click()
  await expect(correct).toBeHidden()
  await expect(page.getByText('経理課').first()).toBeVisible()
  await expect(page.getByText(/1077$/).first()).toBeVisible()
})
