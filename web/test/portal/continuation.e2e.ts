import {
  expect,
  LoggedInOfficer,
  logIn,
  lookAt,
  officers,
  paste,
  people,
  requestFor,
  test,
} from '@madoguchi/testkit'
import { call, fileReissue } from './filing.ts'

test('継続発行 by the same short pages, from the menu to the receipt (R57, R68)', async ({
  page,
  context,
  authority,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await logIn(page, authority, people.secondApplicant)
  await page
    .getByRole('link', { name: /api\.example\.com/ })
    .first()
    .click()
  await page.locator('.menu-item', { hasText: /^(継続発行|Continuation)/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('継続発行')
  await page.getByRole('button', { name: '申請を始める' }).click()
  await page.getByRole('button', { name: '次へ' }).click()
  await expect(page.getByRole('group', { name: /再発行の理由/ })).toHaveCount(0)
  await paste(page, requestFor('api.example.com-2'))
  await expect(page.getByText('このCSRで申請できます')).toBeVisible()
  const kept = page.waitForResponse(
    async answer => answer.url().includes('/drafts/') && /"reached": ?3/.test(await answer.text()),
  )
  await page.getByRole('button', { name: '次へ' }).click()
  await kept
  // Closed and opened again, the same page comes, filled; the consent is given anew (R98).
  await page.getByLabel('利用規約に同意します').check()
  await page.reload()
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText('申請内容の確認')
  await expect(page.getByText(/CSRのSHA-256: /)).toBeVisible()
  await expect(page.getByLabel('利用規約に同意します')).not.toBeChecked()
  await page.goBack()
  await expect(page.getByText('このCSRで申請できます')).toBeVisible()
  await page.goForward()
  await page.getByLabel('利用規約に同意します').check()
  await lookAt(page, 'continuation-check')
  await page.getByRole('button', { name: '申込' }).click()
  await page.getByRole('dialog').getByLabel('パスワード').fill(people.secondApplicant.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('継続発行の申請を受け付けました')
  await page.getByRole('link', { name: '申請の状況を見る' }).click()
  await expect(page.getByText('お客様の承認待ち').first()).toBeVisible() // R8
})

test('a reissue sent back is corrected in its own pages, filled with what was filed (R56, R94, R98)', async ({
  page,
  context,
  authority,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await logIn(page, authority, people.applicant)
  const filed = await fileReissue(page, people.applicant.password, 'www.example.jp', 'www.example.jp-2')
  const officer = await LoggedInOfficer.logIn(authority, officers.reviewer)
  await officer.step(filed.application, 'start-review')
  await officer.step(filed.application, 'send-back', { customer_text: '新しい鍵のCSRをお願いします。' })
  await page.goto(`/applications/${filed.application}`)
  await page.getByRole('link', { name: '修正して再提出する' }).click()
  await expect(page.getByText('新しい鍵のCSRをお願いします。')).toBeVisible()
  await page.getByRole('button', { name: '申請を始める' }).click()
  await expect(page.getByLabel('サーバーの故障・入れ替え')).toBeChecked()
  await page.getByRole('button', { name: '次へ' }).click()
  await paste(page, requestFor('www.example.jp-3'))
  await expect(page.getByText('このCSRで申請できます')).toBeVisible()
  await page.getByRole('button', { name: '次へ' }).click()
  await expect(page.getByLabel('後日失効')).toBeChecked()
  await page.getByRole('button', { name: '次へ' }).click()
  await page.getByLabel('利用規約に同意します').check()
  await page.getByRole('button', { name: '申込' }).click()
  await expect(page.getByText(filed.number)).toBeVisible() // the same application goes on
  await page.getByRole('link', { name: '申請の状況を見る' }).click()
  await expect(page.locator('[aria-current=step]')).toContainText('現在: 受理')
})

test('a first issue that was sent back is corrected by its request alone (R94, R98, R125)', async ({
  page,
  context,
  authority,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await logIn(page, authority, people.applicant)
  const session = await call(page, 'GET', '/session')
  const { version, text_sha256 } = await call(page, 'GET', '/agreement')
  const officer = await LoggedInOfficer.logIn(authority, officers.reviewer)
  const contact = (mail: string) => ({
    person_name: '例示 花子',
    person_kana: 'レイジ ハナコ',
    phone: '03-0000-1111',
    mail,
    country: 'JP',
    address: '東京都千代田区見本2-2',
    language: 'ja',
  })
  const opened = await officer.call('POST', '/contracts', {
    body: {
      customer: session.customers[0].id,
      product: 'sr_3_0',
      subject: {
        country: 'JP',
        state_or_province: 'Tokyo',
        locality: 'Chiyoda-ku',
        organization: 'Reiji Shoji K.K.',
      },
      dns_names: ['new.example.jp'],
      contacts: {
        registrant: contact('touroku@example.jp'),
        technical: contact('gijutsu@example.jp'),
        billing: { ...contact('jimu@example.jp'), invoice_delivery: 'electronic' },
        applicant: contact('shinsei@example.jp'),
      },
      csr: requestFor('new.example.jp'),
      agreement: { version, text_sha256 },
    },
  })
  const { id: application, number } = opened.body.application as { id: string; number: string }
  await officer.step(application, 'start-review')
  await officer.step(application, 'send-back', { customer_text: 'CSRをもう一度お送りください。' })
  await page.goto('/contracts')
  await expect(page.getByRole('link', { name: /^申請を修正する/ })).toBeVisible()
  await page.getByRole('link', { name: /^詳細: .*new\.example\.jp/ }).click()
  await expect(page.getByText('次にすること')).toBeVisible()
  await page.getByRole('link', { name: /^申請を修正する/ }).click()
  await lookAt(page, 'first-issue-sent-back')
  await page.getByRole('link', { name: '修正して再提出する' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('新規発行')
  await expect(page.getByText('CSRをもう一度お送りください。', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: '申請を始める' }).click()
  await paste(page, requestFor('new.example.jp'))
  await expect(page.getByText('このCSRで申請できます')).toBeVisible()
  await page.getByRole('button', { name: '次へ' }).click()
  await page.getByLabel('利用規約に同意します').check()
  await lookAt(page, 'first-issue-check')
  await page.getByRole('button', { name: '申込' }).click()
  await page.getByRole('dialog').getByLabel('パスワード').fill(people.applicant.password)
  await page.keyboard.press('Enter')
  await expect(page.getByText(number)).toBeVisible()
  await lookAt(page, 'first-issue-receipt')
  await page.getByRole('link', { name: '申請の状況を見る' }).click()
  await expect(page.locator('[aria-current=step]')).toContainText('現在: 受理')
})
