import { expect, logIn, lookAt, people, test } from '@madoguchi/testkit'
import type { Page } from '@playwright/test'

async function giveCode(page: Page, code: string) {
  await page.getByLabel('確認用コード').fill(code)
  await page.keyboard.press('Enter')
}

/** The password once more, over the page that stays (R6). */
async function confirmPassword(page: Page, password: string) {
  const dialog = page.getByRole('dialog', { name: 'パスワードの確認' })
  await dialog.getByLabel('パスワード').fill(password)
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
}

/** What was refused before the switch follows it: in the summary, at the field, in the title; the focus stays. */
async function refusedInBoth(page: Page, ja: string, en: string) {
  for (const { to, back, said, title } of [
    { to: 'English', back: '日本語', said: en, title: /^Error: / },
    { to: '日本語', back: 'English', said: ja, title: /^エラー: / },
  ]) {
    await page.getByRole('button', { name: to, exact: true }).click()
    await expect(page.getByRole('alert')).toContainText(said)
    await expect(page.locator('.field-fault')).toContainText(said)
    await expect(page).toHaveTitle(title)
    await expect(page.getByRole('button', { name: back, exact: true })).toBeFocused()
  }
}

test('アカウント情報登録: a new address for codes, and its cancelling by the mailed link (R10-R17)', async ({
  page,
  browser,
  authority,
}) => {
  await logIn(page, authority, people.viewer)
  // A second login elsewhere, to be seen and to end with the change.
  const elsewhere = await browser.newContext({ baseURL: authority.portal, locale: 'ja-JP' })
  const other = await elsewhere.newPage()
  await logIn(other, authority, people.viewer)

  await page.getByRole('navigation').getByRole('link', { name: 'アカウント情報登録' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('アカウント情報登録')
  await expect(page.getByText('miruko@reiji.example')).toBeVisible()
  await expect(page.getByText('ご契約の担当者情報とは別のもの')).toBeVisible()
  await expect(page.getByRole('button', { name: /^終了する/ })).toHaveCount(1)
  await lookAt(page, 'account')
  await page.getByRole('link', { name: 'ワンタイムパスワード送付先の変更' }).click()

  await page.getByRole('button', { name: '次へ' }).click()
  await expect(page.getByRole('alert')).toContainText('新しいメールアドレスを入力してください')
  await refusedInBoth(page, '新しいメールアドレスを入力してください', 'Enter the new address') // the page's own
  await page.getByLabel('ワンタイムパスワード用のメールアドレス').fill('miruko new@reiji')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'アカウント情報登録確認画面' })).toBeVisible()
  await page.getByRole('button', { name: 'この内容で確認用コードを送る' }).click()
  // The server's refusal leads back to the field, as it was typed.
  await expect(page.getByRole('alert')).toBeFocused()
  await expect(page.getByLabel('ワンタイムパスワード用のメールアドレス')).toHaveValue('miruko new@reiji')
  await refusedInBoth(page, 'メールアドレスの形が正しくありません', 'This is not a mail address')
  await lookAt(page, 'account-address-1-fault')
  await page.getByLabel('ワンタイムパスワード用のメールアドレス').fill('miruko-new@reiji.example')
  await page.getByRole('button', { name: '次へ' }).click()
  await expect(page.getByText('miruko-new@reiji.example')).toBeVisible()
  await lookAt(page, 'account-address-2-confirm', { english: true })
  await page.goBack()
  await expect(page.getByLabel('ワンタイムパスワード用のメールアドレス')).toHaveValue(
    'miruko-new@reiji.example',
  )
  await page.goForward()
  await page.getByRole('button', { name: 'この内容で確認用コードを送る' }).click()
  await confirmPassword(page, people.viewer.password)

  await giveCode(page, '12')
  await expect(page.getByRole('alert')).toBeFocused()
  await giveCode(page, '00000000')
  await expect(page.getByRole('alert')).toContainText('残り4回')
  await refusedInBoth(page, '残り4回', 'Tries left: 4')
  await lookAt(page, 'account-address-3-code-wrong')
  // Left in the middle, the code can still be entered.
  await page.goto('/account')
  await page.getByRole('link', { name: '確認用コードを入力する' }).click()
  await giveCode(page, await authority.code())
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'ワンタイムパスワードの送付先を変更しました',
  )
  await lookAt(page, 'account-address-4-done')
  await page.getByRole('link', { name: 'アカウント情報登録へ戻る' }).click()
  await expect(page.getByText('miruko-new@reiji.example')).toBeVisible()
  await expect(page.getByRole('link', { name: 'ワンタイムパスワード送付先の変更' })).toHaveCount(0) // held (R16)
  await expect(page.getByRole('button', { name: /^終了する/ })).toHaveCount(0)
  await lookAt(page, 'account-held')
  await other.reload()
  await other.waitForURL('**/login?next=**') // the other login has ended (R17)
  await elsewhere.close()

  // Whoever holds the old mailbox takes it back, without a login.
  const link =
    /http\S+\/cancel-address-change#\S+/.exec(await authority.mail(/cancel-address-change#/))?.[0] ?? ''
  await page.goto(`/cancel-address-change${new URL(link).hash}`)
  await expect(page.getByRole('button', { name: '変更を取り消す' })).toBeVisible()
  await lookAt(page, 'cancel-address', { english: true })
  await page.getByRole('button', { name: '変更を取り消す' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('送付先の変更を取り消しました')
  await lookAt(page, 'cancel-address-done')
  await page.reload()
  await page.getByRole('button', { name: '変更を取り消す' }).click()
  await expect(page.getByRole('alert')).toContainText('このページは使用できません')
  await page.goto('/cancel-address-change')
  await expect(page.getByText('リンクが途中で切れています')).toBeVisible()
})

test('the language of mails, a login ended elsewhere, a new password (R9, R114)', async ({
  page,
  browser,
  authority,
}) => {
  await logIn(page, authority, people.applicant, '/account')
  const elsewhere = await browser.newContext({ baseURL: authority.portal, locale: 'ja-JP' })
  const other = await elsewhere.newPage()
  await logIn(other, authority, people.applicant)
  await page.reload()
  await page.getByRole('button', { name: /^終了する/ }).click()
  await expect(page.getByText('ログインを1件終了しました')).toBeVisible()
  await other.reload()
  await other.waitForURL('**/login?next=**')
  await elsewhere.close()

  await page.getByLabel('English(英語)').check()
  await page.getByRole('button', { name: 'メールの言語を変更する' }).click()
  await expect(page.getByText('メールの言語を変更しました')).toBeVisible()
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Account information')
  await lookAt(page, 'account-en')

  await page.getByRole('link', { name: 'Change your password' }).click()
  await page.getByLabel('New password').fill('password')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByLabel('Password').fill(people.applicant.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('12')
  await expect(page.getByLabel('New password')).toHaveValue('password')
  await lookAt(page, 'account-password-en')
  await page.getByLabel('Show the password').check()
  await page.getByLabel('New password').fill('a new 長い pass phrase')
  await page.getByRole('button', { name: 'Change the password' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your password is set')
  await lookAt(page, 'password-set-en')
  expect(await authority.mail(/Your password was changed|password/i)).toContain('reiji')
  await page.getByRole('link', { name: 'Go to login' }).click()
  await page.locator('#login_id').fill(people.applicant.loginId)
  await page.locator('#password').fill('a new 長い pass phrase')
  await page.keyboard.press('Enter')
  await page.locator('#code').fill(await authority.code())
  await page.keyboard.press('Enter')
  await page.waitForURL('**/contracts')
})

test('a forgotten password, from the login page, by keyboard alone (R4, R9)', async ({ page, authority }) => {
  await page.goto('/login')
  await page.getByRole('link', { name: 'パスワードを忘れた場合' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByLabel('ログインID')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('ログインIDを入力してください')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter') // the summary's line leads to its field
  await expect(page.getByLabel('ログインID')).toBeFocused()
  await lookAt(page, 'forgotten-1')
  await page.getByLabel('ログインID').focus()
  await page.keyboard.type('reiji')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('再設定用コード')).toBeVisible()
  const code = await authority.code()
  await page.getByLabel('再設定用コード').focus()
  await page.keyboard.type('00000000')
  await page.keyboard.press('Tab')
  await page.keyboard.type('a quite new pass phrase')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('コードが違うか')
  await expect(page.getByLabel('新しいパスワード')).toHaveValue('a quite new pass phrase')
  await lookAt(page, 'forgotten-2-wrong')
  await page.getByLabel('再設定用コード').focus()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type(code)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('パスワードを設定しました')
  await lookAt(page, 'forgotten-3-done', { english: true })
})

test('a first password’s link that is cut off or over says what to do (R9)', async ({ page }) => {
  await page.goto('/first-password')
  await expect(page.getByText('リンクが途中で切れています')).toBeVisible()
  await page.goto('/first-password#not-a-token-of-ours')
  await page.reload() // another # is the same page
  await page.getByLabel(/^新しいパスワード/).fill('a quite new pass phrase')
  await page.getByRole('button', { name: 'パスワードを設定する' }).click()
  await expect(page.getByRole('alert')).toContainText('このページは使用できません')
  await expect(page.getByText('ご依頼先: 電話 03-0000-0003')).toBeVisible()
  await lookAt(page, 'first-password-over', { english: true })
})
