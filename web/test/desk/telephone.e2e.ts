import {
  type Authority,
  expect,
  type Hands,
  handsOn,
  LoggedInOfficer,
  logIn,
  logInOfficer,
  lookAt,
  type Officer,
  officers,
  people,
  test,
} from '@madoguchi/testkit'
import type { Browser, Page, Request } from '@playwright/test'
import { call, contractOf } from '../portal/filing.ts'

test.slow() // three officers, looked at state by state

const HOURS_22 = 22 * 3600

async function officersPage(browser: Browser, authority: Authority, officer: Officer, next: string) {
  const context = await browser.newContext({ locale: 'ja-JP', viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  await logInOfficer(page, authority, officer, next)
  return page
}

/** Asked for by the customer who is logged in on the page. */
async function fileRevocation(page: Page, name: string) {
  const contract = await contractOf(page, name)
  const [certificate] = contract.certificates
  const filed = await call(page, 'POST', `/contracts/${contract.id}/revocations`, {
    scope: 'certificate',
    certificate: certificate.id,
    reason: 'cessation_of_operation',
    reason_text: 'サーバーを廃止したため',
    understood: true,
    typed_dns_name: name,
  })
  return { application: filed.id as string, serial: certificate.serial as string }
}

/** How often the page sent what ends with `path`. */
function counted(page: Page, path: string): () => number {
  let sent = 0
  page.on('request', (request: Request) => {
    if (request.method() === 'POST' && request.url().endsWith(path)) sent += 1
  })
  return () => sent
}

const attempts = (page: Page) =>
  page.getByRole('listitem').filter({ hasText: /(応答なし|話し中|確認できた).*\(.*\)/ })
const outcome = (hands: Hands) => hands.page.getByLabel('結果')

/** The number on file with its age, both scripts, and what is missing when nothing is chosen. */
async function openPanel(hands: Hands) {
  const { page } = hands
  await page.keyboard.press('p')
  await expect(page.getByRole('heading', { name: '電話確認', exact: true })).toBeFocused()
  await expect(page.getByRole('radio', { name: '登録担当者: 03-0000-1001' })).toHaveAccessibleDescription(
    /^出典 .*から登録\(\d+日\)/,
  )
  await expect(page.getByText('シリアル番号の下6桁を読み上げて')).toBeVisible()
  await hands.act(page.locator('summary').filter({ hasText: '英語' }))
  await expect(page.getByText(/last six/i).first()).toBeVisible()
  await hands.button(['結果を記録する', ''])
  await expect(page.getByRole('alert')).toBeFocused()
  await expect(page.getByRole('alert').getByRole('listitem')).toHaveCount(2)
}

/** A colleague was quicker: said, nothing typed is lost, and pressed again it is recorded. */
async function recordAfterColleague(hands: Hands, authority: Authority, application: string) {
  const { page } = hands
  await hands.pick([/^登録担当者: 03-0000-1001/, ''])
  await expect(page.getByRole('link', { name: '03-0000-1001' })).toHaveAttribute('href', 'tel:+81300001001')
  await hands.select(outcome(hands), 'no_answer')
  await hands.fill(['メモ', ''], '呼び出し音のみ')
  const colleague = await LoggedInOfficer.logIn(authority, officers.reviewer)
  const { body, etag } = await colleague.call('GET', `/applications/${application}/call-sheet`)
  const number = (body.numbers as { id: string }[])[0]?.id
  await colleague.call('POST', `/applications/${application}/calls`, {
    body: { number, outcome: 'busy' },
    headers: { 'If-Match': etag },
  })
  await hands.button(['結果を記録する', ''])
  await expect(page.getByRole('alert')).toContainText('ほかの方が内容を更新しました')
  await expect(page.getByRole('alert')).toBeFocused()
  await expect(attempts(page)).toHaveCount(1)
  await expect(attempts(page)).toContainText('審査 見太郎')
  await expect(page.getByLabel('メモ')).toHaveValue('呼び出し音のみ')
  await lookAt(page, 'desk-telephone-1-changed')
  await hands.button(['結果を記録する', ''])
  await expect(attempts(page)).toHaveCount(2)
  await expect(page.getByLabel('メモ')).toHaveValue('')
}

/** They call back: that confirms nothing, so what would is not offered (R81). */
async function theyCall(hands: Hands) {
  const { page } = hands
  await hands.pick(['かかってきた電話', ''])
  await expect(outcome(hands).getByRole('option')).toHaveText([
    '選んでください',
    '退職・異動',
    '休職',
    '死亡',
    '折り返しの約束',
    '本人か疑わしい',
  ])
  await hands.select(outcome(hands), 'callback_promised')
  await hands.button(['結果を記録する', ''])
  await expect(page.getByText(/03-0000-1001 から着信: 折り返しの約束/)).toBeVisible()
  await expect(page.getByLabel('かかってきた電話')).not.toBeChecked()
}

/** Keys that an IME takes do nothing on the page (the browser says 229 for them). */
async function typeIntoIme(page: Page, key: string) {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, windowsVirtualKeyCode: 229 })
  await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', key, windowsVirtualKeyCode: 229 })
  await devtools.detach()
}

/** The customer's word, with the serial read back; the last button names what it ends, and ends it once. */
async function confirm(hands: Hands, serial: string) {
  const { page } = hands
  await hands.select(outcome(hands), 'confirmed')
  await hands.fill(['話した相手の氏名', ''], '例示 花子')
  await hands.fill([/下6桁/, ''], '000000')
  const record = page.getByRole('button', { name: /^確認を記録して、shop\.example\.jp.*を失効させる$/ })
  await hands.act(record)
  await expect(page.getByRole('alert')).toContainText('シリアル番号の下6桁が')
  await expect(page.getByText('元に戻せません。契約とほかの証明書は残ります。')).toBeVisible()
  await lookAt(page, 'desk-telephone-2-final')
  const wide = serial.slice(-6).replaceAll(/\d/g, digit => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
  await hands.fill([/下6桁/, ''], wide)
  const sent = counted(page, '/calls')
  await record.dblclick()
  await expect(page.getByText('完了', { exact: true }).first()).toBeVisible()
  await expect(attempts(page)).toHaveCount(3)
  expect(sent()).toBe(1)
}

/** In place of the call, but not before those who come first were called: said in the sheet (R83). */
async function proveTooEarly(page: Page) {
  await page.getByRole('button', { name: '電話に代えて、ドメインの管理権で確認する' }).click()
  const sheet = page.getByRole('dialog')
  const record = sheet.getByRole('button', { name: /^確認を記録して、www\.example\.jp.*を失効させる$/ })
  await expect(sheet).toContainText('元に戻せません')
  await record.click()
  await expect(sheet.getByRole('alert')).toContainText('先に登録担当者へ')
  await sheet.getByLabel(/^確認した方法と結果/).fill('乱数を取得')
  await lookAt(page, 'desk-telephone-4-domain')
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
}

/** Two officers, when nobody was reached for 22 hours: revoke is the default, and nobody agrees with himself (R83). */
async function propose(page: Page) {
  const begin = page.getByRole('button', { name: /^2人での判断を始める/ })
  await begin.click()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: /^2人での判断を始める/ }).click()
  await expect(sheet.getByRole('alert')).toContainText('判断: 選んでください')
  // To reject it takes the doubt, what the customer is told, and that no law wants it revoked (R121).
  await sheet.getByLabel('却下する(疑いを記録)').check()
  await sheet.getByRole('button', { name: /^2人での判断を始める/ }).click()
  await expect(sheet.getByRole('alert').getByRole('listitem')).toHaveText([
    /^理由\(社内\): 必ず/,
    /^お客様への文: 必ず/,
    /^失効させなければならない法的な理由.*: 必ず/,
  ])
  await sheet.getByLabel('お客様への文').fill('ご本人のお申し込みか確認できませんでした。')
  await sheet.getByLabel('ない', { exact: true }).check()
  await sheet.getByLabel('理由(社内)').fill('疑いがある')
  const mails = sheet.getByRole('region', { name: 'お客様へのメール' })
  await expect(mails).toContainText('2人目が却下に同意したときに送られます')
  await expect(mails).toContainText('ご本人のお申し込みか確認できませんでした。')
  await lookAt(page, 'desk-two-1-reject')
  await sheet.getByLabel('失効させる(原則)').check()
  await sheet.getByLabel('理由(社内)').fill('22時間つながらず、疑いはない')
  await sheet.getByRole('button', { name: /^2人での判断を始める/ }).click()
  await expect(sheet).toBeHidden()
  await expect(page.getByText('2人目の確認待ち').first()).toBeVisible()
  await expect(page.getByRole('button', { name: /^2人目として同意する/ })).toHaveCount(0)
}

async function agree(page: Page, serial: string) {
  await expect(page.getByRole('button', { name: /^2人目として同意する/ })).toBeVisible()
  await page.keyboard.press('a')
  const sheet = page.getByRole('dialog')
  await expect(sheet).toContainText('失効は元に戻せません')
  await expect(sheet).toContainText(serial)
  await expect(sheet).toContainText('とほかの証明書はそのまま残ります')
  await expect(sheet).toContainText('電話 話郎さんの判断の理由(社内): 22時間つながらず、疑いはない')
  await expect(sheet.getByRole('region', { name: 'お客様へのメール' })).toContainText('失効')
  await lookAt(page, 'desk-two-2-agree')
  const sent = counted(page, '/agree')
  await sheet
    .getByRole('button', { name: `同意して www.example.jp(シリアル番号 ${serial.slice(0, 8)}…)を失効させる` })
    .dblclick()
  await expect(page.getByText('完了', { exact: true }).first()).toBeVisible()
  await expect(sheet).toBeHidden()
  expect(sent()).toBe(1)
}

test('the telephone by keyboard, a colleague quicker, confirmed once; and two officers after 22 hours (R81, R83, R84, R102, R119, R129)', async ({
  page,
  browser,
  authority,
}) => {
  await logIn(page, authority, people.applicant)
  await call(page, 'POST', '/session/reauthenticate', { password: people.applicant.password })
  const shop = await fileRevocation(page, 'shop.example.jp')

  const desk = await officersPage(browser, authority, officers.caller, '/tasks')
  const hands = handsOn('keyboard', desk, 'ja')
  await expect(desk.getByRole('link', { name: /電話確認: 失効申請/ })).toBeVisible()
  await desk.keyboard.press('j')
  await desk.keyboard.press('Enter')
  await hands.arrive(['失効申請 shop.example.jp', ''])
  await expect(desk.getByRole('button', { name: '結果を記録する' })).toBeVisible()
  await desk.keyboard.press('?')
  await expect(desk.getByRole('dialog')).toContainText('電話確認へ移る')
  await desk.keyboard.press('Escape')
  await expect(desk.getByRole('dialog')).toBeHidden()
  await typeIntoIme(desk, 'w')
  await openPanel(hands)
  await recordAfterColleague(hands, authority, shop.application)
  await theyCall(hands)
  await confirm(hands, shop.serial)
  await page.goto(`/applications/${shop.application}`)
  await expect(page.getByText('完了', { exact: true }).first()).toBeVisible()
  await authority.mail(/次の証明書を失効しました/)

  const www = await fileRevocation(page, 'www.example.jp')
  await desk.goto(`${authority.desk}/applications/${www.application}`)
  await expect(desk.getByRole('button', { name: '結果を記録する' })).toBeVisible()
  await expect(desk.getByRole('button', { name: /^2人での判断を始める/ })).toHaveCount(0)
  await desk.getByRole('button', { name: 'English' }).click()
  await expect(desk.getByRole('radio', { name: 'Registrant: 03-0000-1001' })).toBeVisible()
  await lookAt(desk, 'desk-telephone-3-en')
  await desk.getByRole('button', { name: '日本語' }).click()
  await authority.moveOn(HOURS_22)
  await logInOfficer(desk, authority, officers.caller, `/applications/${www.application}`)
  await proveTooEarly(desk)
  await propose(desk)
  const second = await officersPage(browser, authority, officers.approver, `/applications/${www.application}`)
  await agree(second, www.serial)
})
