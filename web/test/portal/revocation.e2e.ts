import { expect, logIn, lookAt, people, test } from '@madoguchi/testkit'

test('失効申請: consequence, object, finality, alternative; tick, type, confirm (R24, R78-R85, R86, R129)', async ({
  page,
  authority,
}) => {
  await logIn(page, authority, people.applicant)
  await page.getByRole('link', { name: /^詳細: .*shop\.example\.jp/ }).click()
  await page.getByRole('link', { name: /^失効申請/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('失効申請')
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0)
  await page.getByRole('button', { name: '次へ' }).click()
  await expect(page.getByRole('alert')).toContainText('どちらかを選んでください')
  await lookAt(page, 'revocation-1-scope')
  await page.getByLabel('この証明書だけ').check()
  await page.getByLabel('shop.example.jp').check()
  await page.getByRole('button', { name: '次へ' }).click()

  await page.getByLabel('サーバーやドメイン名の利用を終える').check()
  await page.getByLabel('取消理由').fill('サーバーを廃止しました。<b>&"\u202e右から左')
  await lookAt(page, 'revocation-2-reason')
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
  // The server's refusal lands on its field.
  await expect(page.getByRole('alert')).toContainText('最初のDNS名と一致しません')
  await page.getByRole('alert').getByRole('link').click()
  await expect(page.getByLabel(/DNS名「shop\.example\.jp」を入力/)).toBeFocused()
  await lookAt(page, 'revocation-3-wrong-name')
  await page.getByLabel(/DNS名「shop\.example\.jp」を入力/).fill('shop.example.jp')
  await confirm.click()

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('失効申請を受け付けました')
  await expect(page.getByText('03-0000-0001').first()).toBeVisible() // the number that the desk calls from
  await lookAt(page, 'revocation-4-receipt')
  const number = (await page.locator('.facts .mono').first().textContent()) ?? ''
  await authority.mail(new RegExp(number))
  await page.getByRole('link', { name: '契約の詳細へ戻る' }).click()
  await expect(page.getByRole('article').filter({ hasText: number })).toContainText('電話確認待ち')
  // A second one has its reason in place of the form.
  await page.goto(page.url().replace(/\?.*$/, '').concat('/revocation'))
  await expect(page.getByText('この申請は今はできません')).toBeVisible()
  await lookAt(page, 'revocation-refused')
})
