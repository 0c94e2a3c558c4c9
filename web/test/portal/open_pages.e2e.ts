import {
  bodiesSent,
  certificateFiles,
  expect,
  handsOn,
  isOnItsCrl,
  logIn,
  lookAt,
  people,
  test,
} from '@madoguchi/testkit'

test('the guidance page needs no login and shows the policy’s numbers (R126)', async ({ page }) => {
  await page.goto('/guide')
  await expect(page.getByRole('row', { name: /EV 2\.0/ })).toContainText('発行から25日以内に1回')
  await expect(page.getByText('再発行した日時から14日後')).toBeVisible()
  await lookAt(page, 'guide')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^About/)
  await lookAt(page, 'guide-en')
})

test('a leaked key is told of without a login, at any hour (R62, R105)', async ({ page }) => {
  await page.goto('/emergency')
  await expect(page.getByText(/03-0000-0002/)).toBeVisible()
  await page.getByRole('button', { name: '送信する' }).click()
  await expect(page.getByRole('alert')).toBeFocused()
  await lookAt(page, 'emergency-faults')
  await page.getByLabel('証明書のシリアル番号').fill('4d78 5632 e3e3 351b 4946 36eb c527 0b80')
  // A private key goes nowhere; who writes about one is heard.
  const sent = await bodiesSent(page)
  await page.getByLabel('何が起きたか').fill('-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n')
  await page.getByRole('button', { name: '送信する' }).click()
  await expect(page.getByRole('alert')).toContainText('秘密鍵が含まれているため、送信していません')
  expect(sent().filter(body => body.includes('MIIEvQ'))).toEqual([])
  await page.getByLabel('何が起きたか').fill('公開のリポジトリーに秘密鍵が置かれています: a private key')
  await page.getByLabel('ご連絡先のメールアドレス').fill('finder@example.com')
  await page.getByRole('button', { name: '送信する' }).click()
  await expect(page.getByRole('status').getByText('お知らせを受け付けました')).toBeVisible()
  await lookAt(page, 'emergency-sent', { english: true })
})

test('whoever is logged in revokes a certificate of their own at once, by keyboard alone in English (R6, R62, R63, R129)', async ({
  page,
  context,
  authority,
}) => {
  await context.addCookies([{ name: 'language', value: 'en', url: authority.portal }])
  await logIn(page, authority, people.applicant)
  const hands = handsOn('keyboard', page, 'en')
  // A lost key that somebody may have: the next step is here, not at the end of the form.
  await hands.link([/www/, /^Details of .*www\.example\.jp/])
  await hands.link([/^再発行申請/, /^Reissue/])
  await hands.button(['申請を始める', 'Start'])
  await hands.pick(['秘密鍵を紛失した', 'The private key is lost'])
  await hands.pick(['はい', 'Yes'])
  await expect(page.getByRole('button', { name: 'Next' })).toHaveCount(0)
  await lookAt(page, 'reissue-2-exposed-en')
  await hands.link(['緊急の失効へ', 'Go to emergency revocation'])
  await hands.arrive(['緊急の失効(24時間受付)', 'Emergency revocation (24 hours a day)'])

  // The certificate that one came from is chosen; the last button names it, and asks for the password.
  await expect(page.getByLabel('www.example.jp')).toBeChecked()
  const revoke = page.getByRole('button', {
    name: /^Revoke www\.example\.jp \(serial ends in [0-9a-f]{6}\) at once$/,
  })
  await hands.act(revoke)
  await expect(page.getByRole('alert')).toBeFocused()
  await lookAt(page, 'emergency-own-faults-en')
  await hands.fill(['何が起きたか', 'What happened'], 'A laptop with the private key was stolen.')
  await hands.pick([/^取り消せない/, /^I understand that this cannot be undone/])
  const contract = /contract=([a-z2-7]{26})/.exec(page.url())?.[1] ?? ''
  const [file = ''] = await certificateFiles(page, authority, contract)
  expect(await isOnItsCrl(page, authority, file)).toBe(false)
  await hands.act(revoke)
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape') // thought better of: nothing is wrong, nothing was done
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('alert')).toHaveCount(0)
  await hands.act(revoke)
  await hands.fill(['パスワード', 'Password'], people.applicant.password, dialog)
  await page.keyboard.press('Enter')
  await hands.arrive(['証明書を失効しました', 'The certificate is revoked'])
  await lookAt(page, 'emergency-own-done-en')
  await expect.poll(() => isOnItsCrl(page, authority, file), { timeout: 60_000 }).toBe(true)
})
