import {
  type Authority,
  expect,
  logIn,
  logInOfficer,
  lookAt,
  officers,
  people,
  test,
} from '@madoguchi/testkit'
import type { Page } from '@playwright/test'

// 旧字 of the second plane and one chosen by a variation selector, a corporate name as long as they get, markup, a line
// that runs the other way. Each is kept as it was typed and shown as text.
const OLD = '\u{20bb7}野 渡邉\u{e0102}髙﨑'
const LONG = `株式会社${'国際情報通信基盤整備推進機構'.repeat(4)}ホールディングス`
const MARKUP = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
const OTHER_WAY = 'مرحبا بالعالم 123 (ABC)'
const UNBROKEN = 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch'

const quoted = (text: string) => `"${text.replaceAll('"', '\\"')}"`
test.use({
  replace: {
    '"例示商事株式会社"': quoted(LONG),
    '"例示 花子"': quoted(OLD),
    '"例示 技太郎"': quoted(MARKUP),
    '"例示 経子"': quoted(OTHER_WAY),
    '"経理部"': quoted(UNBROKEN),
    '"東京都千代田区例示町1-1-1"': quoted(`東京都千代田区例示町1-1-1 ${UNBROKEN}${UNBROKEN}`),
  },
})

async function contactForm(page: Page) {
  await page.getByRole('link', { name: /^担当者変更申請/ }).click()
  await page.getByLabel('登録担当者').check()
  await page.getByLabel('技術担当者').check()
  await page.getByLabel(/^事務担当者/).check()
  await page.getByRole('button', { name: '次へ' }).click()
  await expect(page.getByLabel('法人名')).toHaveValue(LONG)
  await expect(page.getByLabel('担当者氏名')).toHaveValue(OLD)
  await lookAt(page, 'names-contact')
  await page.getByLabel('電話番号').fill('03-0000-2001')
  await page.getByRole('button', { name: '次へ' }).click()
  await expect(page.getByLabel('担当者氏名')).toHaveValue(MARKUP)
  await page.getByLabel('部署名').fill(OTHER_WAY)
  await page.getByRole('button', { name: '次へ' }).click()
  await expect(page.getByLabel('担当者氏名')).toHaveValue(OTHER_WAY)
  await page.getByLabel('部署名').fill('<b>&amp;部')
  await page.getByRole('button', { name: '次へ' }).click()
  await expect(page.getByRole('region', { name: '技術担当者' })).toContainText(OTHER_WAY)
  await lookAt(page, 'names-contact-check')
  await page.getByRole('button', { name: '申込' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('担当者変更申請を受け付けました')
}

/** What the desk sees of it. */
async function atTheDesk(page: Page, authority: Authority) {
  await logInOfficer(page, authority, officers.reviewer)
  await lookAt(page, 'names-desk-tasks')
  await page
    .getByRole('link', { name: /担当者変更申請/ })
    .first()
    .click()
  await expect(page.getByText(OTHER_WAY).first()).toBeVisible()
  await expect(page.getByText('<b>&amp;部').first()).toBeVisible()
  await lookAt(page, 'names-desk-review')
}

test('旧字, long, hostile and right-to-left names are text, and break no page: list, form, mail, desk (R39)', async ({
  page,
  browser,
  authority,
}) => {
  await logIn(page, authority, people.applicant)
  await expect(page.getByRole('banner')).toContainText(OLD)
  await page.getByRole('link', { name: /^詳細: .*www\.example\.jp/ }).click()
  await expect(page.getByText(MARKUP).first()).toBeVisible()
  await expect(page.getByText(OTHER_WAY).first()).toBeVisible()
  await lookAt(page, 'names-contract')
  await contactForm(page)
  await page.goto('/example#mails')
  const mails = page.getByRole('navigation', { name: '届いたメール' })
  await mails
    .getByRole('link', { name: /担当者変更申請/ })
    .first()
    .click()
  await expect(page.getByRole('article')).toContainText(OLD)
  await lookAt(page, 'names-mail')
  const context = await browser.newContext({ locale: 'ja-JP' })
  await atTheDesk(await context.newPage(), authority)
  await context.close()
})
