import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from '@playwright/test'

/** A browser with a profile of its own, as a person has: only there are scripts kept in the form that they run in. */
export async function withBrowser<T>(
  baseURL: string,
  work: (context: BrowserContext) => Promise<T>,
): Promise<T> {
  const profile = mkdtempSync(join(tmpdir(), 'madoguchi-bench-'))
  const context = await chromium.launchPersistentContext(profile, {
    baseURL,
    locale: 'ja-JP',
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  try {
    return await work(context)
  } finally {
    await context.close()
    rmSync(profile, { recursive: true, force: true })
  }
}
