import {
  type Authority,
  expect,
  handsOn,
  LoggedInOfficer,
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
  const hit = await certificatesOf(revoker, ['news.example.net', 'book.example.net', 'press.example.net'])

  // Nothing is chosen for the officer; what is missing and what is wrong stands at its field, and nothing is lost.
  await logInOfficer(page, authority, officers.reception)
  await page.getByRole('link', { name: 'インシデント' }).click()
  await expect(page.getByText('インシデントはありません')).toBeVisible()
  await page.getByRole('link', { name: 'インシデントを開く' }).click()
  const open = page.getByRole('button', { name: '開いて計画を作る' })
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
  await lookAt(page, 'desk-incident-1-refused')
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
  await change(page, authority, officers.approver, '/incidents')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('row')).toHaveCount(2) // opened once, whatever the double click
  await expect(page.getByText('awaiting approval')).toBeVisible()
  await lookAt(page, 'desk-incidents-en')
  const hands = handsOn('keyboard', page, 'en')
  await hands.act(page.getByRole('row').getByRole('link'))
  const approve = /^Revoke the 3 certificates of incident .* \(cannot be undone\)$/
  await hands.act(page.getByRole('button', { name: approve }))
  const sheet = page.getByRole('dialog')
  await expect(sheet.getByRole('button', { name: 'Stop' })).toBeFocused()
  const seen = await revoker.call('GET', `/${incident.slice(1)}`)
  await revoker.call('POST', `/${incident.slice(1)}/criteria`, {
    headers: { 'If-Match': seen.etag },
    body: { criteria: [{ kind: 'dns_name', value: 'news.example.net' }] },
  })
  await hands.act(sheet.getByRole('button', { name: approve }))
  await expect(sheet.getByRole('alert')).toContainText('Another officer changed this')
  await lookAt(page, 'desk-incident-3-changed-en')
  await hands.act(sheet.getByRole('button', { name: 'Stop' }))
  await expect(page.getByText('collecting')).toBeVisible()

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
  const second = await LoggedInOfficer.logIn(authority, officers.caller)
  await second.step(String(proposed.id), 'agree', {})

  await change(page, authority, officers.approver, incident)
  await page.getByRole('button', { name: /証明書 4枚を失効させる\(取り消せません\)$/ }).click()
  await lookAt(page, 'desk-incident-5-approve')
  await sheet.getByRole('button', { name: /証明書 4枚を失効させる/ }).dblclick()

  // Carried out, published, told; the result of each.
  await expect(page.getByText('完了', { exact: true })).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText('4 / 4枚')).toBeVisible()
  await expect(page.getByRole('cell', { name: /^失効\s*2/ })).toHaveCount(3)
  await lookAt(page, 'desk-incident-6-done')
  await page.getByRole('link', { name: 'このインシデントで失効しなかったもの' }).click()
  await expect(page.getByRole('row')).toHaveCount(2)
  await expect(page.getByRole('cell', { name: /^失効済みでした/ })).toContainText('別の手続きで失効')
  await lookAt(page, 'desk-incident-7-skipped')
  await authority.mail(/インシデント/)
})
