/** What journeys share: signing in, things of a journey's own, and the fields of this product by their labels. */
import { type APIResponse, expect, type Locator, type Page } from '@playwright/test'
import type { Account, Decision, Me, Session } from '../../web/api/types.ts'
import { addDays, weekday } from '../../web/i18n/civil.ts'

/** The people of the demo: who they are is the demo's to say, and stands on the sign-in page. */
export const PEOPLE = {
  admin: 'admin@bansou.example',
  csm: 'csm@bansou.example',
  manager: 'manager@partner.example',
  trainer: 'trainer@partner.example',
  basic: 'hanako@mihon.example',
  advanced: 'taro@kakuu.example',
  premier: 'jiro@reidai.example',
  leader: 'leader@reidai.example',
} as const
export type Person = keyof typeof PEOPLE

export async function passwordOf(page: Page, person: Person): Promise<string> {
  const { items } = await read<{ items: { email: string; password: string }[] }>(page, '/demo-sign-ins')
  return items.find((who) => who.email === PEOPLE[person])!.password
}

/** Signs in without the page, for journeys that are about something else. */
export async function signIn(page: Page, person: Person): Promise<void> {
  const password = await passwordOf(page, person)
  await write(page, '/auth/sign-in', { email: PEOPLE[person], password })
}

async function answerOf<T>(response: APIResponse): Promise<T> {
  expect(response.ok(), `${response.url()} answered ${response.status()}: ${await response.text()}`).toBe(true)
  return (await response.json()) as T
}

export const read = async <T>(page: Page, path: string): Promise<T> =>
  answerOf<T>(await page.request.get(`/api${path}`, { headers: { 'accept-language': 'ja' } }))

export const write = async <T>(page: Page, path: string, body: object): Promise<T> =>
  answerOf<T>(
    await page.request.post(`/api${path}`, {
      data: body,
      headers: { 'accept-language': 'ja', 'idempotency-key': crypto.randomUUID() },
    }),
  )

export const me = (page: Page): Promise<Me> => read<Me>(page, '/me')

const words = () => crypto.randomUUID().slice(0, 8)

/** A company of the journey's own, without a contract. */
export const newAccount = (page: Page, prefecture = '東京都'): Promise<{ id: string; name: string }> =>
  write(page, '/accounts', { name: `試し${words()}株式会社`, prefecture })

/** A person of the journey's own, made by an administrator whoever is signed in on the page. */
async function newStaff(page: Page, role: string): Promise<{ id: string }> {
  const context = await page.context().browser()!.newContext()
  const administrator = await context.newPage()
  await signIn(administrator, 'admin')
  const made = await write<{ id: string }>(administrator, '/staff', { name: `試し ${words()}`, role })
  await context.close()
  return made
}

export type Own = { accountId: string; contractId: string; name: string }

/** A company of the journey's own under a plan, from today, with a person whose days are all free. */
export async function newContract(page: Page, plan: string): Promise<Own> {
  const { today } = await me(page)
  const responsible = await newStaff(page, 'csm')
  const account = await newAccount(page)
  const opened = await write<Decision>(page, '/contracts', {
    accountId: account.id,
    plan,
    start: today,
    responsibleId: responsible.id,
    acceptTerms: true,
    acceptCharges: true,
  })
  return { accountId: account.id, contractId: opened.subject!.id, name: account.name }
}

export const bookFor = (page: Page, own: Own, session: { date: string; time?: string; [field: string]: unknown }) => {
  const { date, time = '11:00', ...rest } = session
  const start = `${date}T${time}:00+09:00`
  const body = { contractId: own.contractId, kind: 'meeting', place: 'online', minutes: 60, start, ...rest }
  return write<Decision>(page, '/sessions', body)
}

export const sessionsOf = async (page: Page, accountId: string): Promise<Session[]> => {
  const found = await read<{ items: Session[] } | Session[]>(page, `/accounts/${accountId}/sessions`)
  return Array.isArray(found) ? found : found.items
}

export const accountsOf = async (page: Page): Promise<Account[]> =>
  (await read<{ items: Account[] }>(page, '/accounts?limit=200')).items

/** Days after today on which the vendor works. */
export async function businessDays(page: Page, count: number): Promise<string[]> {
  const { today } = await me(page)
  const until = addDays(today, count * 2 + 21)
  const { days } = await read<{ days: { date: string; business: boolean }[] }>(
    page,
    `/calendar?from=${addDays(today, 1)}&until=${until}`,
  )
  return days
    .filter((day) => day.business)
    .map((day) => day.date)
    .slice(0, count)
}

export async function nextSaturday(page: Page): Promise<string> {
  const { today } = await me(page)
  return addDays(today, 6 - weekday(today) || 7)
}

/** `2026-12-01` as a screen in Japanese begins to say it. */
export const dayInWords = (date: string): string => {
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}

/** Chooses in a field with a list; Tab closes those that stay open for more. */
export async function choose(form: Locator, label: string, choice: string | RegExp): Promise<void> {
  const field = form.getByRole('combobox', { name: label, exact: true })
  await field.press('ArrowDown')
  await form.page().getByRole('option', { name: choice, exact: true }).click()
  await field.press('Tab')
}

/** Types a day and leaves the field, as a person does. */
export async function fillDate(form: Locator, label: string, date: string): Promise<void> {
  const field = form.getByRole('textbox', { name: label, exact: true })
  await field.fill(date)
  await field.press('Tab')
}

export const askPanel = (page: Page): Locator => page.getByRole('complementary', { name: 'いまの問い合わせ' })
export const answerIn = (place: Locator): Locator => place.getByRole('region', { name: /^(いまの答え|結果)$/ })

/** What a page said to the console, and what of it failed. */
export function watchFaults(page: Page): string[] {
  const faults: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`))
  return faults
}
