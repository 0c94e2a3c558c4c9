import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import {
  type Authority,
  certificateFiles,
  expect,
  type Hands,
  handsOn,
  isOnItsCrl,
  issue,
  type Language,
  people,
  requestFor,
  test,
} from '@madoguchi/testkit'

// Every procedure of a customer, from the login to the published CRL, by one walk in each language and by each way of
// moving through pages. What each page says, refuses and looks like stands in the other files, mostly in Japanese by mouse.

type Person = (typeof people)[keyof typeof people]

async function logIn(hands: Hands, authority: Authority, person: Person) {
  const { page } = hands
  await page.goto('/login')
  await hands.type(page.locator('#login_id'), person.loginId)
  await hands.type(page.locator('#password'), person.password)
  await hands.act(page.locator('form[action="/login"] button'))
  await expect(page.locator('#code')).toBeVisible()
  await hands.type(page.locator('#code'), await authority.code())
  await hands.act(page.locator('form[action$="/code"] button'))
  await hands.arrive(['契約一覧', 'Contracts'])
}

const next = (hands: Hands) => hands.button(['次へ', 'Next'])

async function toContract(hands: Hands, name: RegExp) {
  await hands.link(['契約一覧', 'Contracts'], hands.page.getByRole('navigation').first())
  await hands.arrive(['契約一覧', 'Contracts'])
  await hands.link([name, name])
  await hands.arrive(['契約の詳細', 'Contract details'])
}

/** Asked for once: a while later it still counts (R6). */
async function confirmPassword(hands: Hands, person: Person) {
  const dialog = hands.page.getByRole('dialog')
  await hands.fill(['パスワード', 'Password'], person.password, dialog)
  await hands.button(['続ける', 'Continue'], dialog)
}

async function giveRequest(hands: Hands, request: string) {
  await hands.fill([/^CSR\(/, /^CSR \(/], requestFor(request))
  await hands.button(['内容を確認する', 'Check the CSR'])
  await expect(
    hands.page.getByText(hands.say(['このCSRで申請できます', 'This CSR can be used'])),
  ).toBeVisible()
  await next(hands)
}

async function agreeAndApply(hands: Hands) {
  await hands.pick([/^利用規約に同意します/, /^I accept the subscriber agreement/])
  await hands.button(['申込', 'Apply'])
}

/** From the contract's page to the receipt's button; whether the password is asked for is the caller's to know. */
async function fillReissue(hands: Hands, request: string) {
  await hands.arrive(['再発行申請', 'Reissue'])
  await hands.button(['申請を始める', 'Start'])
  await hands.pick(['サーバーの故障・入れ替え', 'Server failure or exchange'])
  await next(hands)
  await giveRequest(hands, request)
  await hands.pick([/^後日失効/, /^Later/])
  await next(hands)
  await agreeAndApply(hands)
}

async function reissue(hands: Hands, person: Person) {
  await toContract(hands, /www\.example\.jp/)
  await hands.link([/^再発行申請/, /^Reissue/])
  await fillReissue(hands, 'www.example.jp-2')
  await confirmPassword(hands, person)
  await hands.arrive(['再発行申請を受け付けました', 'Your reissue application has arrived'])
}

/** Taken back, filed again from there; returns both ids. */
async function withdrawAndFileAgain(hands: Hands) {
  const { page } = hands
  await hands.link(['申請の状況を見る', 'Follow the application'])
  await hands.button(['取下げ', 'Withdraw'])
  await hands.button([/を取り下げる$/, /^Withdraw [2-9A-Z-]+$/], page.getByRole('dialog'))
  await hands.link(['もう一度申請する', 'Apply anew'])
  await fillReissue(hands, 'www.example.jp-2')
  await hands.arrive(['再発行申請を受け付けました', 'Your reissue application has arrived'])
  const contract = /contracts\/([^/?]+)/.exec(page.url())?.[1] ?? ''
  await hands.link(['申請の状況を見る', 'Follow the application'])
  await hands.arrive(['申請の状況', 'Your application'])
  return { contract, application: /applications\/([^/?]+)/.exec(page.url())?.[1] ?? '' }
}

/** The chain for nginx, as OpenSSL takes it. */
async function download(hands: Hands, authority: Authority) {
  const { page } = hands
  await hands.link(['ダウンロードと設置', 'Download and install'])
  await hands.pick(['nginx', 'nginx'])
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    hands.link([/_chain\.pem をダウンロード/, /^Download .*_chain\.pem/]),
  ])
  const file = await saved.path()
  const root = join(authority.folder, 'ca/root.pem')
  const said = execFileSync('openssl', ['verify', '-CAfile', root, '-untrusted', file, file]).toString()
  expect(said).toContain('OK')
}

async function contactChange(hands: Hands) {
  await toContract(hands, /shop\.example\.jp/)
  await hands.link([/^担当者変更申請/, /^Contact change/])
  await hands.pick([/^技術担当者/, /^Technical contact/])
  await next(hands)
  await hands.fill(['部署名', 'Department'], '基盤部')
  await next(hands)
  await hands.button(['申込', 'Apply'])
  await hands.arrive(['担当者変更申請を受け付けました', 'We have received your contact change'])
}

/** One certificate's, or the whole contract's: 解約. Returns the contract's id. */
async function revoke(hands: Hands, name: string, scope: 'certificate' | 'contract'): Promise<string> {
  const { page } = hands
  await toContract(hands, new RegExp(name.replaceAll('.', '\\.')))
  await hands.link([/^失効申請/, /^Revocation/])
  if (scope === 'certificate') {
    await hands.pick([/^この証明書だけ/, /^One certificate only/])
    await hands.pick([name, name])
  } else {
    await hands.pick([/^契約全体/, /^The whole contract/])
  }
  await next(hands)
  await hands.pick([/^サーバーやドメイン名の利用を終える/, /^The server or domain name is given up/])
  if (scope === 'certificate') await hands.pick([/^できるだけ早く/, /^As soon as possible/])
  await hands.fill([/^取消理由/, /^Reason in your words/], 'サーバーを廃止しました。')
  await next(hands)
  await hands.pick([/^取り消せないことを確認しました/, /^I understand that this cannot be undone/])
  await hands.fill([/を入力してください/, /^To confirm, type/], name)
  await hands.button([/^確認: .*申請する$/, /^Confirm: apply to/])
  await hands.arrive(['失効申請を受け付けました', 'Your revocation application has arrived'])
  return /contracts\/([^/?]+)/.exec(page.url())?.[1] ?? ''
}

async function account(hands: Hands, authority: Authority) {
  const { page } = hands
  await hands.link(['アカウント情報登録', 'Account information'], page.getByRole('navigation').first())
  await hands.pick(['English(英語)', '日本語 (Japanese)'])
  await hands.button(['メールの言語を変更する', 'Change the language of mails'])
  await expect(
    page.getByText(hands.say(['メールの言語を変更しました', 'The language of mails has changed'])),
  ).toBeVisible()
  await hands.link(['ワンタイムパスワード送付先の変更', 'Change the address for one-time codes'])
  await hands.fill(
    ['ワンタイムパスワード用のメールアドレス', 'Mail address for one-time codes'],
    'hanako-new@reiji.example',
  )
  await next(hands)
  await hands.button(['この内容で確認用コードを送る', 'Send the code'])
  await hands.arrive(['確認用コードの入力', 'Enter the code'], 2)
  await hands.fill([/^確認用コード/, /^Code/], await authority.code())
  await hands.button(['このアドレスを登録する', 'Register this address'])
  await hands.arrive([
    'ワンタイムパスワードの送付先を変更しました',
    'The address for one-time codes has changed',
  ])
  await hands.button(['ログアウト', 'Log out'])
  await page.waitForURL('**/login')
}

async function continuation(hands: Hands, authority: Authority) {
  await logIn(hands, authority, people.secondApplicant)
  await toContract(hands, /api\.example\.com/)
  await hands.link([/^継続発行/, /^Continuation/])
  await hands.button(['申請を始める', 'Start'])
  await next(hands)
  await giveRequest(hands, 'api.example.com-2')
  await agreeAndApply(hands)
  await confirmPassword(hands, people.secondApplicant)
  await hands.arrive(['継続発行の申請を受け付けました', 'Your continuation application has arrived'])
}

/**
 * The clock goes to the old certificate's end, past the deadlines of what was filed: the one that was replaced, the one
 * that went with its contract and the one of the other contract stand on the CRLs that they name.
 */
async function untilTheCrl(hands: Hands, authority: Authority, certificates: string[]) {
  const { page } = hands
  for (const file of certificates) expect(await isOnItsCrl(page, authority, file)).toBe(false)
  await page.goto('/example#clock')
  await hands.pick([/^旧証明書の失効/, /^Revocation of the old certificate/])
  await hands.button([/まで進める$/, /^Move the clock to/])
  await expect(page.getByText(hands.say(['時計を進めました', 'The clock was moved']))).toBeVisible()
  for (const file of certificates) {
    await expect.poll(() => isOnItsCrl(page, authority, file), { timeout: 60_000 }).toBe(true)
  }
}

const ways: ['mouse' | 'keyboard', Language][] = [
  ['keyboard', 'ja'],
  ['keyboard', 'en'],
  ['mouse', 'en'],
]
for (const [way, language] of ways) {
  test(`every procedure, by ${way} alone, in ${language} (R24, R38, R66, R67, R79, R88, R114)`, async ({
    page,
    context,
    authority,
  }) => {
    await context.addCookies([{ name: 'language', value: language, url: authority.portal }])
    const hands = handsOn(way, page, language)
    await logIn(hands, authority, people.applicant)
    await reissue(hands, people.applicant)
    const filed = await withdrawAndFileAgain(hands)
    await issue(authority, filed.contract, filed.application)
    const both = await certificateFiles(page, authority, filed.contract)
    expect(both).toHaveLength(2)
    await download(hands, authority)
    await contactChange(hands)
    const ended = await revoke(hands, 'shop.example.jp', 'certificate')
    const shop = await certificateFiles(page, authority, ended)
    await revoke(hands, 'www.example.jp', 'contract')
    await account(hands, authority)
    await continuation(hands, authority)
    await untilTheCrl(hands, authority, [...both, ...shop])
  })
}
