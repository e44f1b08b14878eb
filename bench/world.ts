/** A database with people, accounts and contracts to book on, made through the routes. */
import type { Server } from './measure.ts'

export type World = { contracts: string[]; hot: string; staff: string[]; starts: string[] }

export const SESSION_MINUTES = 5

/** Answers are read by the bench that knows them. */
export type Call = (method: string, path: string, body?: object) => Promise<ReturnType<typeof JSON.parse>>

export function callOn({ port, token }: Server): Call {
  return async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    const value = await answer.json()
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(value)}`)
    return value
  }
}

/** Does something so many times, a few at a time. */
async function times<T>(count: number, run: (i: number) => Promise<T>): Promise<T[]> {
  const made: T[] = []
  let next = 0
  const lane = async () => {
    for (let i = next++; i < count; i = next++) made[i] = await run(i)
  }
  await Promise.all(Array.from({ length: 8 }, lane))
  return made
}

const two = (n: number) => String(n).padStart(2, '0')

/** Every five minutes of the hours of service, on the business days of the next four months. */
async function startsOf(call: Call, today: string): Promise<string[]> {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))]
  const later = month > 8 ? `${year + 1}-${two(month - 8)}` : `${year}-${two(month + 4)}`
  const { days: listed } = await call('GET', `/api/calendar?from=${today}&until=${later}-01`)
  const days = (listed as { date: string; business: boolean }[]).filter((d) => d.business && d.date > today)
  const minutes: string[] = []
  for (let m = 10 * 60; m < 17 * 60; m += SESSION_MINUTES)
    if (m < 12 * 60 || m >= 13 * 60) minutes.push(`${two(Math.floor(m / 60))}:${two(m % 60)}`)
  return days.flatMap((d) => minutes.map((m) => `${d.date}T${m}:00+09:00`))
}

export async function makeWorld(server: Server, size: { contracts: number; staff: number }): Promise<World> {
  const call = callOn(server)
  const { today } = await call('GET', '/api/me')
  const staff = await times(
    size.staff,
    async (i) => (await call('POST', '/api/staff', { name: `担当 ${i}`, role: 'csm' })).id as string,
  )
  const contracts = await times(size.contracts + 1, async (i) => {
    const account = await call('POST', '/api/accounts', { name: `株式会社ベンチ${i}`, prefecture: '東京都' })
    return (
      await call('POST', '/api/contracts', { accountId: account.id, plan: 'advanced', start: today, acceptTerms: true })
    ).subject.id as string
  })
  const hot = contracts.pop()!
  const room = { contractId: hot, allowance: 'meetings', minutes: 1_000_000, reason: 'room for the bench' }
  const asked = await call('POST', '/api/ledger/adjustments', room)
  const approve = callOn({ ...server, token: server.approver })
  await approve('POST', `/api/ledger/adjustments/${asked.subject.id}/approve`, {})
  return { contracts, hot, staff, starts: await startsOf(call, today) }
}
