import { defineConfig } from '@playwright/test'
import tests from './playwright.config.ts'

// `tools/web pictures`: the main screens as doc/pictures and README.md show them.
export default defineConfig(tests, {
  testDir: 'test/pictures',
  testMatch: '**/*.pictures.ts',
  outputDir: '../build/web/picture-results',
  retries: 0,
})
