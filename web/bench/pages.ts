// How soon a person sees something, on a slow line (1.6 Mbit/s, 150 ms) with a processor four times slower than this one.
// Run by bench/run; prints its lines (bench/README.md). The browser's own first contentful paint, the median of rounds,
// each with a browser of its own. Cold is a first visit; warm is the next visit of somebody whose browser has the scripts.
import { parseArgs } from 'node:util'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import { Authority, makeExample, people } from '../packages/testkit/src/authority.ts'

const LINE = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 1.6e6 / 8 }
const CPU_SLOWER = 4
const BAR_MS = 1000
const ROUNDS = 7

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

async function visit(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage()
  await slow(page)
  await page.goto(path, { waitUntil: 'commit' })
  return page
}

async function logIn(context: BrowserContext, authority: Authority): Promise<void> {
  const page = await context.newPage()
  await page.goto('/login')
  await page.locator('#login_id').fill(people.applicant.loginId)
  await page.locator('#password').fill(people.applicant.password)
  await page.locator('form[action="/login"] button').click()
  await page.locator('#code').fill(await authority.code())
  await page.locator('form[action$="/code"] button').click()
  await page.locator('tbody tr').first().waitFor()
  await page.close()
}

interface Round {
  login: number
  list: number
  rows: number
}

async function measure(browser: Browser, authority: Authority): Promise<Round> {
  const context = await browser.newContext({ baseURL: authority.portal, locale: 'ja-JP' })
  const cold = await visit(context, '/login')
  const login = await firstPaint(cold)
  await cold.close()
  await logIn(context, authority)
  const warm = await visit(context, '/contracts')
  await warm.locator('tbody tr').first().waitFor()
  const rows = await warm.evaluate(() => performance.now())
  const list = await firstPaint(warm)
  await context.close()
  return { login, list, rows }
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

function report(what: string, values: number[], bar: number | undefined, note = ''): void {
  const value = median(values)
  process.stdout.write(`${what}: ${value.toFixed(0)} ms${bar ? ` (bar ${bar})` : ''}\n`)
  const against = 'a line of 1.6 Mbit/s and 150 ms, a processor 4 times slower'
  const figure = { what, value, unit: 'ms', against, held: value, held_unit: 'ms', at_least: false, note }
  process.stdout.write(`figure ${JSON.stringify(bar ? { ...figure, bar } : figure)}\n`)
}

const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })
const example = makeExample()
const authority = new Authority(example.folder)
try {
  await authority.start()
  const rounds: Round[] = []
  for (let round = 0; round < (options.quick ? 1 : ROUNDS); round += 1) {
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    })
    rounds.push(await measure(browser, authority))
    await browser.close()
  }
  const of = (name: keyof Round) => rounds.map(round => round[name])
  report('login page, first visit: first paint', of('login'), BAR_MS)
  report('contract list, warm: first paint', of('list'), BAR_MS)
  report('contract list, warm: its rows are there', of('rows'), undefined)
} finally {
  await authority.stop()
  authority.remove()
  example.remove()
}
