import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, type Request } from '@playwright/test'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const pictures = resolve(import.meta.dirname, '../../../../build/web/pictures')
const PHONE = { width: 320, height: 720 }

async function expectNoFindings(page: Page, state: string) {
  // In the page itself: our pages have no frames, for whose sake it would open another page for every look.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(RULES).analyze()
  const findings = violations.map(
    found => `${found.id}: ${found.nodes.map(node => node.target.join(' ')).join(', ')}`,
  )
  expect(findings, `axe on ${state}`).toEqual([])
}

async function expectNoSidewaysScroll(page: Page, state: string) {
  const wide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const over = [...document.querySelectorAll('body *')].filter(
      element => element.getBoundingClientRect().right > clientWidth + 1,
    )
    return over.map(element => `${element.tagName}.${element.className}`).slice(0, 8)
  })
  expect(wide, `${state} must not scroll sideways; too wide`).toEqual([])
}

/** None is taken where nobody looks at them (./check). */
async function picture(page: Page, name: string) {
  if (process.env.MADOGUCHI_PICTURES === 'off') return
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: resolve(pictures, `${name}.png`), fullPage: true })
}

/** Waits until what the page has asked for has come, while `act` runs and after it. */
async function untilAnswered(page: Page, act: () => Promise<void>) {
  const asked = new Set<Request>()
  const ask = (request: Request) => request.url().includes('/api/') && asked.add(request)
  const answered = (request: Request) => asked.delete(request)
  page.on('request', ask).on('requestfinished', answered).on('requestfailed', answered)
  await act()
  await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))
  await expect.poll(() => asked.size).toBe(0)
  page.off('request', ask).off('requestfinished', answered).off('requestfailed', answered)
}

/**
 * Presses the language switch, also where a dialog stands over it, and waits for what comes anew; the language that the
 * page is in then. On a page of the server's own the switch is a link that asks for it anew: only with `anew`.
 */
async function switchLanguage(page: Page, anew: boolean): Promise<string | undefined> {
  const from = await page.locator('html').getAttribute('lang')
  const to = from === 'ja' ? 'en' : 'ja'
  const found = page.locator(`header ${anew ? '' : 'button'}[lang="${to}"]`)
  if ((await found.count()) === 0) return undefined
  const coming = page.locator('main .skeleton') // the catalogue shows some that stay
  const before = await coming.count()
  await untilAnswered(page, async () => {
    await found.evaluate((element: HTMLElement) => element.click())
    await expect(page.locator('html')).toHaveAttribute('lang', to)
    await expect(coming).toHaveCount(before)
  })
  return to
}

/**
 * One screen in one state, judged and pictured: axe as it stands, in dark, at 320 px and at 200 % text, and in English
 * where it stands in Japanese; pictures of desktop, dark and phone as build/web/pictures/<name>*.png, and with
 * MADOGUCHI_PICTURES=both those of the other language; with `contrast` in high contrast too, light and dark. `english`:
 * true where the switch asks for the page anew (the server's own pages), false where that would change its state. The page
 * is left as it was.
 */
export async function lookAt(
  page: Page,
  name: string,
  { contrast = false, english }: { contrast?: boolean; english?: boolean } = {},
) {
  const size = page.viewportSize() ?? PHONE
  await expectNoFindings(page, name)
  await expectNoSidewaysScroll(page, name)
  await picture(page, name)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectNoFindings(page, `${name}, dark`)
  await picture(page, `${name}-dark`)
  if (contrast) {
    await page.emulateMedia({ contrast: 'more' })
    await expectNoFindings(page, `${name}, dark, high contrast`)
    await page.emulateMedia({ colorScheme: 'light' })
    await expectNoFindings(page, `${name}, high contrast`)
    await picture(page, `${name}-contrast`)
    await page.emulateMedia({ contrast: 'no-preference' })
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(PHONE)
  await expectNoFindings(page, `${name}, 320 px`)
  await expectNoSidewaysScroll(page, `${name}, 320 px`)
  await picture(page, `${name}-phone`)
  await page.setViewportSize(size)
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
  await expectNoFindings(page, `${name}, 200 % text`)
  await expectNoSidewaysScroll(page, `${name}, 200 % text`)
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
  await lookInTheOtherLanguage(page, name, english)
}

async function lookInTheOtherLanguage(page: Page, name: string, english: boolean | undefined) {
  const both = process.env.MADOGUCHI_PICTURES === 'both'
  const from = await page.locator('html').getAttribute('lang')
  if (english === false || (from !== 'ja' && !both)) return
  const other = await switchLanguage(page, english === true)
  if (!other) return
  await expectNoFindings(page, `${name}, ${other}`)
  await expectNoSidewaysScroll(page, `${name}, ${other}`)
  if (both) {
    const size = page.viewportSize() ?? PHONE
    await picture(page, `${name}-${other}`)
    await page.setViewportSize(PHONE)
    await expectNoSidewaysScroll(page, `${name}, ${other}, 320 px`)
    await picture(page, `${name}-phone-${other}`)
    await page.setViewportSize(size)
  }
  await switchLanguage(page, english === true)
}
