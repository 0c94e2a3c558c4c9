import { defineConfig } from '@playwright/test'

// Debian's Chromium against the real server; each test has an example authority of its own (packages/testkit).
export default defineConfig({
  testDir: 'test',
  testMatch: '**/*.e2e.ts',
  outputDir: '../build/web/results',
  timeout: 360_000, // against one that hangs; on a busy machine a walk with its pictures takes two minutes
  expect: { timeout: 20_000 },
  workers: 2,
  fullyParallel: true,
  retries: 1, // web/README.md says why, and that a second try is named
  forbidOnly: true,
  reporter: [['list'], ['./packages/testkit/src/reporter.ts']],
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 900 },
    locale: 'ja-JP',
    timezoneId: 'America/New_York', // the pages say Japanese time wherever their reader is
    trace: 'off',
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
