import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type House, openHouse } from '../../../test/support/house.ts'
import { cursorOf } from '../../kernel/shapes.ts'

let house: House
let accountId: string
let contractId: string
beforeAll(async () => {
  house = await openHouse('2025-04-01T09:00')
  accountId = await house.account()
  contractId = await house.contract(accountId, 'premier', '2025-04-01')
})
afterAll(() => house.close())

/** Follows a list to its end, so many items at a time. */
async function walk(url: string, limit: number): Promise<{ id: string }[]> {
  const items: { id: string }[] = []
  let next: string | null = null
  do {
    const more: string = next === null ? '' : `&cursor=${next}`
    const { body } = await house.ask('GET', `${url}${url.includes('?') ? '&' : '?'}limit=${limit}${more}`)
    expect(body.items.length).toBeLessThanOrEqual(limit)
    items.push(...body.items)
    next = body.next
  } while (next !== null)
  return items
}

describe('accounts by their contract of the day', () => {
  it('the next of several to come is the one that is shown and found', async () => {
    const upcoming = await house.account()
    await house.contract(upcoming, 'advanced', '2026-01-01')
    await house.contract(upcoming, 'basic', '2025-06-01')
    expect((await house.ask('GET', `/api/accounts/${upcoming}`)).body.plan).toBe('basic')
    const found = async (query: string) =>
      (await house.ask('GET', `/api/accounts?${query}`)).body.items.map((a: { id: string }) => a.id)
    expect(await found('plan=basic')).toContain(upcoming)
    expect(await found('plan=advanced')).not.toContain(upcoming)
    expect(await found('state=upcoming')).toContain(upcoming)
  })

  it('every filter finds what its rows say, and pages come in the same order', async () => {
    const none = await house.account()
    const given = await house.account('北海道')
    const staffId = await house.staff()
    const ended = await house.contract(given, 'premier', '2025-04-01', { responsibleId: staffId })
    await house.ask('POST', `/api/contracts/${ended}/end`, { on: '2025-04-02' })
    const all = (await walk('/api/accounts', 2)) as {
      id: string
      plan: string | null
      state: string
      responsible: { id: string } | null
    }[]
    expect(all).toEqual((await house.ask('GET', '/api/accounts?limit=200')).body.items)
    expect(all.find((a) => a.id === none)).toMatchObject({ state: 'none', plan: null })
    for (const state of ['none', 'upcoming', 'active', 'notice-given', 'ended'])
      expect(await walk(`/api/accounts?state=${state}`, 1)).toEqual(all.filter((a) => a.state === state))
    for (const plan of ['basic', 'premier', 'premier-plus'])
      expect(await walk(`/api/accounts?plan=${plan}`, 1)).toEqual(all.filter((a) => a.plan === plan))
    expect(await walk(`/api/accounts?responsible=${staffId}`, 1)).toEqual(all.filter((a) => a.id === given))
  })
})

describe('lists that grow', () => {
  it('sessions, movements, charges and answers come page by page, each once', async () => {
    for (let i = 0; i < 5; i++) {
      const start = `2025-04-${14 + i}T10:00:00+09:00`
      await house.book({
        contractId,
        kind: 'meeting',
        place: 'customer-site',
        prefecture: '北海道',
        start,
        minutes: 30,
        acceptCharges: true,
      })
    }
    const span = 'from=2025-04-01T00:00:00Z&until=2025-05-01T00:00:00Z'
    const lists = { sessions: 5, ledger: 10, charges: 4, decisions: 6 }
    for (const [name, count] of Object.entries(lists)) {
      const url = `/api/accounts/${accountId}/${name}`
      const items = await walk(url, 2)
      expect(items, name).toEqual((await house.ask('GET', url)).body.items)
      expect(new Set(items.map((x) => x.id)).size, name).toBe(count)
    }
    const between = await walk(`/api/sessions?${span}`, 2)
    expect(between).toEqual((await house.ask('GET', `/api/sessions?${span}`)).body.items)
    expect(between).toEqual((await walk(`/api/accounts/${accountId}/sessions`, 3)).toReversed())
  })

  it('a movement says which kind of session it came from', async () => {
    const { items } = (await house.ask('GET', `/api/accounts/${accountId}/ledger?limit=1`)).body
    expect(items).toMatchObject([{ kind: 'hold', cause: { type: 'session', label: 'meeting' } }])
  })

  it('a cursor that was not given is named', async () => {
    const id = accountId
    const made = [
      cursorOf('x', 'y'),
      cursorOf(1, 2),
      cursorOf(-9e15, id),
      cursorOf(9e15, id),
      cursorOf(1.5, id),
      cursorOf(id),
      'x',
    ]
    for (const url of [
      '/api/accounts',
      `/api/accounts/${id}/sessions`,
      `/api/accounts/${id}/ledger`,
      `/api/accounts/${id}/charges`,
      `/api/accounts/${id}/decisions`,
      '/api/intakes',
    ])
      for (const cursor of made) {
        const answer = await house.ask('GET', `${url}?cursor=${cursor}`)
        expect(answer.body, `${url} ${cursor}`).toMatchObject({
          status: 400,
          errors: [{ field: 'cursor', code: 'not-a-cursor' }],
        })
      }
  })
})
