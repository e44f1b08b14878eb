import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import { findBrowser } from './tools/browser.ts'

// Set for all of a run by whoever begins it; the worker processes read this file again.
process.env.BANSOU_E2E_PORT ??= '4780'
process.env.BANSOU_E2E_DATA ??= join(tmpdir(), `bansou-e2e-${process.env.BANSOU_E2E_PORT}`)
const port = process.env.BANSOU_E2E_PORT
const baseURL = `http://127.0.0.1:${port}`
const { executablePath, env } = await findBrowser()

/** Journeys on the demo data, in a server of their own on an empty data folder. */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  forbidOnly: true,
  retries: 0,
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    baseURL,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    viewport: { width: 1280, height: 800 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath,
      chromiumSandbox: false,
      env: { ...process.env, ...env } as Record<string, string>,
    },
  },
  webServer: {
    command: `node tools/launch.mjs start --port ${port}`,
    // Ends with this run however it ends: Playwright, told to stop by SIGTERM, leaves its server where it is.
    env: { BANSOU_DATA: process.env.BANSOU_E2E_DATA, LOG_LEVEL: 'error', BANSOU_FOLLOWS: '1' },
    url: `${baseURL}/sign-in`,
    timeout: 180_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
  },
})
