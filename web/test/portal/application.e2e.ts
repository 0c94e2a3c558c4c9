import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, issue, LoggedInOfficer, logIn, lookAt, officers, people, test } from '@madoguchi/testkit'
import { call, contractOf, fileReissue } from './filing.ts'

test('an application from filing to the installed certificate: live, in words, with its files (R67, R69, R97)', async ({
  page,
  authority,
}) => {
  await logIn(page, authority, people.applicant)
  const filed = await fileReissue(page, people.applicant.password, 'www.example.jp', 'www.example.jp-2')
  await page.getByRole('link', { name: '申請一覧' }).click()
  await expect(page.getByRole('row')).toHaveCount(2)
  await lookAt(page, 'applications')
  await page.getByRole('link', { name: new RegExp(`^申請の状況: ${filed.number}`) }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('申請の状況')
  await expect(page.getByText('弊社での内容の確認をお待ちください')).toBeVisible()
  await expect(page.getByText(/例示 花子 様.*03-0000-0001/)).toBeVisible() // who is called, from which number
  await expect(page.locator('[aria-current=step]')).toContainText('現在: 受理')
  await lookAt(page, 'application-accepted')

  // The desk works; the page hears of it by itself and says so, and what it asks keeps no session alive (R6).
  const polled = page.waitForRequest(request => request.headers()['x-madoguchi-poll'] === '1')
  await issue(authority, filed.contract, filed.application)
  await polled
  await expect(page.getByRole('status').getByText('状況が変わりました: 完了')).toBeAttached()
  await expect(page.getByText(/以前の証明書の失効: .*\d\d:\d\d\(日本時間\)/)).toBeVisible()
  await lookAt(page, 'application-done')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your application')
  await lookAt(page, 'application-done-en')
  await page.getByRole('button', { name: '日本語' }).click()
})

test('downloads by destination: the right files in the right order, their digests, three commands (R67, R69)', async ({
  page,
  authority,
}) => {
  await logIn(page, authority, people.applicant)
  const filed = await fileReissue(page, people.applicant.password, 'www.example.jp', 'www.example.jp-2')
  await issue(authority, filed.contract, filed.application)
  await page.goto(`/applications/${filed.application}`)
  await page.getByRole('link', { name: 'ダウンロードと設置' }).click()
  await expect(page.getByRole('radio', { checked: true })).toHaveCount(0)
  await page.getByLabel('nginx').check()
  await expect(page).toHaveURL(/\?for=nginx$/)
  await expect(page.getByRole('region', { name: '設置の手順' }).getByRole('listitem')).toHaveCount(3)
  await lookAt(page, 'download-nginx')
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: /_chain\.pem をダウンロード/ }).click(),
  ])
  const path = await saved.path()
  const digest = createHash('sha256').update(readFileSync(path)).digest('hex')
  await expect(page.getByRole('button', { name: `コピー: ${digest}` })).toBeVisible()
  // OpenSSL finds the server's certificate first, the issuing CA's after it, and a way to the root.
  const root = `${authority.folder}/ca/root.pem`
  expect(execFileSync('openssl', ['verify', '-CAfile', root, '-untrusted', path, path]).toString()).toContain(
    'OK',
  )
  expect(execFileSync('openssl', ['x509', '-in', path, '-noout', '-subject']).toString()).toContain(
    'www.example.jp',
  )

  const { certificates } = await contractOf(page, 'www.example.jp')
  for (const [place, files] of Object.entries({
    Apache: 1,
    IIS: 1,
    Tomcat: 1,
    ロードバランサー: 3,
    その他: 5,
  })) {
    await page.getByLabel(place).check()
    await expect(page.getByRole('link', { name: /をダウンロード$/ })).toHaveCount(files)
  }
  for (const [format, options] of Object.entries({
    '.cer': ['x509', '-inform', 'DER'],
    '.p7b': ['pkcs7', '-inform', 'DER'],
  })) {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: new RegExp(`\\${format} をダウンロード`) }).click(),
    ])
    execFileSync('openssl', [...options, '-in', await file.path(), '-noout'])
  }
  await lookAt(page, 'download-other')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Download and install')
  await lookAt(page, 'download-en')
  await page.goto(`/contracts/${filed.contract}`)
  await expect(page.getByText(certificates[1].serial.slice(0, 4)).first()).toBeVisible()
  await expect(page.getByText(/A certificate will be revoked .*\(JST\)/)).toBeVisible()
  await lookAt(page, 'contract-scheduled-en')
})

test('取下げ says what goes and what stays, and leads to a new one; meanwhile changed is said (R23, R88, R129)', async ({
  page,
  authority,
}) => {
  await logIn(page, authority, people.applicant)
  const filed = await fileReissue(page, people.applicant.password, 'www.example.jp', 'www.example.jp-2')
  await page.goto(`/applications/${filed.application}`)
  await page.getByRole('button', { name: '取下げ' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText(filed.number)
  await lookAt(page, 'application-withdraw')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await page.getByRole('button', { name: '取下げ' }).click()
  // Somebody began to look at it between the screen and the press.
  const officer = await LoggedInOfficer.logIn(authority, officers.reviewer)
  await officer.step(filed.application, 'start-review')
  const button = dialog.getByRole('button', { name: `${filed.number} を取り下げる` })
  await button.click()
  await expect(dialog.getByRole('alert')).toBeVisible()
  await expect(page.locator('[aria-current=step]')).toContainText('審査中')
  await lookAt(page, 'application-changed')
  await button.dblclick() // twice is as once
  await expect(page.getByRole('status').getByText('取り下げました')).toBeVisible()
  await expect(page.getByRole('button', { name: '取下げ' })).toHaveCount(0)
  await lookAt(page, 'application-withdrawn')
  await page.getByRole('link', { name: 'もう一度申請する' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('再発行申請')
})

test('a second user of the customer approves or declines; what the desk says is shown (R8, R97)', async ({
  page,
  browser,
  authority,
}) => {
  await logIn(page, authority, people.secondApplicant)
  const { secondApplicant, secondApprover } = people
  const filed = await fileReissue(page, secondApplicant.password, 'www.example.com', 'www.example.com-2')
  await page.goto(`/applications/${filed.application}`)
  await expect(page.getByRole('button', { name: '承認する' })).toHaveCount(0) // not one's own
  const context = await browser.newContext({ locale: 'en-GB', baseURL: authority.portal })
  const boss = await context.newPage()
  await logIn(boss, authority, secondApprover)
  await boss.goto('/applications')
  await expect(boss.getByText('Waiting for you')).toBeVisible()
  await boss.getByRole('link', { name: new RegExp(`^View status: ${filed.number}`) }).click()
  await lookAt(boss, 'application-own-approval-en')
  await boss.getByRole('button', { name: 'Approve', exact: true }).click()
  await boss.getByRole('dialog').getByLabel('Password').fill(secondApprover.password)
  await boss.keyboard.press('Enter')
  await expect(boss.getByRole('status').getByText('You have approved')).toBeVisible()
  await context.close()
  const officer = await LoggedInOfficer.logIn(authority, officers.reviewer)
  await officer.step(filed.application, 'start-review')
  await officer.step(filed.application, 'send-back', {
    customer_text: 'CSRの鍵を作り直してください。<script>alert(1)</script>ﾊﾝｶｸ 髙﨑 العربية',
  })
  await page.goto(`/applications/${filed.application}`)
  await expect(page.getByText('<script>alert(1)</script>').first()).toBeVisible() // as text
  await expect(page.getByRole('link', { name: '修正して再提出する' })).toBeVisible()
  await lookAt(page, 'application-sent-back')
})

test('a dated revocation can be brought forward, not put off (R64, R92)', async ({ page, authority }) => {
  await logIn(page, authority, people.publisher)
  const contract = await contractOf(page, 'book.example.net')
  await call(page, 'POST', '/session/reauthenticate', { password: people.publisher.password })
  const wished = `${new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 19)}Z`
  const filed = await call(page, 'POST', `/contracts/${contract.id}/revocations`, {
    scope: 'certificate',
    certificate: contract.certificates[0].id,
    reason: 'cessation_of_operation',
    reason_text: 'サイトを閉じます。',
    wished_at: wished,
    understood: true,
    typed_dns_name: 'book.example.net',
  })
  await page.goto(`/applications/${filed.id}`)
  await page.getByRole('button', { name: '失効の日時を早める' }).click()
  const dialog = page.getByRole('dialog')
  const button = dialog.getByRole('button', { name: /の失効を早める$/ })
  await button.click()
  await expect(dialog.getByRole('alert')).toContainText('どちらかを選んでください')
  await dialog.getByLabel('日時を指定する').check()
  await dialog.getByLabel(/^失効の希望日時/).fill('2099-01-01T10:00')
  await button.click()
  await expect(dialog.getByRole('alert')).toBeVisible() // the server's: only earlier
  await lookAt(page, 'application-forward')
  await dialog.getByLabel('すぐに').check()
  await button.click()
  await expect(page.getByRole('status').getByText('失効の日時を早めました')).toBeVisible()
})
