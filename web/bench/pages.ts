// How soon a person sees something, on a slow line (1.6 Mbit/s, 150 ms) with a processor four times slower than this one.
// Run by bench/run; prints its lines (bench/README.md). The browser's own first contentful paint, the median of rounds,
// each with a browser of its own. Cold is a first visit; warm is a visit of somebody who logged in and has seen the list
// twice. The wall clock tells of the neighbours too: beside it stands what does not, the CPU of the page's main thread
// (not slowed down: its bar is what is left of the second after one journey for the page, four times slower), and the
// calls that the page makes before its rows are there. Then paging.ts.
import { parseArgs } from 'node:util'
import type { BrowserContext, Page } from '@playwright/test'
import { Authority, makeExample, people } from '../packages/testkit/src/authority.ts'
import { withBrowser } from './browser.ts'
import { measurePaging } from './paging.ts'
import { report } from './report.ts'

const LINE = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 1.6e6 / 8 }
const CPU_SLOWER = 4
const BAR_MS = 1000
const BAR_CPU_MS = (BAR_MS - LINE.latency) / CPU_SLOWER
const ROUNDS = 7
const PAGING_ROUNDS = 11
const CONTRACTS = 100_000
const CONTRACTS_QUICK = 1000
const S = 1000

async function slow(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', LINE)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWER })
}

const firstPaint = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>(done =>
        new PerformanceObserver(list => {
          const paint = list.getEntriesByName('first-contentful-paint')[0]
          if (paint) done(paint.startTime)
        }).observe({ type: 'paint', buffered: true }),
      ),
  )

async function slowVisit(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage()
  await slow(page)
  await page.goto(path, { waitUntil: 'commit' })
  return page
}

const rowsOf = (page: Page) => page.locator('tbody tr').first().waitFor()

async function logIn(context: BrowserContext, authority: Authority): Promise<void> {
  const page = await context.newPage()
  await page.goto('/login')
  await page.locator('#login_id').fill(people.applicant.loginId)
  await page.locator('#password').fill(people.applicant.password)
  await page.locator('form[action="/login"] button').click()
  await page.locator('#code').fill(await authority.code())
  await page.locator('form[action$="/code"] button').click()
  await rowsOf(page)
  await page.goto('/contracts')
  await rowsOf(page)
  await page.close()
}

/** Milliseconds of CPU of the main thread until the rows are there, and the calls of the API until then. */
async function cost(context: BrowserContext): Promise<{ cpu: number; calls: number }> {
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  let calls = 0
  page.on('request', request => {
    if (request.url().includes('/api/')) calls += 1
  })
  const spent = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * S
  }
  const before = await spent()
  await page.goto('/contracts', { waitUntil: 'commit' })
  await rowsOf(page)
  const cpu = (await spent()) - before
  await page.close()
  return { cpu, calls }
}

interface Round {
  login: number
  list: number
  rows: number
  cpu: number
  calls: number
}

async function measure(context: BrowserContext, authority: Authority): Promise<Round> {
  const cold = await slowVisit(context, '/login')
  const login = await firstPaint(cold)
  await cold.close()
  await authority.moveOn(60 * 60) // no more than five codes are mailed in an hour
  await logIn(context, authority)
  const warm = await slowVisit(context, '/contracts')
  await rowsOf(warm)
  const rows = await warm.evaluate(() => performance.now())
  const list = await firstPaint(warm)
  await warm.close()
  return { login, list, rows, ...(await cost(context)) }
}

async function measureFirstPaint(rounds: number): Promise<void> {
  const example = makeExample()
  const authority = new Authority(example.folder)
  try {
    await authority.start()
    const seen: Round[] = []
    for (let round = 0; round < rounds; round += 1) {
      seen.push(await withBrowser(authority.portal, context => measure(context, authority)))
    }
    const of = (name: keyof Round) => seen.map(round => round[name])
    const against = 'a line of 1.6 Mbit/s and 150 ms, a processor 4 times slower'
    const ms = { unit: 'ms', against }
    report({ what: 'login page, first visit: first paint', values: of('login'), bar: BAR_MS, ...ms })
    report({ what: 'contract list, warm: first paint', values: of('list'), bar: BAR_MS, ...ms })
    report({ what: 'contract list, warm: its rows are there', values: of('rows'), ...ms })
    const cpu = { unit: 'ms CPU', against: 'what 1 s leaves it' }
    report({ what: 'contract list, warm: its main thread', values: of('cpu'), bar: BAR_CPU_MS, ...cpu })
    const calls = { unit: 'calls', against: 'what came with the page' }
    report({ what: 'contract list, warm: asked for before its rows', values: of('calls'), bar: 0, ...calls })
  } finally {
    await authority.stop()
    authority.remove()
    example.remove()
  }
}

const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })
await measureFirstPaint(options.quick ? 1 : ROUNDS)
await measurePaging(options.quick ? CONTRACTS_QUICK : CONTRACTS, options.quick ? 1 : PAGING_ROUNDS)
