import {
  type Authority,
  expect,
  type Hands,
  handsOn,
  LoggedInOfficer,
  logIn,
  logInOfficer,
  lookAt,
  officers,
  people,
  test,
} from '@madoguchi/testkit'
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
  const contacts = { registrant: { phone: '03-0000-2001' }, technical: { department: '基盤部' } }
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

/** Every line of the checklist, on evidence where it asks for some. */
async function tickEverything(hands: Hands) {
  const list = hands.page.getByRole('region', { name: 'Checklist' })
  const left = list.getByRole('status')
  const button = /^(Mark as checked|Record and tick|Tick with)/
  const open = list.getByRole('listitem').filter({ has: hands.page.getByRole('button', { name: button }) })
  while (!(await left.textContent())?.includes('Everything is ticked')) {
    const before = await left.textContent()
    const item = open.first()
    const source = item.getByLabel('Source')
    if (await source.count()) await hands.type(source, 'example register, 1 Nov 2026')
    await hands.act(item.getByRole('button', { name: button }))
    await expect(left).not.toHaveText(before ?? '')
  }
}

/** A changed number of the registrant, from the list to the customer's own page: English, by keyboard alone (R37-R40). */
async function contactChange(page: Page, authority: Authority) {
  const hands = handsOn('keyboard', page, 'en')
  await hands.act(page.getByRole('button', { name: 'English' }))
  await hands.act(page.getByRole('link', { name: /Review: Contact change/ }))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Contact change www.example.jp')
  await hands.act(page.getByRole('button', { name: /^Start the review: Contact change/ }))
  await expect(page.getByText(/^until .* \(JST\)$/)).toBeVisible()
  await lookAt(page, 'desk-contact-1-review-en')
  await tickEverything(hands)

  // The call: what to say in both languages, the number of before and where it came from, what is missing at its field.
  await hands.act(page.getByRole('button', { name: /^Record the confirmation by telephone/ }))
  const sheet = page.getByRole('dialog')
  const record = sheet.getByRole('button', { name: /^Record the confirmation by telephone/ })
  await expect(sheet).toContainText('Do not read them out yourself.')
  await hands.act(sheet.locator('summary').filter({ hasText: 'Japanese' }))
  await expect(sheet).toContainText('こちらからは読み上げないこと')
  await expect(sheet.getByText('Nothing yet.')).toBeVisible()
  await hands.act(record)
  await expect(sheet.getByRole('alert')).toBeFocused()
  const number = sheet.getByRole('radio', { name: 'Registrant: 03-0000-1001' })
  await expect(number).toHaveAccessibleDescription(/^Source: .*On file since .* days\)\.$/)
  await expect(number).not.toHaveAccessibleDescription(/_/) // no code of the record
  await hands.choose(number)
  await expect(sheet.getByRole('link', { name: '03-0000-1001' })).toHaveAttribute('href', 'tel:+81300001001')
  await hands.act(record)
  await expect(sheet.getByLabel('Person spoken to')).toHaveAttribute('aria-invalid', 'true')
  await lookAt(page, 'desk-contact-2-call-en')
  await hands.type(sheet.getByLabel('Person spoken to'), '例示 花子')
  await hands.act(record)
  await expect(sheet).toBeHidden()
  await expect(page.getByText('Confirmed by telephone')).toBeVisible()
  await hands.act(page.getByRole('button', { name: /^Record the confirmation by telephone/ }))
  await expect(sheet.getByRole('listitem').filter({ hasText: officers.reviewer.name })).toContainText(
    '03-0000-1001',
  )
  await hands.act(sheet.getByRole('button', { name: 'Cancel' }))

  // A rejection would be final, and says what stays; the text goes out as its readers have their language.
  await page.keyboard.press('r')
  await expect(sheet).toContainText('is rejected and cannot be opened again')
  await expect(sheet).toContainText('The contacts on file stay as they are.')
  const template = sheet.getByLabel('Template')
  await hands.select(template, (await template.locator('option').nth(1).getAttribute('value')) ?? '')
  await expect(sheet.getByRole('textbox', { name: /^To the customer/ })).toHaveValue(/[ぁ-ん]/)
  await expect(sheet.getByRole('region', { name: 'Mails to the customer' })).toContainText('例示 花子')
  await lookAt(page, 'desk-contact-3-reject-en')
  await hands.act(sheet.getByRole('button', { name: 'Cancel' }))

  // The reviewer approves (R37): it is done at once, told by mail, and on the customer's page.
  await hands.act(page.getByRole('link', { name: 'Events', exact: true }).last())
  await expect(
    page.getByRole('main').getByRole('listitem').filter({ hasText: 'Contact change confirmed by telephone' }),
  ).toBeVisible()
  await lookAt(page, 'desk-events-en')
  await page.goBack()
  await expect(page.getByRole('button', { name: /^Approve: Contact change/ })).toBeVisible()
  await page.keyboard.press('a')
  await expect(sheet).toContainText('2 fields of the contacts change at once.')
  await lookAt(page, 'desk-contact-4-approve-en')
  await hands.act(sheet.getByRole('button', { name: /^Approve: Contact change/ }))
  await expect(page.getByText('done', { exact: true }).first()).toBeVisible()
  await lookAt(page, 'desk-contact-5-done-en')
  expect(await authority.mail(/担当者変更.*完了|変更が完了/)).toContain('登録担当者')
  await logIn(page, authority, people.applicant)
  await page
    .getByRole('link', { name: /www\.example\.jp/ })
    .first()
    .click()
  await expect(page.getByText('03-0000-2001').first()).toBeVisible()
  await expect(page.getByText('基盤部').first()).toBeVisible()
}

const rows = (page: Page) => page.getByRole('row').filter({ has: page.getByRole('cell') })

test('the work list: empty, full, claimed, assigned, handed over; a contact change to its end (R37, R38, R40, R101)', async ({
  page,
  authority,
}) => {
  await logInOfficer(page, authority, officers.reception)
  await expect(page.getByText('作業はありません')).toBeVisible()
  await lookAt(page, 'desk-tasks-empty')

  const reception = await LoggedInOfficer.logIn(authority, officers.reception)
  await fill(reception)
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
  await page.getByRole('button', { name: 'ログアウト' }).click()
  await page.waitForURL('**/login')
  // Whoever put a number on file confirms nothing by it: the reviewer does.
  const { body } = await reception.call('GET', '/officers')
  const reviewer = (body.officers as { id: string; name: string }[]).find(
    ({ name }) => name === officers.reviewer.name,
  )
  await reception.call('POST', '/tasks/hand-over', { body: { officer: reviewer?.id } })
  await logInOfficer(page, authority, officers.reviewer)
  await contactChange(page, authority)
})
