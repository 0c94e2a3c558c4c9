import { expect, logIn, logInOfficer, lookAt, officers, people, test } from '@madoguchi/testkit'
import type { Page } from '@playwright/test'
import { call } from './desk_call.ts'

interface Line {
  id: string
  common_name: string
}

async function contractOf(page: Page, name: string): Promise<string> {
  const { body } = await call(page, 'GET', '/contracts')
  const lines = (body as unknown as { contracts: Line[] }).contracts
  return lines.find(line => line.common_name === name)?.id ?? ''
}

const TOLD = '部署名をご確認ください。\n<b>新しい</b>部署名は「基盤運用部」ではありませんか。'

/** The reviewer sends it back with a reason, while a contact is corrected on file: told at the sheet, nothing is lost. */
async function sendBack(desk: Page, contract: string) {
  await desk.getByRole('button', { name: /^審査を始める: / }).click()
  await expect(desk.getByText('あなたが作業中です')).toBeVisible()
  await desk.getByRole('button', { name: /^差し戻す: 担当者変更申請 www\.example\.jp/ }).click()
  const sheet = desk.getByRole('dialog')
  await sheet.getByRole('button', { name: /^差し戻す: / }).click()
  await expect(sheet.getByRole('alert')).toBeFocused()
  await sheet.getByLabel('お客様への文(メールに入ります)').fill(TOLD)
  await expect(sheet.getByRole('region', { name: 'お客様へのメール' })).toContainText('<b>新しい</b>部署名は')
  const on = await call(desk, 'GET', `/contracts/${contract}`)
  await call(desk, 'PATCH', `/contracts/${contract}/contacts/technical`, {
    body: { department: 'ネットワーク部' },
    headers: { 'If-Match': on.etag },
  })
  await sheet.getByRole('button', { name: /^差し戻す: / }).click()
  await expect(sheet.getByRole('alert')).toContainText('登録されている内容が変わりました')
  await expect(sheet.getByRole('alert')).toBeFocused()
  await expect(sheet.getByLabel('お客様への文(メールに入ります)')).toHaveValue(TOLD)
  await lookAt(desk, 'desk-send-back-changed')
  await sheet.getByRole('button', { name: /^差し戻す: / }).click()
  await expect(sheet).toBeHidden()
  await expect(desk.getByText('差戻し(補正待ち)').first()).toBeVisible()
}

/** By its key; what the customer is told and what stays inside are two fields (R97), and it is done once. */
async function reject(desk: Page) {
  await desk.getByRole('button', { name: /^審査を始める: / }).click()
  await expect(desk.getByRole('button', { name: /^却下する: / })).toBeVisible()
  await desk.keyboard.press('r')
  const sheet = desk.getByRole('dialog')
  await sheet.getByLabel('お客様への文(メールに入ります)').fill('お名前を確認できませんでした。')
  const final = sheet.getByRole('button', { name: /^却下する: 担当者変更申請 www\.example\.jp/ })
  await final.click()
  await expect(sheet.getByRole('alert')).toBeFocused()
  await sheet.getByLabel('判断の理由(社内)').fill('代表電話で在籍を否定された')
  await lookAt(desk, 'desk-reject')
  await final.dblclick()
  await expect(sheet).toBeHidden()
  await expect(desk.getByText('却下', { exact: true }).first()).toBeVisible()
}

test('sent back at the desk, corrected on file meanwhile, three values beside each other, then again; rejected (R37, R44, R97, R98, R103)', async ({
  page,
  browser,
  authority,
}) => {
  await logIn(page, authority, people.applicant)
  const contract = await contractOf(page, 'www.example.jp')
  const wish = { technical: { department: '基盤部', person_name: '例示 基太', person_kana: 'レイジ モトタ' } }
  const filed = await call(page, 'POST', `/contracts/${contract}/contact-changes`, {
    body: { contacts: wish },
  })
  const application = String(filed.body.id)

  const deskContext = await browser.newContext({ locale: 'ja-JP' })
  const desk = await deskContext.newPage()
  await logInOfficer(desk, authority, officers.reviewer, `/applications/${application}`)
  await sendBack(desk, contract)

  await page.goto(`/contracts/${contract}`)
  await expect(page.getByText('要再確認')).toBeVisible()
  await page.goto(`/applications/${application}`)
  await page.getByRole('link', { name: '修正して再提出する' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('担当者変更申請の補正')
  await expect(page.getByText('<b>新しい</b>部署名は')).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: '部署名' })).toContainText(
    /情報システム部.*ネットワーク部.*基盤部/,
  )
  await lookAt(page, 'correction-1-asked')
  await page.getByRole('button', { name: '補正を始める' }).click()
  await expect(page.getByLabel('技術担当者')).toBeChecked()
  await page.getByRole('button', { name: '次へ' }).click()
  await expect(page.getByLabel('部署名')).toHaveValue('基盤部')
  await page.getByLabel('部署名').fill('基盤運用部')
  await page.getByLabel('電話番号').fill('12')
  await page.getByRole('button', { name: '次へ' }).click()
  await expect(page.getByRole('region', { name: '技術担当者' })).toContainText(
    /ネットワーク部.*→.*基盤運用部/,
  )
  // What the server refuses leads back to its page and field.
  await page.getByRole('button', { name: '再申込' }).click()
  await expect(page.getByRole('alert')).toBeFocused()
  await expect(page.getByLabel('電話番号')).toHaveValue('12')
  await lookAt(page, 'correction-2-fault')
  await page.getByLabel('電話番号').fill('03-0000-1002')
  await page.getByRole('button', { name: '次へ' }).click()
  await lookAt(page, 'correction-3-check')
  await page.getByRole('button', { name: '再申込' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('補正を受け付けました')
  await lookAt(page, 'correction-4-receipt')
  // It cannot be corrected twice.
  await page.goto(`/contracts/${contract}/contact-change?application=${application}`)
  await expect(page.getByText('この申請は今は補正できません')).toBeVisible()

  await reject(desk)
  await page.goto(`/applications/${application}`)
  await expect(page.getByText('却下', { exact: true }).first()).toBeVisible()
  await expect(page.getByText('お名前を確認できませんでした。').first()).toBeVisible()
  await expect(page.getByText('代表電話で在籍を否定された')).toHaveCount(0)
})

test('the desk corrects a contact while the form is open: said, and nothing typed is lost (R23)', async ({
  page,
  browser,
  authority,
}) => {
  await logIn(page, authority, people.applicant)
  const contract = await contractOf(page, 'www.example.jp')
  await page.goto(`/contracts/${contract}/contact-change`)
  await page.getByLabel('技術担当者').check()
  await page.getByRole('button', { name: '次へ' }).click()
  await page.getByLabel('部署名').fill('基盤部')

  const deskContext = await browser.newContext({ locale: 'ja-JP' })
  const desk = await deskContext.newPage()
  await logInOfficer(desk, authority, officers.reviewer)
  const on = await call(desk, 'GET', `/contracts/${contract}`)
  await call(desk, 'PATCH', `/contracts/${contract}/contacts/technical`, {
    body: { person_name: '例示 技二郎' },
    headers: { 'If-Match': on.etag },
  })
  await deskContext.close()

  await page.getByRole('button', { name: '次へ' }).click()
  await expect(page.getByRole('alert')).toContainText('ほかの方が内容を更新しました')
  await expect(page.getByLabel('部署名')).toHaveValue('基盤部')
  await expect(page.getByLabel('担当者氏名')).toHaveValue('例示 技二郎') // what stands on file now
  await lookAt(page, 'contact-changed-meanwhile')
  await page.getByRole('button', { name: '次へ' }).click()
  await page.getByRole('button', { name: '申込' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('担当者変更申請を受け付けました')
})
