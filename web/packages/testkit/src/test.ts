import { type BrowserContext, test as base, expect } from '@playwright/test'
import { Authority, makeExample } from './authority.ts'
import { attachLog, attachPages } from './evidence.ts'

interface WorkerParts {
  /** What this file's example has in place of texts of example/example.toml. */
  replace: Record<string, string>
  example: string
}
interface TestParts {
  authority: Authority
  /** Whatever the page says it may not do, or that broke in it; empty at the end of every test. */
  complaints: string[]
}

async function listen(context: BrowserContext, complaints: string[]): Promise<void> {
  await context.exposeBinding('madoguchiComplain', (_source, what: string) => complaints.push(what))
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', event => {
      const complain = (window as unknown as { madoguchiComplain: (what: string) => void }).madoguchiComplain
      complain(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`)
    })
  })
  context.on('weberror', error => complaints.push(String(error.error())))
}

/** A test with an authority of its own. It fails on any CSP or Trusted Types report and any uncaught error in a page. */
export const test = base.extend<TestParts, WorkerParts>({
  replace: [{}, { option: true, scope: 'worker' }],
  example: [
    async ({ replace }, use) => {
      const example = makeExample(replace)
      await use(example.folder)
      example.remove()
    },
    { scope: 'worker' },
  ],
  authority: async ({ example }, use, info) => {
    const authority = new Authority(example)
    await authority.start()
    await use(authority)
    await authority.stop()
    if (info.status !== info.expectedStatus) await attachLog(authority.log, info)
    authority.remove()
  },
  complaints: [
    async ({ browser, context }, use, info) => {
      const complaints: string[] = []
      await listen(context, complaints)
      // Another person's browser is held to the same.
      const newContext = browser.newContext
      browser.newContext = async options => {
        const made = await newContext.call(browser, options)
        await listen(made, complaints)
        return made
      }
      await use(complaints)
      browser.newContext = newContext
      if (info.status !== info.expectedStatus || complaints.length > 0) await attachPages(browser, info)
      expect(complaints, 'what the pages complained of').toEqual([])
    },
    { auto: true },
  ],
  baseURL: async ({ authority }, use) => {
    await use(authority.portal)
  },
})

export { expect }
