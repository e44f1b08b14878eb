import { expect, test } from '@playwright/test'
import { signIn } from './support.ts'

/** Slow 4G as page audits have it: 150 ms there and back, 1.6 Mbit/s down, 0.75 up; and a processor four times slower. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 }

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

test('The first useful paint of Home on a slow phone is measured', async ({ page }) => {
  await signIn(page, 'basic')
  const devtools = await page.context().newCDPSession(page)
  const transferred: [string, number][] = []
  await devtools.send('Network.enable')
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true })
  await devtools.send('Network.emulateNetworkConditions', SLOW_4G)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  const addresses = new Map<string, string>()
  devtools.on('Network.responseReceived', ({ requestId, response }) => addresses.set(requestId, response.url))
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    transferred.push([addresses.get(requestId) ?? '', encodedDataLength]),
  )
  await page.goto('/portal/', { waitUntil: 'commit' })
  const left = page.getByRole('main').getByRole('region', { name: 'お使いいただける時間' })
  await expect(left).toBeVisible({ timeout: 30_000 })
  const useful = await page.evaluate(() => Math.round(performance.now()))
  const first = await page.evaluate(() =>
    Math.round(performance.getEntriesByName('first-contentful-paint')[0]!.startTime),
  )
  const before = transferred.filter(([address]) => !address.includes('.woff'))
  const kilobytes = Math.round(before.reduce((sum, [, bytes]) => sum + bytes, 0) / 1000)
  console.info(
    `portal on slow 4G, processor / 4: first paint ${first} ms, what is left readable after ${useful} ms, ${before.length} answers, ${kilobytes} kB`,
  )
  expect(useful).toBeGreaterThan(0)
})
