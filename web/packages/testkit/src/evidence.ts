import type { Browser, Page, TestInfo } from '@playwright/test'

/** How the attachments begin that the reporter prints (reporter.ts): CI keeps a text and nothing else. */
export const EVIDENCE = 'evidence: '
const LOOK_MS_MAX = 5_000

/** Every page that is open when a test has failed: where it is, what has the focus, what it says. */
export async function attachPages(browser: Browser, info: TestInfo): Promise<void> {
  const pages = browser.contexts().flatMap(context => context.pages())
  for (const page of pages) await attach(info, `page ${page.url()}`, await describe(page))
}

export async function attachLog(lines: string[], info: TestInfo): Promise<void> {
  await attach(info, 'the log of its server', lines.join('\n'))
}

const attach = (info: TestInfo, what: string, body: string) =>
  info.attach(`${EVIDENCE}${what}`, { body, contentType: 'application/yaml' })

async function describe(page: Page): Promise<string> {
  try {
    const focus = await page.evaluate(() => {
      const { tagName, id, textContent } = document.activeElement ?? document.body
      return tagName === 'BODY' ? 'nothing' : `${tagName} ${id} ${textContent?.trim().slice(0, 60) ?? ''}`
    })
    const said = await page.locator('body').ariaSnapshot({ timeout: LOOK_MS_MAX })
    return `focus: ${focus}\n${said}`
  } catch (error) {
    return `it could not be looked at: ${String(error)}`
  }
}
