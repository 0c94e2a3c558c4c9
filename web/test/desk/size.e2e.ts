import { expect, test } from '@madoguchi/testkit'
import { compare, withSizes } from '../../bench/paging.ts'
import { median } from '../../bench/report.ts'

const CONTRACTS = 20_000
const ROUNDS = 7
/** A list that reads all its contracts takes three times as long and more at this size. */
const RATIO_MAX = 2

test('a list over many contracts pages in the same time as one over 100', async ({ browser, context }) => {
  const other = await browser.newContext({ locale: 'ja-JP' })
  const seen = await withSizes(CONTRACTS, (few, many) =>
    compare({ authority: few, context }, { authority: many, context: other }, ROUNDS),
  )
  expect(median(seen.map(({ few, many }) => many / few)), JSON.stringify(seen)).toBeLessThan(RATIO_MAX)
})
