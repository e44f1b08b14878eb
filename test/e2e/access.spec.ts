import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { newContract, type Own, type PEOPLE, passwordOf, read, signIn, write } from './support.ts'

/** Another person in a browser of their own. */
async function other(page: Page, person: keyof typeof PEOPLE): Promise<Page> {
  const context = await page.context().browser()!.newContext()
  const own = await context.newPage()
  await signIn(own, person)
  return own
}

const axe = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' ')}`)).toEqual([])
}

test.describe('A correction of the ledger', () => {
  let own: Own
  test.beforeEach(async ({ page }) => {
    await signIn(page, 'csm')
    own = await newContract(page, 'advanced')
  })

  test('is asked for by one person, seen with what would be left, and approved by another', async ({ page }) => {
    await page.goto(`/console/accounts/${own.accountId}/ledger`)
    await page.getByRole('button', { name: '調整を申請' }).click()
    const asking = page.locator('[data-keep-clear]')
    await asking.getByLabel('理由').fill('弊社の遅刻')
    await expect(asking).toContainText('別の人が承認するまで、台帳は変わりません')
    await axe(page)
    await asking.getByRole('button', { name: '申請する' }).click()
    await asking.getByRole('button', { name: '完了' }).click()
    const list = page.getByRole('region', { name: '台帳の調整' })
    await expect(list).toContainText('弊社の遅刻')
    await expect(list.getByRole('button', { name: '承認' })).toHaveCount(0)
    await expect(list.getByRole('button', { name: '取り下げ' })).toBeVisible()

    const second = await other(page, 'admin')
    await second.goto(`/console/accounts/${own.accountId}/ledger`)
    await second.getByRole('region', { name: '台帳の調整' }).getByRole('button', { name: '承認' }).click()
    await second.getByRole('button', { name: '承認して反映する' }).click()
    await second.getByRole('button', { name: '完了' }).click()
    await expect(second.getByRole('region', { name: '台帳の調整' })).toContainText('承認済み')
    await expect(second.getByRole('table', { name: '台帳' })).toContainText('弊社の遅刻')
    const { remaining } = await read<{ remaining: Record<string, number> }>(
      page,
      `/balances?contractId=${own.contractId}`,
    )
    expect(remaining.meetings).toBe(960)
    await second.context().close()
  })

  test('is not approved by whoever asked for it, whatever the page', async ({ page }) => {
    const asked = await write<{ subject: { id: string } }>(page, '/ledger/adjustments', {
      contractId: own.contractId,
      allowance: 'meetings',
      minutes: 30,
      reason: '弊社の遅刻',
    })
    await page.goto(`/console/accounts/${own.accountId}/ledger?do=approve-adjustment&on=${asked.subject.id}`)
    await expect(page.getByText('申請した本人は承認できません')).toBeVisible()
    await expect(page.getByRole('button', { name: '承認して反映する' })).toBeDisabled()
  })
})

test.describe('Looking at a customer’s portal', () => {
  test('shows what the customer sees, lets nothing be done, says so, and ends where it began', async ({ page }) => {
    await signIn(page, 'csm')
    const own = await newContract(page, 'advanced')
    await page.goto(`/console/accounts/${own.accountId}`)
    await page.getByRole('button', { name: 'お客様画面を見る' }).click()
    await expect(page).toHaveURL(/\/portal/)
    const banner = page.getByRole('complementary', { name: 'お客様画面の閲覧' })
    await expect(banner).toContainText(own.name)
    await expect(page.getByRole('link', { name: '予約する' })).toHaveCount(0)
    await axe(page)
    await page.reload()
    await expect(banner).toBeVisible()

    // Another tab is still the console, as oneself.
    const console2 = await page.context().newPage()
    await console2.goto(`/console/accounts/${own.accountId}`)
    await expect(console2.getByRole('heading', { name: own.name })).toBeVisible()

    const refused = await page.request.post('/api/sessions/preview', {
      data: {},
      headers: { 'x-view-as': own.accountId, origin: new URL(page.url()).origin },
    })
    expect(refused.status()).toBe(403)
    expect(((await refused.json()) as { code: string }).code).toBe('read-only-view')

    await banner.getByRole('button', { name: '閲覧を終える' }).click()
    await expect(page).toHaveURL(new RegExp(`/console/accounts/${own.accountId}`))
    await expect(page.getByRole('heading', { name: own.name })).toBeVisible()
    const views = await read<{ items: { endedAt: string | null }[] }>(page, `/accounts/${own.accountId}/portal-views`)
    expect(views.items).toHaveLength(1)
    expect(views.items[0]!.endedAt).not.toBeNull()
  })
})

test('A name that is a script is a name, in the console and in the portal', async ({ page }) => {
  await signIn(page, 'admin')
  const name = `<img src=x onerror="document.title='ran'">${crypto.randomUUID().slice(0, 6)}`
  const account = await write<{ id: string }>(page, '/accounts', { name, prefecture: '東京都' })
  await page.goto(`/console/accounts/${account.id}`)
  await expect(page.getByRole('heading', { name })).toBeVisible()
  await page.goto(`/console/accounts?q=${encodeURIComponent('onerror')}`)
  await expect(page.getByRole('link', { name })).toBeVisible()
  await page.goto(`/console/accounts/${account.id}`)
  await page.getByRole('button', { name: 'お客様画面を見る' }).click()
  await expect(page.getByRole('complementary', { name: 'お客様画面の閲覧' })).toContainText(name)
  expect(await page.title()).not.toContain('ran')
  await page.getByRole('button', { name: '閲覧を終える' }).click()
  await expect(page.getByRole('heading', { name })).toBeVisible()
})

test('Whoever may not, is shown no way: a partner’s trainer has no accounts to add, no bookings to make', async ({
  page,
}) => {
  expect(await passwordOf(page, 'trainer')).toBeTruthy()
  await signIn(page, 'trainer')
  await page.goto('/console/')
  await expect(page.getByRole('navigation').first()).toBeVisible()
  await expect(page.getByRole('button', { name: '予約' })).toHaveCount(0)
  await page.goto('/console/settings/roles')
  const roles = page.getByRole('table')
  await expect(roles.getByRole('columnheader', { name: '講師' })).toBeVisible()
  await expect(roles.getByRole('row', { name: /実施・不参加の記録/ })).toContainText('担当分')
  await page.getByRole('tab', { name: 'お客様' }).click()
  await expect(roles.getByRole('columnheader', { name: '推進担当' })).toBeVisible()
  await axe(page)
})
