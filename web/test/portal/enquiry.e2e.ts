import {
  type Authority,
  bodiesSent,
  expect,
  LoggedInOfficer,
  logIn,
  logInOfficer,
  lookAt,
  officers,
  people,
  test,
} from '@madoguchi/testkit'
import type { Page } from '@playwright/test'

/** At the desk: found in the list, answered; a colleague's answer meanwhile is said calmly, and nothing typed is lost. */
async function answerAtDesk(desk: Page, authority: Authority, number: string) {
  await logInOfficer(desk, authority, officers.reception, '/enquiries')
  await desk.getByRole('link', { name: new RegExp(number) }).click()
  await expect(desk.getByRole('heading', { level: 1 })).toHaveText('お問い合わせの詳細')
  await expect(desk.getByText('<script>alert(1)</script>')).toBeVisible()
  const answer = desk.getByLabel('回答の内容')
  const send = desk.getByRole('button', { name: '回答を送信' })
  await send.click()
  await expect(desk.getByRole('alert')).toBeFocused()
  await expect(answer).toHaveAttribute('aria-invalid', 'true')
  await lookAt(desk, 'desk-enquiry', { english: true })
  await answer.fill('お電話でご案内します。')
  await desk.getByLabel('回答と同時に終了する').uncheck()
  const colleague = await LoggedInOfficer.logIn(authority, officers.reviewer)
  const path = new URL(desk.url()).pathname
  const { etag } = await colleague.call('GET', path)
  const body = { text: '承りました。', close: false }
  await colleague.call('POST', `${path}/answer`, { headers: { 'If-Match': etag }, body })
  await send.click()
  await expect(desk.getByRole('alert')).toContainText('他の担当者が更新しました')
  await expect(desk.getByText('承りました。')).toBeVisible()
  await expect(answer).toHaveValue('お電話でご案内します。')
  await send.dblclick()
  await expect(answer).toHaveValue('')
  await expect(desk.locator('.card').last()).toContainText(/承りました。\s+お電話でご案内します。$/) // once
  await desk.getByRole('button', { name: '終了する' }).click()
  await expect(desk.getByText('終了', { exact: true })).toBeVisible()
}

test('over the limit the menu leads to an enquiry that is begun already; the answer comes back (R22, R55, R104)', async ({
  page,
  browser,
  authority,
}) => {
  await logIn(page, authority, people.applicant)
  await page.getByRole('navigation').getByRole('link', { name: 'お問い合わせ' }).click()
  await expect(page.getByText('お問い合わせはまだありません')).toBeVisible()
  await lookAt(page, 'enquiries-none')
  await page.getByRole('link', { name: '契約一覧' }).click()
  await page.getByRole('link', { name: /^詳細: .*shop\.example\.jp/ }).click()
  await page.getByRole('link', { name: 'この内容で問い合わせる' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('お問い合わせの入力')
  await expect(page.getByLabel('期間・回数を過ぎた再発行')).toBeChecked()
  await expect(page.getByLabel('お問い合わせの内容')).toHaveValue(/EX-2026-0002/)
  await expect(page.getByText('shop.example.jp(EX-2026-0002)')).toBeVisible()
  const begun = await page.getByLabel('お問い合わせの内容').inputValue()
  // A private key goes nowhere.
  const sent = await bodiesSent(page)
  await page.getByLabel('お問い合わせの内容').fill('-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n')
  await page.getByRole('button', { name: '送信' }).click()
  await expect(page.getByRole('alert')).toContainText('秘密鍵が含まれているため')
  await page.getByLabel('お問い合わせの内容').fill(`${begun}\n<script>alert(1)</script> مرحبا \u202e`)
  await page.getByRole('button', { name: '送信' }).click()
  await expect(page.getByRole('alert')).not.toContainText('秘密鍵')
  const holding = (text: string) => sent().filter(body => body.includes(text)).length
  expect(holding('alert(1)')).toBe(1)
  expect(holding('MIIEvQ')).toBe(0)
  await expect(page.getByLabel('お問い合わせの内容')).toHaveValue(/مرحبا/) // what turns a line around is refused, not lost
  await page.getByLabel('お問い合わせの内容').fill(`${begun}\n<script>alert(1)</script> مرحبا`)
  await lookAt(page, 'enquiry-new')
  await page.getByRole('button', { name: '送信' }).dblclick()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('お問い合わせを受け付けました')
  await lookAt(page, 'enquiry-sent')
  const number = (await page.locator('.facts .mono').first().textContent()) ?? ''
  await authority.mail(new RegExp(number))

  await page.getByRole('link', { name: 'お問い合わせの一覧へ' }).click()
  await expect(page.getByRole('row')).toHaveCount(2) // a head and the one that was sent, once
  const deskContext = await browser.newContext({ locale: 'ja-JP', viewport: { width: 1280, height: 900 } })
  await answerAtDesk(await deskContext.newPage(), authority, number)
  await deskContext.close()
  await authority.mail(/承りました/)
  await authority.mail(/お電話でご案内します/)

  await page.reload()
  await expect(page.getByText('終了', { exact: true })).toBeVisible()
  await lookAt(page, 'enquiries')
  await page.getByRole('link', { name: number }).click()
  await expect(page.getByText('お電話でご案内します')).toBeVisible()
  await expect(page.getByText('<script>alert(1)</script>')).toBeVisible()
  await lookAt(page, 'enquiry')
})

test('法人名: the date of the registration, the consequence and the tick before it is sent (R33)', async ({
  page,
  authority,
}) => {
  await logIn(page, authority, people.applicant)
  await page.getByRole('link', { name: /^詳細: .*www\.example\.jp/ }).click()
  await page.getByRole('link', { name: /^担当者変更申請/ }).click()
  await page.getByLabel('登録担当者').check()
  await page.getByRole('button', { name: '次へ' }).click()
  await page.getByLabel('部署名').fill('法務部')
  await page.getByRole('link', { name: '法人名が変わる場合のお問い合わせ' }).click()
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Write an enquiry')
  await expect(page.getByText(/Within 5 days of the registration/)).toBeVisible()
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByRole('alert')).toContainText('Enter the date of the registration')
  await lookAt(page, 'enquiry-organization-en')
  await page.getByLabel('Date of the registration').fill('2027-01-15')
  await page.getByLabel('Your enquiry').fill('新しい法人名は「例示ホールディングス株式会社」です。')
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByRole('alert')).toContainText(/tick/i) // the server's refusal, on its field
  await page.getByRole('alert').getByRole('link').click()
  await expect(page.getByLabel('I have read what this means')).toBeFocused()
  await page.getByLabel('I have read what this means').check()
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('We have received your enquiry')
  await page.getByRole('link', { name: 'Back to your enquiries' }).click()
  await page.locator('tbody a').click()
  await expect(page.getByText('Fri, 15 Jan 2027')).toBeVisible()
  await lookAt(page, 'enquiry-en')
  // What was typed in the form that led here is still there (R98).
  await page.goto('/contracts')
  await page.getByRole('link', { name: /www\.example\.jp/ }).click()
  await page.getByRole('link', { name: /^Contact change/ }).click()
  await page.getByRole('button', { name: 'Next' }).click()
  await expect(page.getByLabel('Department')).toHaveValue('法務部')
})

test('what each contact is for, for anybody (R34)', async ({ page }) => {
  await page.goto('/guide')
  await page.getByRole('link', { name: /^担当者情報の詳細/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('担当者情報について')
  await expect(page.getByText('証明書の申請について責任を負う方です')).toBeVisible()
  await lookAt(page, 'contact-roles')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('About the contacts')
  await lookAt(page, 'contact-roles-en')
})
