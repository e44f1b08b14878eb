import { expect, type Page, test } from '@playwright/test'
import { me, PEOPLE, type Person, passwordOf, signIn } from './support.ts'

const nameField = (page: Page) => page.getByRole('textbox', { name: 'メールアドレス' })
const passwordField = (page: Page) => page.getByRole('textbox', { name: 'パスワード' })
const enter = (page: Page) => page.getByRole('button', { name: 'サインイン', exact: true })

async function fillIn(page: Page, person: Person) {
  await nameField(page).fill(PEOPLE[person])
  await passwordField(page).fill(await passwordOf(page, person))
  await enter(page).click()
}

test('The demo says who may sign in, and one press does it', async ({ page }) => {
  await page.goto('/')
  await expect(page).toHaveURL('/sign-in')
  const demo = page.getByRole('region', { name: 'お試し用のサインイン' })
  await expect(demo.getByRole('button')).toHaveCount(Object.keys(PEOPLE).length)
  await demo.getByRole('button', { name: PEOPLE.csm }).click()
  await expect(page).toHaveURL('/console/')
  await expect(page.getByRole('heading', { level: 1, name: /^\d+年\d+月\d+日/ })).toBeVisible()
})

test('A wrong password is answered by a sentence, and the address stays filled in', async ({ page }) => {
  await page.goto('/sign-in')
  await nameField(page).fill(PEOPLE.csm)
  await passwordField(page).fill('not-the-password')
  await enter(page).click()
  await expect(page.getByText('メールアドレスまたはパスワードが違います。')).toBeVisible()
  await expect(passwordField(page)).toHaveAccessibleDescription('メールアドレスまたはパスワードが違います。')
  await expect(nameField(page)).toHaveValue(PEOPLE.csm)
})

test('What is missing is said at its field', async ({ page }) => {
  await page.goto('/sign-in')
  await nameField(page).fill('nobody')
  await enter(page).click()
  await expect(nameField(page)).toHaveAccessibleDescription(/メール/)
  await expect(passwordField(page)).toHaveAccessibleDescription(/.+/)
})

for (const [person, home, heading] of [
  ['admin', '/console/', /^\d+年\d+月\d+日/],
  ['trainer', '/console/', /^\d+年\d+月\d+日/],
  ['basic', '/portal/', 'ホーム'],
] as const) {
  test(`${person} comes to ${home}`, async ({ page }) => {
    await page.goto('/sign-in')
    await fillIn(page, person)
    await expect(page).toHaveURL(home)
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    await page.goto('/')
    await expect(page).toHaveURL(home)
  })
}

test('Staff and customers each stay on their own side', async ({ page }) => {
  await signIn(page, 'basic')
  await page.goto('/console/accounts')
  await expect(page).toHaveURL('/portal/')
  await signIn(page, 'csm')
  await page.goto('/portal/usage')
  await expect(page).toHaveURL('/console/')
})

test('After signing out nothing is shown any more, also not by going back', async ({ page }) => {
  await signIn(page, 'csm')
  const { user } = await me(page)
  await page.goto('/console/accounts')
  await page.getByRole('button', { name: `${user.name} としてサインイン中` }).click()
  await page.getByRole('menuitem', { name: 'サインアウト' }).click()
  await expect(enter(page)).toBeVisible()
  await page.goto('/console/terms')
  await expect(enter(page)).toBeVisible()
  await page.goBack()
  await expect(enter(page)).toBeVisible()
  expect((await page.request.get('/api/accounts')).status()).toBe(401)
})

test('A link that was opened before signing in is where one arrives', async ({ page }) => {
  await page.goto('/console/terms?find=advanced.8&clause=advanced.8')
  await fillIn(page, 'csm')
  await expect(page.getByRole('dialog', { name: '条項' })).toContainText('advanced.8')
  await expect(page.getByRole('searchbox', { name: '条項の中をさがす' })).toHaveValue('advanced.8')
})

test('No address leads elsewhere after signing in', async ({ page }) => {
  for (const next of ['https://evil.example', '//evil.example']) {
    await page.context().clearCookies()
    await page.goto(`/sign-in?next=${next}`)
    await fillIn(page, 'csm')
    await expect(page).toHaveURL('/console/')
  }
  expect((await page.request.get('/console//evil.example')).status()).toBe(404)
})
