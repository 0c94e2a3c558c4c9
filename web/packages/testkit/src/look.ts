import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

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

/** The page in its other language, and back: its switch stands in the head. */
async function switchTo(page: Page, language: 'ja' | 'en') {
  await page.locator(`header [lang="${language}"]`).click()
  await expect(page.locator('html')).toHaveAttribute('lang', language)
  await expect(page.locator('main .skeleton')).toHaveCount(0)
}

/**
 * The page in its other language, for whoever looks at the pictures (MADOGUCHI_PICTURES=both). The button of the page
 * does it, also where a dialog stands over it; the login pages, which come from the server, are asked for anew.
 */
async function inTheOtherLanguage(page: Page, look: (language: string) => Promise<void>) {
  if (process.env.MADOGUCHI_PICTURES !== 'both') return
  const press = async () => {
    const from = await page.locator('html').getAttribute('lang')
    const pressed = await page.evaluate(
      other => {
        const button = document.querySelector<HTMLElement>(`header button[lang=${other}]`)
        button?.click()
        return button !== null
      },
      from === 'ja' ? 'en' : 'ja',
    )
    if (pressed) await expect(page.locator('html')).not.toHaveAttribute('lang', from ?? '')
    if (pressed) await page.waitForLoadState('networkidle')
    return pressed ? (from === 'ja' ? 'en' : 'ja') : undefined
  }
  const other = await press()
  if (!other) return
  await look(other)
  await press()
}

/**
 * One screen in one state, judged and pictured: axe as it stands, in dark, at 320 px and at 200 % text; pictures of
 * desktop, dark and phone as build/web/pictures/<name>*.png; with `contrast` in high contrast too, light and dark; with
 * `english` a screen in Japanese in English too. The page is left as it was.
 */
export async function lookAt(page: Page, name: string, { contrast = false, english = false } = {}) {
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
  await inTheOtherLanguage(page, async language => {
    await picture(page, `${name}-phone-${language}`)
    await page.setViewportSize(size)
    await picture(page, `${name}-${language}`)
    await expectNoFindings(page, `${name}, ${language}`)
  })
  await page.setViewportSize(size)
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
  await expectNoFindings(page, `${name}, 200 % text`)
  await expectNoSidewaysScroll(page, `${name}, 200 % text`)
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
  if (!english) return
  await switchTo(page, 'en')
  await expectNoFindings(page, `${name}, in English`)
  await expectNoSidewaysScroll(page, `${name}, in English`)
  await picture(page, `${name}-en`)
  await switchTo(page, 'ja')
}
