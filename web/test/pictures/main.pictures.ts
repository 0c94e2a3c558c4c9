import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  type Authority,
  expect,
  type Hands,
  handsOn,
  issue,
  type Language,
  logIn,
  logInOfficer,
  type Name,
  officers,
  people,
  requestFor,
  test,
} from '@madoguchi/testkit'
import type { Browser, Page } from '@playwright/test'

const folder = resolve(import.meta.dirname, '../../../doc/pictures')
const DESKTOP = { width: 1280, height: 900 }
const PHONE = { width: 390, height: 844 }
const HEIGHT_MAX = 1500
const QUALITY = 60

/** What is seen without scrolling and a little more, as WebP: doc/pictures/NAME-LANGUAGE[-phone].webp. */
async function shoot(page: Page, name: string) {
  mkdirSync(folder, { recursive: true })
  await page.mouse.move(0, 0)
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  const devtools = await page.context().newCDPSession(page)
  const high = await page.evaluate(() => document.documentElement.scrollHeight)
  const { width, height } = page.viewportSize() ?? DESKTOP
  await page.setViewportSize({ width, height: Math.max(height, Math.min(high, HEIGHT_MAX)) })
  await page.evaluate(() => window.scrollTo(0, 0))
  const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY })
  writeFileSync(resolve(folder, `${name}.webp`), Buffer.from(data, 'base64'))
  await page.setViewportSize({ width, height })
  await devtools.detach()
}

async function picture(hands: Hands, name: string) {
  const { page, language } = hands
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(one => one.finished)))
  await shoot(page, `${name}-${language}`)
  await page.setViewportSize(PHONE)
  await shoot(page, `${name}-${language}-phone`)
  await page.setViewportSize(DESKTOP)
}

async function handsOf(browser: Browser, authority: Authority, language: Language): Promise<Hands> {
  const context = await browser.newContext({
    baseURL: authority.portal,
    viewport: DESKTOP,
    locale: language === 'ja' ? 'ja-JP' : 'en-GB',
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  return handsOn('mouse', await context.newPage(), language)
}

const next = (hands: Hands) => hands.button(['次へ', 'Next'])
const see = (hands: Hands, name: Name) => expect(hands.page.getByText(hands.say(name)).first()).toBeVisible()

async function toContract(hands: Hands, name: RegExp) {
  await hands.page.goto('/contracts')
  await hands.link([name, name])
  await hands.arrive(['契約の詳細', 'Contract details'])
}

async function fileReissue(hands: Hands) {
  await hands.link([/^再発行申請/, /^Reissue/])
  await hands.button(['申請を始める', 'Start'])
  await hands.pick(['サーバーの故障・入れ替え', 'Server failure or exchange'])
  await next(hands)
  await hands.fill([/^CSR\(/, /^CSR \(/], requestFor('www.example.jp-2'))
  await hands.button(['内容を確認する', 'Check the CSR'])
  await see(hands, ['このCSRで申請できます', 'This CSR can be used'])
  await picture(hands, 'csr')
  await next(hands)
  await hands.pick([/^後日失効/, /^Later/])
  await next(hands)
  await hands.pick([/^利用規約に同意します/, /^I accept the subscriber agreement/])
  await picture(hands, 'check')
  await hands.button(['申込', 'Apply'])
  const dialog = hands.page.getByRole('dialog')
  await hands.fill(['パスワード', 'Password'], people.applicant.password, dialog)
  await hands.button(['続ける', 'Continue'], dialog)
  await hands.arrive(['再発行申請を受け付けました', 'Your reissue application has arrived'])
  const contract = /contracts\/([^/?]+)/.exec(hands.page.url())?.[1] ?? ''
  await hands.link(['申請の状況を見る', 'Follow the application'])
  await hands.arrive(['申請の状況', 'Your application'])
  const application = /applications\/([^/?]+)/.exec(hands.page.url())?.[1] ?? ''
  return { contract, application }
}

async function fileRevocation(hands: Hands) {
  await toContract(hands, /shop\.example\.jp/)
  await hands.link([/^失効申請/, /^Revocation/])
  await hands.pick([/^この証明書だけ/, /^One certificate only/])
  await hands.pick(['shop.example.jp', 'shop.example.jp'])
  await next(hands)
  await hands.pick([/^サーバーやドメイン名の利用を終える/, /^The server or domain name is given up/])
  await hands.pick([/^できるだけ早く/, /^As soon as possible/])
  await hands.fill(
    [/^取消理由/, /^Reason in your words/],
    hands.say(['サーバーを廃止しました。', 'The server is gone.']) as string,
  )
  await next(hands)
  await hands.pick([/^取り消せないことを確認しました/, /^I understand that this cannot be undone/])
  await hands.fill([/を入力してください/, /^To confirm, type/], 'shop.example.jp')
  await picture(hands, 'revocation')
  await hands.button([/^確認: .*申請する$/, /^Confirm: apply to/])
  await hands.arrive(['失効申請を受け付けました', 'Your revocation application has arrived'])
  await hands.link(['申請の状況を見る', 'Follow the application'])
  await hands.arrive(['申請の状況', 'Your application'])
  return /applications\/([^/?]+)/.exec(hands.page.url())?.[1] ?? ''
}

async function example(hands: Hands) {
  await hands.page.goto('/example#mails')
  await expect(hands.page.getByRole('article')).toBeVisible()
  await picture(hands, 'example-mails')
}

// Ports that are known before the start, so that the addresses in the mails are the ones to open.
const ports = { ja: 18_080, en: 18_090 }

for (const language of ['ja', 'en'] as const) {
  test(`the main screens, in ${language}`, async ({ browser, authority }) => {
    await authority.stop()
    await authority.start(ports[language])
    const hands = await handsOf(browser, authority, language)
    const { page } = hands
    await page.goto('/login')
    await picture(hands, 'login')
    await logIn(page, authority, people.applicant)
    await expect(page.getByRole('row')).toHaveCount(3)
    await picture(hands, 'contracts')
    await example(hands)
    await toContract(hands, /www\.example\.jp/)
    await picture(hands, 'contract')
    const filed = await fileReissue(hands)
    await picture(hands, 'application')

    const revocation = await fileRevocation(hands)
    const desk = await handsOf(browser, authority, language)
    await logInOfficer(desk.page, authority, officers.reviewer)
    await expect(desk.page.getByRole('row').nth(1)).toBeVisible()
    await picture(desk, 'desk-tasks')
    await desk.page.goto(`${authority.desk}/applications/${filed.application}`)
    await expect(desk.page.getByRole('listitem').first()).toBeVisible()
    await see(desk, ['チェックリスト', 'Checklist'])
    await picture(desk, 'desk-review')

    await issue(authority, filed.contract, filed.application)
    await page.goto(`/applications/${filed.application}`)
    await hands.link(['ダウンロードと設置', 'Download and install'])
    await hands.pick(['nginx', 'nginx'])
    await picture(hands, 'download')
    await desk.page.goto(`${authority.desk}/applications/${revocation}`)
    await see(desk, ['電話確認', 'Telephone'])
    await picture(desk, 'desk-phone')
    await page.goto('/emergency')
    await see(hands, ['03-0000-0002', '03-0000-0002'])
    await picture(hands, 'emergency')
    await page.goto('/example#clock')
    await hands.pick([/^旧証明書の失効/, /^Revocation of the old certificate/])
    await picture(hands, 'example-clock')
  })
}
