import { expect, logIn, lookAt, people, test } from '@madoguchi/testkit'
import type { Page } from '@playwright/test'

async function open(page: Page, name = 'www.example.jp') {
  await page.getByRole('link', { name: new RegExp(`^詳細: .*${name.replaceAll('.', '\\.')}`) }).click()
  await page.getByRole('link', { name: /^担当者変更申請/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('担当者変更申請')
}
const next = (page: Page) => page.getByRole('button', { name: '次へ' }).click()

test('担当者変更申請 from the menu to the receipt, in several contracts (R25-R40, R43)', async ({
  page,
  authority,
}) => {
  await logIn(page, authority, people.applicant)
  await open(page)
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(0)
  await next(page)
  await expect(page.getByRole('alert')).toContainText('変更する担当者を選んでください')
  await expect(page.getByRole('alert')).toBeFocused()
  await page.getByLabel('登録担当者').check()
  await page.getByLabel(/^事務担当者/).check()
  await page.getByLabel(/shop\.example\.jp/).check()
  await lookAt(page, 'contact-1-choose')
  await next(page)

  // Prefilled; the corporate name is not to be typed, and says where to turn (R31, R33).
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('登録担当者')
  await expect(page.getByLabel('法人名')).toHaveAttribute('readonly', '')
  await expect(page.getByRole('link', { name: '法人名が変わる場合のお問い合わせ' })).toBeVisible()
  await expect(page.getByLabel('担当者氏名')).toHaveValue('例示 花子')
  await lookAt(page, 'contact-2-registrant')
  // A mobile number, letters for kana: each refusal on its field, in one summary.
  await page.getByLabel('電話番号').fill('090-1234-5678')
  await page.getByLabel('フリガナ').fill('Hanako')
  await page.getByLabel('担当者氏名').fill('髙橋 <b>花子</b>&"\u{20bb7}野家')
  await next(page)
  await expect(page.getByRole('alert')).toContainText('携帯電話の番号は登録できません')
  await expect(page.getByRole('alert')).toContainText('フリガナはカタカナで')
  await expect(page.getByLabel('担当者氏名')).toHaveValue('髙橋 <b>花子</b>&"\u{20bb7}野家')
  await page
    .getByRole('alert')
    .getByRole('link', { name: /携帯電話/ })
    .click()
  await expect(page.getByLabel('電話番号')).toBeFocused()
  await lookAt(page, 'contact-2-registrant-faults')
  await page.getByLabel('電話番号').fill('03 0000 2001')
  await page.getByLabel('フリガナ').fill('タカハシ ハナコ')
  await next(page)

  await expect(page.getByRole('heading', { level: 2 })).toHaveText(/^事務担当者/)
  await page.getByLabel('紙', { exact: true }).check()
  await page.getByLabel('住所').fill('')
  await next(page)
  await expect(page.getByRole('alert')).toContainText('郵便番号と住所を入力してください')
  await page.getByLabel('住所').fill('東京都千代田区例示町2-2-2 例示ビルディング10階')
  await lookAt(page, 'contact-3-billing')
  await next(page)

  // Before and after, 変更 on each line; the other contract has the same.
  const registrant = page.getByRole('region', { name: '登録担当者' })
  await expect(registrant.locator('.facts > div').filter({ hasText: '電話番号' })).toContainText(
    /03-0000-1001.*→.*03-0000-2001/,
  )
  await expect(registrant.getByRole('button', { name: '変更:法人名' })).toHaveCount(0)
  await expect(page.getByText('今登録されている電話番号(03-0000-1001)にお電話して確認します')).toBeVisible()
  await expect(page.getByText('上と同じ変更を申し込みます')).toBeVisible()
  await lookAt(page, 'contact-4-check')
  await registrant.getByRole('button', { name: '変更:電話番号' }).click()
  await expect(page.getByLabel('電話番号')).toBeFocused()
  await page.goBack()
  const filings: string[] = []
  page.on('request', sent => {
    if (sent.method() === 'POST' && sent.url().endsWith('/api/v1/contact-changes')) filings.push(sent.url())
  })
  await page.getByRole('button', { name: '申込' }).dblclick()

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('担当者変更申請を受け付けました')
  expect(filings).toHaveLength(1) // a double click files once (R96)
  const numbers = page.locator('.facts .mono')
  await expect(numbers).toHaveCount(2)
  await lookAt(page, 'contact-5-receipt')
  const number = (await numbers.first().textContent()) ?? ''
  expect(await authority.mail(new RegExp(number))).toContain('担当者変更申請')
  await page.getByRole('link', { name: '契約の詳細へ戻る' }).click()
  await expect(page.getByRole('article').filter({ hasText: number })).toContainText('受理')
  // Nothing has changed yet (R36), and a second one has its reason in place of the form (R95).
  await expect(page.getByText('例示 花子').first()).toBeVisible()
  await page.goto(page.url().replace(/\?.*$/, '').concat('/contact-change'))
  await expect(page.getByText('この申請は今はできません')).toBeVisible()
})

test('a contact abroad, by keyboard alone, in English (R39, R114)', async ({ page, authority, context }) => {
  await context.addCookies([{ name: 'language', value: 'en', url: authority.portal }])
  await logIn(page, authority, people.applicant)
  await page.getByRole('link', { name: /www\.example\.jp/ }).click()
  await page.getByRole('link', { name: /^Contact change/ }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Contact change')
  const tabTo = async (label: string | RegExp) => {
    for (let tabs = 0; tabs < 40; tabs += 1) {
      await page.keyboard.press('Tab')
      const reached = page.locator('*:focus')
      const name = await reached.evaluate(
        element =>
          element.getAttribute('aria-label') ??
          (element as HTMLInputElement).labels?.[0]?.querySelector('.choice-name')?.textContent ??
          (element as HTMLInputElement).labels?.[0]?.textContent ??
          element.textContent ??
          '',
      )
      if (typeof label === 'string' ? name.startsWith(label) : label.test(name)) return reached
    }
    throw new Error(`no way by Tab to ${label}`)
  }
  await tabTo('Technical contact')
  await page.keyboard.press('Space')
  await lookAt(page, 'contact-1-choose-en')
  await page.getByLabel('Technical contact').focus()
  await tabTo('Next')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 2 })).toBeFocused()
  await tabTo('Name')
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('Jane Example')
  await tabTo('Reading of the name')
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('jane example')
  await tabTo('Telephone')
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('+1 (202) 555-0100')
  await tabTo('Country')
  await page.keyboard.type('United States')
  await expect(page.getByLabel('Country')).toHaveValue('US')
  await tabTo('Postal code')
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('20500')
  await tabTo(/^Japanese$|^English$/)
  await page.keyboard.press('ArrowDown')
  await lookAt(page, 'contact-2-technical-en')
  await page.getByLabel('English', { exact: true }).focus()
  await tabTo('Next')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('Check your changes')
  const lines = page.getByRole('region', { name: 'Technical contact' })
  await expect(lines).toContainText('United States')
  await expect(lines).toContainText('+12025550100')
  await lookAt(page, 'contact-4-check-en')
  await page.getByRole('heading', { level: 2 }).focus()
  await tabTo(/^Apply$/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('We have received your contact change')
  await expect(page.getByRole('heading', { level: 1 })).toBeInViewport()
  await lookAt(page, 'contact-5-receipt-en')
})

test('nothing typed is lost: session over, server away, another window, another day (R23, R96, R98)', async ({
  page,
  context,
  authority,
}) => {
  await logIn(page, authority, people.applicant)
  await open(page)
  await page.getByLabel('技術担当者').check()
  await next(page)
  await page.getByLabel('部署名').fill('基盤部')
  await expect(page.getByRole('status').filter({ hasText: '下書きを保存しました' })).toBeVisible()

  // The session ends; the next click asks for the login over the page, and goes on.
  await page.getByLabel('担当者氏名').fill('例示 基太')
  await context.clearCookies()
  await next(page)
  const login = page.getByRole('dialog', { name: 'もう一度ログインしてください' })
  // Not now: the page stays, says so, and offers the way back in.
  await expect(login).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(login).toBeHidden()
  await expect(page.getByRole('alert').filter({ hasText: 'ログアウトしています' })).toBeVisible()
  await expect(page.getByLabel('担当者氏名')).toHaveValue('例示 基太')
  await lookAt(page, 'logged-out', { english: false }) // it would ask the server, and the login stand over it again
  await page.getByRole('button', { name: 'もう一度ログインする' }).click()
  await login.getByLabel('パスワード').fill(people.applicant.password)
  await page.keyboard.press('Enter')
  await login.getByLabel('ワンタイムパスワード').fill(await authority.code())
  await page.keyboard.press('Enter')
  await expect(login).toBeHidden()
  await next(page)
  await expect(page.getByRole('heading', { name: '申込内容の確認' })).toBeVisible()
  await expect(page.getByText('例示 基太')).toBeVisible()

  // Left and opened again, it goes on from what was kept; the menu says that there is something.
  const form = page.url().replace(/\?.*$/, '')
  await page.goto(form.replace(/\/contact-change$/, ''))
  const item = page.getByRole('link', { name: /^担当者変更申請/ })
  await expect(item).toContainText('下書きがあります')
  await expect(page.getByText('下書きがあります')).toHaveCount(1)
  await lookAt(page, 'contract-draft')
  await item.click()
  await expect(page.getByText('に保存した下書きの続きです')).toBeVisible()
  await expect(page.getByLabel('技術担当者')).toBeChecked()
  await lookAt(page, 'contact-1-restored')
  await next(page)
  await expect(page.getByLabel('部署名')).toHaveValue('基盤部')

  // Another window with the same form: neither overwrites the other without a word.
  const other = await context.newPage()
  await other.goto(form)
  const saved = other.getByRole('status').filter({ hasText: '下書きを保存しました' })
  await expect(saved).toBeVisible()
  await other.getByLabel('事務担当者').check()
  await expect(saved).toBeHidden() // of what is on the page now it would not be true
  await expect(saved).toBeVisible()
  await page.getByLabel('部署名').fill('基盤運用部')
  await expect(page.getByText('別の画面で、この申請の下書きが更新されています')).toBeVisible()
  await lookAt(page, 'contact-other-window')
  await other.close()
  await page.getByRole('button', { name: 'この画面の内容で保存する' }).click()
  await expect(page.getByText('別の画面で')).toBeHidden()

  // The server is away: the page says so and keeps everything; the same button goes on when it is back.
  await next(page)
  await expect(page.getByRole('button', { name: '申込' })).toBeVisible()
  const comeBack = await authority.goAway()
  await page.getByRole('button', { name: '申込' }).click()
  await expect(page.getByRole('alert')).toContainText('サーバーに接続できません')
  await lookAt(page, 'contact-server-away')
  await comeBack()
  await page.getByRole('button', { name: '申込' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('担当者変更申請を受け付けました')
})
