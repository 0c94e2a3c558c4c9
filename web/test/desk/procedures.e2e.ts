import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  type Authority,
  expect,
  handsOn,
  LoggedInOfficer,
  logIn,
  logInOfficer,
  lookAt,
  type Officer,
  officers,
  test,
} from '@madoguchi/testkit'
import type { Page } from '@playwright/test'

test.slow() // three procedures in one authority, looked at state by state

/** The next officer at the same desk. */
async function change(page: Page, authority: Authority, officer: Officer, next = '/tasks') {
  await page.getByRole('button', { name: 'ログアウト' }).click()
  await page.waitForURL('**/login')
  await logInOfficer(page, authority, officer, next)
}

interface Line {
  id: string
  common_name: string
  certificates: { id: string; serial: string }[]
}

/** The newest certificate of each of these contracts. */
async function certificatesOf(desk: LoggedInOfficer, names: string[]) {
  const { body } = await desk.call('GET', '/contracts')
  const found = []
  for (const name of names) {
    const line = (body.contracts as Line[]).find(each => each.common_name === name)
    const contract = (await desk.call('GET', `/contracts/${line?.id}`)).body as unknown as Line
    const [certificate] = contract.certificates
    if (!certificate) throw new Error(`${name} has no certificate`)
    found.push(certificate)
  }
  return found
}

test('a mass revocation, from the list to the result of each (R102, R105)', async ({ page, authority }) => {
  const revoker = await LoggedInOfficer.logIn(authority, officers.approver)
  const colleague = await LoggedInOfficer.logIn(authority, officers.caller)
  const hit = await certificatesOf(revoker, ['news.example.net', 'book.example.net', 'press.example.net'])

  // Nothing is chosen for the officer; what is missing and what is wrong stands at its field, and nothing is lost.
  await logInOfficer(page, authority, officers.reception)
  await page.getByRole('link', { name: 'インシデント' }).click()
  await expect(page.getByText('インシデントはありません')).toBeVisible()
  await page.getByRole('link', { name: 'インシデントを開く' }).click()
  const open = page.getByRole('button', { name: 'インシデントを開いて計画を作る' })
  await open.click()
  await expect(page.getByRole('alert')).toBeFocused()
  await expect(page.getByRole('alert').getByRole('listitem')).toHaveCount(2)
  await page.getByLabel('原因(BR 4.9.1.1)').selectOption('not_as_required')
  await page.getByLabel('シリアル番号').check()
  // As they are copied from somewhere: capitals, colons, an empty line.
  const serials = hit.map(({ serial }) => serial.toUpperCase().replace(/(..)(?=.)/g, '$1:'))
  const typed = [serials[0], '', '4D:4E', ...serials.slice(1)].join('\n')
  await page.getByLabel('値(1行に1つ)').fill(typed)
  await open.click()
  await expect(page.getByLabel('確認した事実(社内の記録)')).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('確認した事実(社内の記録)').fill('EKU の誤り。9月3日の変更から')
  await open.click()
  await expect(page.getByRole('alert')).toContainText('3行目「4d4e」')
  await expect(page.getByLabel('値(1行に1つ)')).toHaveValue(typed)
  await lookAt(page, 'desk-incident-1-refused', { english: true })
  await page.getByLabel('値(1行に1つ)').fill(typed.replace('4D:4E\n', ''))
  await expect(page.getByText('3件の値があります。')).toBeVisible()
  await open.dblclick()

  // The plan: who is hit, until when, and that nothing has changed. Who opened it cannot approve it.
  await expect(page.getByText(/^まだ何も変わっていません/)).toBeVisible()
  await expect(page.getByText('承認待ち')).toBeVisible()
  await expect(page.getByRole('definition').filter({ hasText: /^3枚$/ })).toBeVisible()
  await expect(page.getByRole('definition').filter({ hasText: /^1社$/ })).toBeVisible()
  await expect(page.getByRole('row')).toHaveCount(4)
  await expect(page.getByRole('button', { name: /失効させる/ })).toHaveCount(0)
  await lookAt(page, 'desk-incident-2-plan')
  const incident = new URL(page.url()).pathname

  // The second officer, by keyboard alone, in English. What changed under the sheet is told calmly, and approves nothing.
  await change(page, authority, officers.approver, '/tasks')
  await expect(page.getByText('大量失効のインシデントが、2人目の承認を待っています')).toBeVisible()
  await lookAt(page, 'desk-tasks-incident')
  await page.goto(`${authority.desk}/incidents`)
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('row')).toHaveCount(2) // opened once, whatever the double click
  await expect(page.getByText('awaiting approval')).toBeVisible()
  await lookAt(page, 'desk-incidents-en')
  const hands = handsOn('keyboard', page, 'en')
  await hands.act(page.getByRole('row').getByRole('link'))
  const approve = /^Revoke the 3 certificates of incident .* \(cannot be undone\)$/
  await hands.act(page.getByRole('button', { name: approve }))
  const sheet = page.getByRole('dialog')
  await expect(sheet.getByRole('button', { name: 'Cancel' })).toBeFocused()
  const seen = await colleague.call('GET', `/${incident.slice(1)}`)
  await colleague.call('POST', `/${incident.slice(1)}/criteria`, {
    headers: { 'If-Match': seen.etag },
    body: { criteria: [{ kind: 'dns_name', value: 'news.example.net' }] },
  })
  await hands.act(sheet.getByRole('button', { name: approve }))
  await expect(sheet.getByRole('alert')).toContainText('Another officer changed this')
  await lookAt(page, 'desk-incident-3-changed-en')
  await hands.act(sheet.getByRole('button', { name: 'Cancel' }))
  await expect(page.getByText('being defined')).toBeVisible()

  // Added to and planned anew by the first officer, who finds one more; then approved.
  await page.getByRole('button', { name: '日本語' }).click()
  await change(page, authority, officers.reviewer, incident)
  await page.getByRole('button', { name: '対象を追加する' }).click()
  await sheet.getByRole('button', { name: '追加して計画を作り直す' }).click()
  await expect(sheet.getByRole('alert')).toBeFocused()
  await sheet.getByLabel('DNS名').check()
  await sheet.getByLabel('値(1行に1つ)').fill('Store.example.net')
  await lookAt(page, 'desk-incident-4-add')
  await sheet.getByRole('button', { name: '追加して計画を作り直す' }).click()
  await expect(sheet).toBeHidden()
  await expect(page.getByText(/^まだ何も変わっていません/)).toBeVisible()
  // Meanwhile another procedure revokes one of them.
  const { body: proposed } = await revoker.call('POST', `/certificates/${hit[2]?.id}/revocations`, {
    body: { reason: 'privilege_withdrawn', legal_cause: 'within_5_days', reason_text: '別件' },
  })
  await colleague.step(String(proposed.id), 'agree', {})

  await change(page, authority, officers.approver, incident)
  await page.getByRole('button', { name: /証明書 4枚を失効させる\(取り消せません\)$/ }).click()
  await lookAt(page, 'desk-incident-5-approve')
  await sheet.getByRole('button', { name: /証明書 4枚を失効させる/ }).dblclick()

  // Carried out, published, told; the result of each.
  await expect(page.getByText('完了', { exact: true })).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText('4 / 4枚')).toBeVisible()
  await expect(page.getByRole('cell', { name: /^失効\s*2/ })).toHaveCount(3)
  await lookAt(page, 'desk-incident-6-done')
  await page.getByRole('link', { name: '実行から除かれたもの' }).click()
  await expect(page.getByRole('row')).toHaveCount(2)
  await expect(page.getByRole('cell', { name: /^失効済みでした/ })).toContainText('別の手続きで失効')
  await lookAt(page, 'desk-incident-7-skipped')
  await authority.mail(/インシデント/)
})

/** The person's own browser: the mailed link, a password of their own, and the login that it opens (R9). */
async function firstPassword(page: Page, authority: Authority, mail: string) {
  const own = await page.context().newPage()
  const [link] = /\/first-password#\S+/.exec(mail) ?? ['']
  await own.goto(`${authority.portal}${link}`)
  const password = 'a quite new pass phrase'
  await own.getByLabel(/^新しいパスワード/).fill(password)
  await own.getByRole('button', { name: 'パスワードを設定する' }).click()
  await expect(own.getByRole('heading', { level: 1 })).toHaveText('パスワードを設定しました')
  await logIn(own, authority, { loginId: 'kazuko', password })
  await expect(own.getByText('new.example.jp').first()).toBeVisible()
  await own.close()
}

const csr = readFileSync(resolve(import.meta.dirname, '../../../example/requests/new.example.jp.csr'), 'utf8')

test('a customer from nothing: contract, account, mandate, another name (R8, R33, R124, R125)', async ({
  page,
  authority,
}) => {
  // Everything that is wrong is named at once, at its field, and stays as it was typed.
  await logInOfficer(page, authority, officers.reception, '/contracts')
  await page.getByRole('link', { name: '契約を開く' }).click()
  const open = page.getByRole('button', { name: '契約を開き、新規発行を申し込む' })
  await open.click()
  await expect(page.getByRole('alert')).toBeFocused()
  await expect(page.getByRole('alert').getByRole('listitem')).toHaveCount(3)
  await page.getByLabel('新しいお客様').check()
  await page.getByLabel('法人名(登記の通り)').fill('新設見本株式会社')
  await page.getByLabel('フリガナ').first().fill('シンセツミホンカブシキガイシャ')
  await page.getByLabel(/EV 2\.0/).check()
  await page.getByLabel('組織名(O)').fill('Shinsetsu Mihon K.K.')
  await page.getByLabel('市区町村(L)').fill('Chiyoda-ku')
  await page.getByLabel('DNS名(1行に1つ)').fill('new.example.jp\nnot a name')
  for (const role of ['技術担当者', '事務担当者(請求書送付先)', '申請者']) {
    await page.getByLabel(`${role}は登録担当者と同じ`).check()
  }
  await page.getByLabel('CSR(証明書署名要求)').fill('-----BEGIN PRIVATE KEY-----\nMIIE')
  await expect(page.getByText(/^秘密鍵が貼り付けられたため/)).toBeVisible()
  await expect(page.getByLabel('CSR(証明書署名要求)')).toHaveValue('')
  await page.getByLabel('CSR(証明書署名要求)').fill(csr)
  await page.getByLabel(/^お客様が利用規約/).check()
  await open.click()
  await expect(page.getByRole('alert')).toContainText('2番目「not a name」')
  await expect(page.getByLabel('担当者氏名', { exact: false }).first()).toHaveAttribute(
    'aria-invalid',
    'true',
  )
  await expect(page.getByRole('alert')).toContainText('登録担当者 フリガナ: 必ず入力してください')
  await lookAt(page, 'desk-opening-1-refused', { english: true })

  await page.getByLabel('DNS名(1行に1つ)').fill('new.example.jp')
  await page.getByLabel('事業分類').selectOption('Private Organization')
  await page.getByLabel('設立の国').fill('JP')
  await page.getByLabel('登記番号').fill('7000012050009')
  const registrant = (field: string) => page.locator(`#f-contacts-registrant-${field}`)
  await registrant('person_name').fill('新設 一子')
  await registrant('person_kana').fill('シンセツ カズコ')
  await registrant('phone').fill('03-0000-3001')
  await registrant('mail').fill('kazuko@shinsetsu.example')
  await registrant('postal_code').fill('100-0001')
  await registrant('address').fill('東京都千代田区千代田1-1')
  await page.getByLabel('請求書送付方法').selectOption('electronic')
  await page.getByLabel('今、番号を登録する').check()
  await page.getByLabel('だれの番号ですか').selectOption('registrant')
  await page.locator('#f-numbers-0-phone').fill('03-0000-3001')
  await page.getByLabel('情報源').selectOption('independent_directory')
  await page.getByLabel('確認した資料').fill('例示電話帳 2026年版')
  await open.dblclick()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('契約の詳細')
  await expect(page.getByText('new.example.jp').first()).toBeVisible()
  await expect(page.getByText('申込中').first()).toBeVisible()
  const contract = new URL(page.url()).pathname
  await page
    .getByRole('navigation', { name: 'メニュー' })
    .getByRole('link', { name: '契約', exact: true })
    .click()
  await page.getByRole('link', { name: '申込中' }).click()
  await expect(page.getByRole('row')).toHaveCount(2) // once, whatever the double click

  // Its person's login, whose link comes by mail; then a mandate as an agent, that ends.
  await page.getByRole('link', { name: 'アカウント', exact: true }).click()
  await page.getByRole('button', { name: 'アカウントを開く' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('新しいログインID').fill('kazuko')
  await sheet.getByLabel('利用者の氏名').fill('新設 一子')
  await sheet.getByLabel('ワンタイムパスワードの送付先').fill('kazuko@shinsetsu.example')
  await sheet.getByLabel('お客様を探す').fill('ｼﾝｾﾂ')
  await sheet.getByLabel('お客様を探す').press('Enter')
  await sheet.getByRole('button', { name: 'アカウントを開く' }).click()
  await expect(sheet.getByRole('alert').getByRole('listitem')).toHaveCount(2)
  await sheet.getByLabel('新設見本株式会社').check()
  await sheet.getByRole('radio', { name: /^申請 / }).check()
  await lookAt(page, 'desk-account-open')
  await sheet.getByRole('button', { name: 'アカウントを開く' }).click()
  await expect(page.getByRole('heading', { level: 2, name: 'kazuko' })).toBeVisible()
  await expect(page.getByText('新設見本株式会社: 申請')).toBeVisible()
  await firstPassword(page, authority, await authority.mail(/ログインID: kazuko/))
  await page.getByRole('button', { name: '権限を加える' }).click()
  await sheet.getByLabel('お客様を探す').fill('手本')
  await sheet.getByRole('button', { name: '探す' }).click()
  await sheet.getByLabel('手本出版株式会社').check()
  await sheet.getByRole('radio', { name: /^閲覧 / }).check()
  await sheet.getByLabel('代理人として').check()
  await sheet.getByRole('button', { name: '権限を加える' }).click()
  await expect(sheet.getByLabel('委任の最後の日')).toHaveAttribute('aria-invalid', 'true')
  await sheet.getByLabel('委任の最後の日').fill('2030-03-31')
  await sheet.getByRole('button', { name: '権限を加える' }).click()
  await expect(sheet).toBeHidden()
  await expect(page.getByText('手本出版株式会社: 閲覧')).toBeVisible()
  await page.getByRole('button', { name: '権限を終わらせる: 手本出版株式会社' }).click()
  await expect(sheet.getByRole('button', { name: 'やめる' })).toBeFocused()
  await sheet.getByRole('button', { name: '権限を終わらせる: 手本出版株式会社' }).click()
  await expect(page.getByText('手本出版株式会社: 閲覧')).toContainText('終わりました')

  // The corporation has another name: evidence by reception, the change by a reviewer, by keyboard alone.
  const reception = await LoggedInOfficer.logIn(authority, officers.reception)
  await reception.call('POST', `${contract}/evidence`, {
    body: { kind: 'organization_identity', source: '例示登記簿 2026-11-01' },
  })
  await change(page, authority, officers.reviewer, contract)
  const hands = handsOn('keyboard', page, 'ja')
  await hands.button(['契約先変更', ''])
  await hands.type(sheet.getByLabel('法人名'), 'Shin Mihon K.K.')
  await hands.act(sheet.getByRole('button', { name: '契約先を変更する' }))
  await expect(sheet.getByRole('alert')).toContainText('確認記録を選んでください')
  const option = sheet.getByLabel('確認記録').getByRole('option', { name: /例示登記簿/ })
  await sheet.getByLabel('確認記録').selectOption(await option.getAttribute('value'))
  await lookAt(page, 'desk-party')
  await hands.act(sheet.getByRole('button', { name: '契約先を変更する' }))
  await expect(page.getByText('契約先を変更しました')).toBeVisible()
  await expect(page.getByText('Shin Mihon K.K.')).toBeVisible()
})

test('on behalf of a customer: each procedure that the API has (R55, R62, R104)', async ({
  page,
  authority,
}) => {
  const reissue = readFileSync(
    resolve(import.meta.dirname, '../../../example/requests/shop.example.jp-2.csr'),
    'utf8',
  )
  await logInOfficer(page, authority, officers.reception, '/contracts')
  await page.getByRole('link', { name: 'shop.example.jp' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('契約の詳細')
  const contract = new URL(page.url()).pathname

  // A contact change: only what is another is sent; a record that another officer changed meanwhile has its calm answer.
  await page.getByRole('link', { name: '担当者変更申請を代わりに受け付ける' }).click()
  const fileChange = page.getByRole('button', { name: 'shop.example.jp の担当者変更申請を受け付ける' })
  await fileChange.click()
  await expect(page.getByRole('alert')).toContainText('変える担当者を選んでください')
  await page.getByRole('checkbox', { name: '技術担当者' }).check()
  const department = page.getByLabel('部署名')
  await department.fill('基盤部')
  const other = await LoggedInOfficer.logIn(authority, officers.reviewer)
  const seen = await other.call('GET', contract)
  await other.call('PATCH', `${contract}/contacts/billing`, {
    headers: { 'If-Match': seen.etag },
    body: { department: '経理課' },
  })
  await fileChange.click()
  await expect(page.getByText('他の担当者が更新しました')).toBeVisible()
  await expect(department).toHaveValue('基盤部')
  await lookAt(page, 'desk-filing-1-changed')
  await fileChange.dblclick()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('担当者変更申請')
  await page.goto(`${authority.desk}${contract}`)
  await expect(page.getByText('代理で受付')).toBeVisible()
  await expect(page.getByRole('link', { name: /^担当者変更申請 / })).toHaveCount(1)

  // A reissue for a customer whose window is over, after a grant; in English, by keyboard alone.
  await page.getByRole('button', { name: 'English' }).click()
  const hands = handsOn('keyboard', page, 'en')
  await hands.link(['', 'File on behalf: Reissue'])
  const file = page.getByRole('button', { name: 'File: Reissue of shop.example.jp' })
  await hands.act(file)
  await expect(page.getByRole('alert')).toBeFocused()
  await expect(page.getByRole('alert')).toContainText('Please choose the certificate.')
  await lookAt(page, 'desk-filing-2-reissue-en')
  await hands.choose(page.getByRole('radio', { name: /^shop\.example\.jp/ }))
  await hands.choose(page.getByRole('radio', { name: 'Server failed or is replaced' }))
  await hands.choose(page.getByRole('radio', { name: /^Revoked later/ }))
  await hands.type(page.getByLabel('What was asked for'), 'By telephone from the registrant.')
  await hands.type(page.getByLabel('CSR (certificate signing request)'), reissue)
  await hands.choose(page.getByLabel(/^The customer accepted the subscriber agreement/))
  await hands.act(file)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Reissue')
  await page.getByRole('button', { name: '日本語' }).click()

  // A claim by telephone that the key leaked, and an ordinary revocation of another contract.
  await page.goto(`${authority.desk}${contract}/file/emergency_revocation`)
  await page.getByRole('radio', { name: /^shop\.example\.jp/ }).check()
  await page.getByLabel('申し出の内容').fill('担当者より電話。鍵が流出したとのこと')
  const claim = page.getByRole('button', { name: 'shop.example.jp の緊急失効を受け付ける' })
  await claim.click()
  await expect(page.getByLabel('失効は取り消せないことをお客様に伝えた')).toHaveAttribute(
    'aria-invalid',
    'true',
  )
  await lookAt(page, 'desk-filing-4-emergency', { english: true })
  await page.getByLabel('失効は取り消せないことをお客様に伝えた').check()
  await claim.click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('緊急失効')
  await page.goto(`${authority.desk}/contracts`)
  await page.getByRole('link', { name: 'www.example.jp' }).click()
  await page.getByRole('link', { name: '失効申請を代わりに受け付ける' }).click()
  await page.getByRole('button', { name: 'www.example.jp の失効申請を受け付ける' }).click()
  await expect(page.getByRole('alert')).toBeFocused()
  await page.getByLabel('この証明書だけ').check()
  await page.getByRole('radio', { name: /^www\.example\.jp/ }).check()
  await page.getByLabel('理由').selectOption('cessation_of_operation')
  await page.getByLabel('申し出の内容').fill('サーバーを廃止した。郵送の依頼書による')
  await page.getByLabel('失効は取り消せないことをお客様に伝えた').check()
  await page.getByLabel('失効する証明書の最初のDNS名').fill('www.example.jp')
  await lookAt(page, 'desk-filing-3-revocation')
  await page.getByRole('button', { name: 'www.example.jp の失効申請を受け付ける' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('失効申請')
})
