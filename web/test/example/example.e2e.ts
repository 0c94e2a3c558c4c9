import { expect, lookAt, officers, people, test } from '@madoguchi/testkit'

test('who tries it out needs no mail server and no authenticator: mails live, codes, both logins', async ({
  page,
  context,
  authority,
}) => {
  // The link on the login page itself leads there, in another tab.
  await page.goto('/login')
  const [example] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: /メール・時計・ログイン情報/ }).click(),
  ])
  await expect(example.getByText('メールはまだありません')).toBeVisible()
  await lookAt(example, 'example-mails-none')

  // The customer: the code comes up in the mailbox by itself.
  await page.locator('#login_id').fill(people.applicant.loginId)
  await page.locator('#password').fill(people.applicant.password)
  await page.locator('form[action="/login"] button').click()
  await expect(page.locator('.page-example')).toContainText('検証環境')
  const mail = example.getByRole('article')
  await expect(mail).toContainText('ワンタイムパスワード')
  await lookAt(example, 'example-mails')
  const code = /\b\d{8}\b/.exec((await mail.textContent()) ?? '')?.[0] ?? ''
  await page.locator('#code').fill(code)
  await page.locator('form[action$="/code"] button').click()
  await page.waitForURL('**/contracts')

  // The officer: the code of now, without a telephone, twice in a row; a code that was used is no longer shown.
  await example.getByRole('link', { name: 'ログイン情報', exact: true }).click()
  await expect(example.getByRole('table')).toHaveCount(2)
  await lookAt(example, 'example-people')
  const used: string[] = []
  for (const again of [1, 2]) {
    const row = example.getByRole('row').filter({ hasText: officers.reviewer.name })
    await page.goto(`${authority.desk}/login`)
    await expect(page.locator('.page-example')).toContainText('検証環境')
    await page.locator('#login_id').fill(officers.reviewer.loginId)
    await page.locator('#password').fill(officers.reviewer.password)
    const shown = row.locator('.mono').nth(2)
    for (const code of used) await expect(shown).not.toHaveText(code)
    await expect(shown).toHaveText(/^\d{6}$/)
    const code = (await shown.textContent()) ?? ''
    used.push(code)
    await page.locator('#totp').fill(code)
    await page.locator('form[action="/login"] button').click()
    await expect(page.getByText(officers.reviewer.name), `login ${again}`).toBeVisible()
    await expect(row.getByText(/次のコードまで|あと/)).toBeVisible()
  }
  // The desk's door has the same pages.
  await page.goto(`${authority.desk}/example#people`)
  await expect(page.getByRole('table')).toHaveCount(2)
})

test('the clock goes forward, says before what will happen, and what was due is done', async ({
  page,
  authority,
}) => {
  await page.goto('/example#clock')
  const form = page.locator('form')
  await form.getByRole('button').click()
  await expect(page.getByRole('alert')).toContainText('どこまで進めるか')
  await lookAt(page, 'example-clock-nothing-chosen')
  await page.getByLabel('日時を指定する').check()
  await page.getByLabel('日時(日本時間)').fill('あした')
  await form.getByRole('button').click()
  await expect(page.getByRole('alert')).toContainText('形で入力')
  await page.getByLabel('日時(日本時間)').fill('2020-01-01 09:00')
  await form.getByRole('button').click()
  await expect(page.getByRole('alert')).toContainText('先へだけ')
  await page.getByRole('radio', { name: '証明書の有効期限' }).first().check()
  await expect(page.getByText('その時までに起きること')).toBeVisible()
  await lookAt(page, 'example-clock')
  const before = (await (await page.request.get('/api/v1/example/clock')).json()) as { now: string }
  await page.getByRole('button', { name: /まで進める$/ }).click()
  await expect(page.getByText('時計を進めました')).toBeVisible()
  const after = (await (await page.request.get(`${authority.desk}/api/v1/example/clock`)).json()) as {
    now: string
  }
  expect(after.now > before.now).toBe(true)
  await page.getByRole('button', { name: 'English' }).click()
  await lookAt(page, 'example-clock-en')
})
