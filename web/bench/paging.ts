// A list over 100,000 contracts pages as one over 100: the desk's list, turned page by page. Both authorities are asked in
// turn, round by round; the ratio is the median of the rounds' ratios. test/desk/size.e2e.ts holds it too.
import type { BrowserContext, Page } from '@playwright/test'
import { Authority, makeExample, officers } from '../packages/testkit/src/authority.ts'
import { logInOfficer } from '../packages/testkit/src/log_in.ts'
import { withBrowser } from './browser.ts'
import { median, report } from './report.ts'

const FEW = 100
const TURNS = 2 // of the pages that a list of 100 has
const BAR = 1.3

/** From the click to the next page's lines, in milliseconds of the page's own clock. */
async function turn(page: Page): Promise<number> {
  const next = page.getByRole('link', { name: '次のページ' })
  return next.evaluate(
    link =>
      new Promise<number>(done => {
        const first = () => document.querySelector('tbody tr')?.textContent
        const before = first()
        const began = performance.now()
        new MutationObserver((_changes, observer) => {
          const now = first()
          if (!now || now === before) return
          observer.disconnect()
          done(performance.now() - began)
        }).observe(document.body, { subtree: true, childList: true, characterData: true })
        ;(link as HTMLElement).click()
      }),
  )
}

async function turnPages(page: Page, authority: Authority): Promise<number> {
  await page.goto(`${authority.desk}/contracts`)
  await page.locator('tbody tr').first().waitFor()
  let sum = 0
  for (let turned = 0; turned < TURNS; turned += 1) sum += await turn(page)
  return sum / TURNS
}

interface Asked {
  authority: Authority
  /** Of its own: cookies ignore ports. */
  context: BrowserContext
}

async function open({ authority, context }: Asked): Promise<() => Promise<number>> {
  const page = await context.newPage()
  await logInOfficer(page, authority, officers.reception, '/contracts')
  return () => turnPages(page, authority)
}

/** Milliseconds a page, round by round. The first round is thrown away: scripts and caches are cold. */
export async function compare(few: Asked, many: Asked, rounds: number) {
  const [askFew, askMany] = [await open(few), await open(many)]
  const seen: { few: number; many: number }[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const both = { few: await askFew(), many: await askMany() }
    if (round > 0) seen.push(both)
  }
  return seen
}

/** Two authorities, one of 100 contracts and one of `many`, for as long as `work` takes. */
export async function withSizes<T>(many: number, work: (few: Authority, many: Authority) => Promise<T>) {
  const examples = [FEW, many].map(contracts => makeExample({}, contracts))
  const authorities = examples.map(example => new Authority(example.folder))
  try {
    for (const authority of authorities) await authority.start()
    const [few, lots] = authorities as [Authority, Authority]
    return await work(few, lots)
  } finally {
    for (const authority of authorities) {
      await authority.stop()
      authority.remove()
    }
    for (const example of examples) example.remove()
  }
}

export async function measurePaging(many: number, rounds: number): Promise<void> {
  const seen = await withSizes(many, (few, lots) =>
    withBrowser(few.desk, one =>
      withBrowser(lots.desk, other =>
        compare({ authority: few, context: one }, { authority: lots, context: other }, rounds),
      ),
    ),
  )
  const what = `the next page of ${many} contracts at the desk, beside one of ${FEW}`
  const against = `${FEW} contracts: ${median(seen.map(({ few }) => few)).toFixed(0)} ms`
  const note = `${median(seen.map(({ many }) => many)).toFixed(0)} ms`
  report({
    what,
    values: seen.map(({ few, many }) => many / few),
    unit: 'ratio',
    against,
    bar: BAR,
    note,
  })
}
