import { expect, logIn, lookAt, people, test } from '@madoguchi/testkit'

test('失効申請: consequence, object, finality, alternative; tick, type, confirm (R24, R78-R85, R86, R129)', async ({
  page,
  authority,
}) => {
  await logIn(page, authority, people.applicant)
  await page.getByRole('link', { name: /^詳細: .*shop\.example\.jp/ }).click()
  await page.getByRole('link', { name: /^失効申請/ }).click()
  const contract = page.url().replace(/\/revocation.*$/, '')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('失効申請')
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0)
  // What was chosen is kept, and opened again goes on; or is thrown away (R98).
  await page.getByLabel('契約全体(解約)').check()
  await expect(page.getByText('下書きを保存しました')).toBeVisible()
  await page.reload()
  await expect(page.getByText('に保存した下書きの続きです')).toBeVisible()
  await expect(page.getByLabel('契約全体(解約)')).toBeChecked()
  await page.getByRole('button', { name: '下書きを破棄して最初から' }).click()
  await expect(page.getByText('に保存した下書きの続きです')).toBeHidden()
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0)
  await page.getByRole('button', { name: '次へ' }).click()
  await expect(page.getByRole('alert')).toContainText('失効する対象を選んでください')
  await lookAt(page, 'revocation-1-scope', { english: true })
  await page.getByLabel('この証明書だけ').check()
  await page.getByLabel('shop.example.jp').check()
  await page.getByRole('button', { name: '次へ' }).click()

  await page.getByLabel('サーバーやドメイン名の利用を終える').check()
  // Given up or replaced, it may be revoked at a time (R92).
  await page.getByLabel('日時を指定する').check()
  await page.getByLabel('取消理由').fill('サーバーを廃止しました。<b>&"مرحبا 右から左')
  await page.getByRole('button', { name: '次へ' }).click()
  await expect(page.getByRole('alert')).toContainText('日時を入力してください')
  await page.getByLabel(/^失効の希望日時/).fill('2020-01-01T09:30')
  await page.getByRole('button', { name: '次へ' }).click()

  // The button names its object and is never disabled: pressed too early it says what is missing.
  const confirm = page.getByRole('button', {
    name: /^確認: シリアル番号 [0-9a-f ]+ の証明書の失効を申請する$/,
  })
  await confirm.click()
  await expect(page.getByRole('alert')).toContainText('元に戻せないことをご確認のうえ')
  await page.getByLabel('取り消せないことを確認しました').check()
  await page.getByLabel(/DNS名「shop\.example\.jp」を入力/).fill('www.example.jp')
  await lookAt(page, 'revocation-3-check')
  await confirm.click()
  const dialog = page.getByRole('dialog', { name: 'パスワードの確認' })
  await dialog.getByLabel('パスワード').fill(people.applicant.password)
  await page.keyboard.press('Enter')
  // What the server refuses leads back to its page, and lands on its field; what belongs elsewhere waits there.
  await expect(page.getByRole('heading', { level: 2, name: '取消理由' })).toBeVisible()
  await expect(page.getByRole('alert')).toBeFocused()
  await page.getByRole('alert').getByRole('link').click()
  await expect(page.getByLabel(/^失効の希望日時/)).toBeFocused()
  const soon = new Date((await authority.now()).getTime() + 10 * 24 * 3_600_000)
  await page.getByLabel(/^失効の希望日時/).fill(`${soon.toISOString().slice(0, 10)}T09:30`)
  await lookAt(page, 'revocation-2-reason', { english: true })
  await page.getByRole('button', { name: '次へ' }).click()
  await expect(page.getByRole('definition').getByText(/ 09:30\(日本時間\)/)).toBeVisible()
  await confirm.click()
  await expect(page.getByRole('alert')).toContainText('最初のDNS名と一致しません')
  await page.getByRole('alert').getByRole('link').click()
  await expect(page.getByLabel(/DNS名「shop\.example\.jp」を入力/)).toBeFocused()
  await lookAt(page, 'revocation-3-wrong-name')
  await page.getByLabel(/DNS名「shop\.example\.jp」を入力/).fill('shop.example.jp')
  await confirm.click()

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('失効申請を受け付けました')
  await expect(page.getByText('03-0000-0001').first()).toBeVisible() // the number that the desk calls from
  await lookAt(page, 'revocation-4-receipt', { english: true })
  const number = (await page.locator('.facts .mono').first().textContent()) ?? ''
  await authority.mail(new RegExp(number))
  await expect(page.getByRole('definition').getByText(/ 09:30\(日本時間\)/)).toBeVisible()
  await page.getByRole('link', { name: '申請の状況を見る' }).click()
  await expect(page.getByText(/ 09:30\(日本時間\)/).first()).toBeVisible()
  await page.goto(contract)
  await expect(page.getByRole('article').filter({ hasText: number })).toContainText('電話確認待ち')
  // A second one has its reason in place of the form.
  await page.goto(`${contract}/revocation`)
  await expect(page.getByText('この申請は今はできません')).toBeVisible()
  await lookAt(page, 'revocation-refused')
})
