/** The people of an organisation, in the settings and in the portal: asked in, given roles, handed over. */
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import type { Department, Invited, Member } from '../../web/api/people.ts'
import { bookFor, businessDays, choose, newContract, read, sessionsOf, signIn, watchFaults, write } from './support.ts'

const PHONE = { width: 390, height: 844 }
const unique = () => crypto.randomUUID().slice(0, 8)
type List<T> = { items: T[] }

async function clean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)).toEqual([])
}

const memberOf = async (page: Page, email: string): Promise<Member> =>
  (await read<List<Member>>(page, '/members')).items.find((m) => m.email === email)!

const invited = async (page: Page, email: string): Promise<Invited> =>
  (await read<List<Invited>>(page, '/invitations')).items.find((i) => i.email === email)!

test('an administrator asks somebody in, sends the link again and takes it back', async ({ page }) => {
  const faults = watchFaults(page)
  await signIn(page, 'admin')
  await page.goto('/console/settings')
  await page
    .getByRole('link', { name: /^担当者/ })
    .last()
    .click()
  await page.getByRole('button', { name: '招待する', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: '人を招待する' })
  const email = `new-${unique()}@bansou.example`
  await dialog.getByLabel('メールアドレス').fill(email)
  await dialog.getByLabel('氏名').fill('試し 新人')
  await clean(page)
  await choose(dialog, '役割', '営業')
  await dialog.getByRole('button', { name: '1人に招待を送る' }).press('Enter')
  await expect(page.getByRole('status').filter({ hasText: '1人に招待を送りました。' })).toBeVisible()
  const row = page.getByRole('listitem').filter({ hasText: email })
  await expect(row).toContainText('営業')
  const first = await invited(page, email)
  await row.getByRole('button', { name: '送り直す' }).click()
  await expect(page.getByRole('status').filter({ hasText: '新しいリンクを送りました' })).toBeVisible()
  expect((await invited(page, email)).id).toBe(first.id)
  await row.getByRole('button', { name: '取り消す' }).click()
  await expect(row).toHaveCount(0)
  expect(faults).toEqual([])
})

test('an address that is asked in already is said at its field', async ({ page }) => {
  await signIn(page, 'admin')
  const email = `twice-${unique()}@bansou.example`
  await write(page, '/invitations', { people: [{ email, roles: [{ role: 'sales' }] }] })
  await page.goto('/console/settings/people?do=invite')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('メールアドレス').fill(email)
  await choose(dialog, '役割', '営業')
  await dialog.getByRole('button', { name: '1人に招待を送る' }).press('Enter')
  await expect(dialog.getByText('この方は、すでに招待されています。')).toBeVisible()
})

test('the last administrator stays, and it is said why', async ({ page }) => {
  await signIn(page, 'admin')
  const admin = await memberOf(page, 'admin@bansou.example')
  await page.goto(`/console/settings/people?on=${admin.userId}`)
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: '期間を変える: 管理者' }).click()
  await sheet.getByRole('button', { name: '今すぐ終了' }).click()
  await sheet.getByRole('button', { name: '本当に終了する' }).click()
  await expect(sheet.getByRole('alert')).toContainText('管理者がいなくなるため')
})

test('whoever leaves hands contracts and sessions over, with the clash settled by hand', async ({ page }) => {
  const faults = watchFaults(page)
  await signIn(page, 'admin')
  const staff = (role: string) =>
    write<{ id: string; name: string }>(page, '/staff', { name: `継ぐ ${unique()}`, role })
  const [busy, free] = [await staff('trainer'), await staff('trainer')]
  const own = await newContract(page, 'premier')
  const rival = await newContract(page, 'premier')
  const [date = ''] = (await businessDays(page, 9)).slice(-1)
  const leaving = await memberOf(page, 'hoshikawa@bansou.example')
  await bookFor(page, own, { date, staffId: leaving.staffId })
  await bookFor(page, rival, { date, staffId: busy.id })
  await page.goto('/console/settings/people')
  await page.getByRole('button', { name: '星川 奈央' }).click()
  await page.getByRole('button', { name: '引き継いで終了する' }).click()
  const sheet = page.getByRole('dialog', { name: '星川 奈央さんの引き継ぎ' })
  const go = sheet.getByRole('button', { name: '引き継いで終了する' })
  await expect(go).toBeDisabled()
  await clean(page)
  await choose(sheet, '引き継ぐ人', busy.name)
  const clash = sheet.getByRole('listitem').filter({ hasText: '同じ時間に別の予定があります' })
  await expect(clash).toHaveCount(1)
  await expect(clash).toContainText(own.name)
  await expect(sheet.getByText('1件は引き継ぎ先を選んでください')).toBeVisible()
  await expect(go).toBeDisabled()
  // By its company: once somebody is chosen there is no clash to find it by.
  await choose(
    sheet.getByRole('listitem').filter({ hasText: own.name }),
    `引き継ぐ人: ${own.name} 打ち合わせ`,
    free.name,
  )
  await expect(sheet.getByText('すべて渡せます')).toBeVisible()
  // By key: what dropped down when the field before it was left covers the button.
  await go.press('Enter')
  await expect(sheet).toHaveCount(0)
  expect((await sessionsOf(page, own.accountId))[0]?.staff?.id).toBe(free.id)
  const { items } = await read<List<{ id: string; active: boolean }>>(page, '/staff')
  expect(items.find((s) => s.id === leaving.staffId)?.active).toBe(false)
  expect(faults).toEqual([])
})

test("a customer's departments and people, on the account and from a file", async ({ page }) => {
  const faults = watchFaults(page)
  await signIn(page, 'admin')
  const own = await newContract(page, 'basic')
  await page.goto(`/console/accounts/${own.accountId}/people`)
  await page.getByRole('button', { name: '部門を追加' }).click()
  await page.getByRole('textbox', { name: '部門名' }).fill('試験部')
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: '試験部' })).toBeVisible()
  await page.getByRole('button', { name: '名簿から招待' }).click()
  const dialog = page.getByRole('dialog', { name: '名簿から招待' })
  const file = (text: string) => ({ name: '名簿.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  const address = `leader-${unique()}@file.example`
  await dialog
    .getByLabel('ファイルを選ぶ')
    .setInputFiles(file(`メール,氏名,部門,役割\n${address},名簿 花子,,部門の責任者\n`))
  await expect(dialog.getByRole('alert')).toContainText('部門の責任者には部門が必要です')
  await expect(dialog.getByRole('button', { name: 'この内容で登録する' })).toBeDisabled()
  await clean(page)
  const right = `メール,氏名,部門,役割\n${address},名簿 花子,試験部,部門の責任者\n,,法務部,\n`
  await dialog.getByLabel('ファイルを選ぶ').setInputFiles(file(right))
  await expect(dialog.getByText('招待 1人、役割の追加 0件、変更なし 0件')).toBeVisible()
  await dialog.getByRole('button', { name: 'この内容で登録する' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: address })).toContainText('試験部')
  const departments = await read<List<Department>>(page, `/departments?account=${own.accountId}`)
  expect(departments.items.map((d) => d.name).sort()).toEqual(['法務部', '試験部'])
  expect(faults).toEqual([])
})

test("the portal's people on a phone: the promotion team gives a role, the leader only reads", async ({ page }) => {
  await page.setViewportSize(PHONE)
  await signIn(page, 'premier')
  await page.goto('/portal/people')
  await page.getByRole('button', { name: '作例 望' }).click()
  const sheet = page.getByRole('dialog', { name: '作例 望' })
  await clean(page)
  await sheet.getByRole('button', { name: '役割を追加' }).click()
  await choose(sheet, '役割', '部門の責任者')
  await choose(sheet, '部門', '情報システム部')
  await sheet.getByRole('button', { name: '追加する', exact: true }).press('Enter')
  await expect(sheet.getByRole('listitem').filter({ hasText: '情報システム部' })).toBeVisible()
  await page.request.post('/api/auth/sign-out')
  await signIn(page, 'leader')
  await page.goto('/portal/people')
  await expect(page.getByText('変更は推進担当の方が行います')).toBeVisible()
  await expect(page.getByRole('button', { name: '作例 光' })).toBeVisible()
  await expect(page.getByText('兼松 梓')).toHaveCount(0)
  await expect(page.getByRole('button', { name: '招待する' })).toHaveCount(0)
  await clean(page)
})

test("a partner's manager sees the own people, and none of the vendor's settings", async ({ page }) => {
  await signIn(page, 'manager')
  await page.goto('/console/settings')
  const list = page.getByRole('navigation', { name: '設定' })
  await expect(list.getByRole('link', { name: '担当者' })).toBeVisible()
  for (const other of ['委託先', '組織', '拠点', '価格表'])
    await expect(list.getByRole('link', { name: other, exact: true })).toHaveCount(0)
  await page.goto('/console/settings/people')
  await expect(page.getByRole('button', { name: '若松 譲' })).toBeVisible()
  await expect(page.getByText('青葉 みのり')).toHaveCount(0)
})

test('the vendor’s name, closed days and prices', async ({ page }) => {
  await signIn(page, 'admin')
  await page.goto('/console/settings/organisation')
  const name = `伴走サービス ${unique()}`
  await page.getByLabel('会社名').fill(name)
  await page.getByRole('button', { name: '保存する' }).click()
  await expect(page.getByText('保存しました。')).toBeVisible()
  expect(await read<{ name: string }>(page, '/organisation')).toMatchObject({ name })
  await page.goto('/console/settings/prices')
  await expect(page.getByRole('row').filter({ hasText: '100,000円' })).toContainText('training.5')
  await page.goto('/console/settings/closures')
  const [day = ''] = (await businessDays(page, 40)).slice(-1)
  await page.getByRole('textbox', { name: '日付' }).fill(day)
  await page.getByRole('textbox', { name: '名称' }).fill('棚卸し')
  await page.getByRole('button', { name: '休業日を追加' }).click()
  await page.getByRole('button', { name: '棚卸しを外す' }).click()
  await expect(page.getByText('棚卸し')).toHaveCount(0)
  await clean(page)
})
