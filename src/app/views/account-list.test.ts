import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at, type House, openHouse } from '../../../test/support/house.ts'

type Row = {
  id: string
  name: string
  prefecture: string
  plan: string | null
  phase: string | null
  state: string
  period: { until: string | null } | null
  responsible: { id: string; name: string } | null
  contract: { id: string; version: number } | null
  hours: { left: number; granted: number } | null
}

let house: House
const list = async (query = '') =>
  (await house.ask('GET', `/api/accounts?limit=200${query}`)).body as { items: Row[]; total: number }

/** Accounts of every kind: running and renewed for years, used and unused, ended, to come, add-ons alone, none. */
beforeAll(async () => {
  house = await openHouse('2024-08-31T09:00')
  const [first, second] = [await house.staff(), await house.staff()]
  const renewed = await house.account('北海道')
  await house.contract(renewed, 'premier', '2024-08-31', { responsibleId: first })
  const kept = await house.account('沖縄県')
  await house.contract(kept, 'premier-plus', '2024-10-01', { responsibleId: second })
  await house.account('青森県')
  const ended = await house.account()
  await house.contract(ended, 'basic', '2024-09-01')
  house.clock.set(at('2026-02-20T09:00'))
  for (const [plan, from] of [
    ['basic', '2026-02-01'],
    ['advanced', '2026-01-10'],
    ['premier', '2026-03-01'],
  ] as const)
    await house.contract(await house.account('大阪府'), plan, from === '2026-03-01' ? from : '2026-02-20', {
      responsibleId: second,
    })
  const ordered = await house.account('北海道')
  await house.order(ordered, 'data-integration', { tenant: 'one', target: 'a system', start: '2026-02-20' })
  const used = await house.account('東京都')
  const contractId = await house.contract(used, 'basic', '2026-02-20', { responsibleId: first })
  await house.book({ contractId, kind: 'meeting', place: 'online', start: '2026-02-24T10:00:00+09:00', minutes: 300 })
  house.clock.set(at('2026-02-28T09:00'))
})
afterAll(() => house.close())

const DAY = '2026-02-28'
const place = (state: string) => ['active', 'notice-given', 'upcoming', 'ended', 'none'].indexOf(state)
const KEYS: Record<string, (row: Row) => string | number | null> = {
  plan: (r) => (r.plan === null ? null : ['basic', 'advanced', 'premier', 'premier-plus'].indexOf(r.plan)),
  phase: (r) => r.phase,
  period: (r) => (r.state === 'ended' ? null : (r.period?.until ?? null)),
  hours: (r) => r.hours?.left ?? null,
  responsible: (r) => r.responsible?.name ?? null,
  state: (r) => place(r.state),
}

describe('the list of accounts', () => {
  it('comes in the order of what its rows say, both ways, with nothing missed from page to page', async () => {
    const whole = await list()
    expect(whole.items.length).toBe(whole.total)
    expect(new Set(whole.items.map((r) => r.state))).toEqual(new Set(['active', 'upcoming', 'ended', 'none']))
    for (const [sort, key] of Object.entries(KEYS))
      for (const sign of ['', '-']) {
        const { items } = await list(`&sort=${sign}${sort}`)
        const keys = items.map(key)
        const valued = keys.filter((k) => k !== null)
        const expected = valued.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0) * (sign === '' ? 1 : -1))
        expect(keys, `${sign}${sort}`).toEqual([...expected, ...keys.filter((k) => k === null)])
        const paged: Row[] = []
        for (let next = ''; ; ) {
          const { body } = await house.ask('GET', `/api/accounts?limit=3&sort=${sign}${sort}${next}`)
          paged.push(...body.items)
          if (body.next === null) break
          next = `&cursor=${body.next}`
        }
        expect(paged, `${sign}${sort} page by page`).toEqual(items)
      }
  })

  it('goes to any place at once and says how many there are', async () => {
    const whole = await list('&sort=-period')
    const { body } = await house.ask('GET', '/api/accounts?sort=-period&offset=4&limit=2')
    expect(body).toMatchObject({ total: whole.total, items: whole.items.slice(4, 6) })
    expect((await house.ask('GET', '/api/accounts?offset=400')).body).toMatchObject({
      total: whole.total,
      items: [],
      next: null,
    })
  })

  it('finds by phase, prefecture, end and what is left, as its rows say', async () => {
    const { items } = await list()
    const found = async (query: string) => (await list(query)).items
    expect(await found('&phase=success')).toEqual(items.filter((r) => r.phase === 'success'))
    expect(await found('&phase=onboarding')).toEqual(items.filter((r) => r.phase === 'onboarding'))
    expect(await found('&prefecture=北海道')).toEqual(items.filter((r) => r.prefecture === '北海道'))
    const soon = items.filter((r) => r.state !== 'ended' && r.period?.until && r.period.until < '2026-06-01')
    expect(soon.length).toBeGreaterThan(0)
    expect(await found('&endsBefore=2026-06-01')).toEqual(soon)
    const low = items.filter((r) => r.hours && r.hours.left * 100 <= r.hours.granted * 20)
    expect(low.length).toBeGreaterThan(0)
    expect(await found('&hoursUnder=20')).toEqual(low)
    expect((await list('&hoursUnder=20')).total).toBe(low.length)
  })

  it('finds names whatever their width and kana, and takes no sign for a wildcard', async () => {
    expect((await list('&q=ﾐﾎﾝ')).total).toBe(0)
    expect((await list('&q=見本1')).total).toBeGreaterThan(0)
    expect((await list('&q=%25')).total).toBe(0)
  })

  it('the end of a renewed year and the phase are those of the page of the account', async () => {
    for (const row of (await list('&sort=period')).items) {
      const { body } = await house.ask('GET', `/api/accounts/${row.id}`)
      expect([row.period, row.phase, row.plan, row.hours], row.name).toEqual([
        body.period,
        body.phase,
        body.plan,
        body.hours,
      ])
    }
    expect(DAY < (await list('&sort=period')).items[0]!.period!.until!).toBe(true)
  })

  it('a cursor of another order is named', async () => {
    const { next } = (await house.ask('GET', '/api/accounts?limit=1&sort=plan')).body
    const answer = await house.ask('GET', `/api/accounts?limit=1&sort=-plan&cursor=${next}`)
    expect(answer.body).toMatchObject({ status: 400, errors: [{ field: 'cursor', code: 'not-a-cursor' }] })
  })
})

describe('who answers for a contract', () => {
  it('is changed with the version that was seen, and set back; the faster one stands', async () => {
    const row = (await list('&q=')).items.find((r) => r.responsible && r.state === 'active')!
    const other = await house.staff()
    const url = `/api/contracts/${row.contract!.id}/responsible`
    const first = { 'if-match': `"${row.contract!.version}"` }
    const changed = await house.ask('PUT', url, { responsibleId: other }, first)
    expect(changed).toMatchObject({ status: 200, body: { responsibleId: other, before: row.responsible!.id } })
    expect((await house.ask('PUT', url, { responsibleId: null }, first)).body).toMatchObject({
      status: 412,
      code: 'stale-version',
    })
    expect((await list(`&responsible=${other}`)).items.map((r) => r.id)).toEqual([row.id])
    const back = await house.ask('PUT', url, { responsibleId: changed.body.before })
    expect(back.body).toMatchObject({ responsibleId: row.responsible!.id, before: other })
    expect((await house.ask('PUT', url, { responsibleId: row.id })).body).toMatchObject({
      code: 'unknown-reference',
      field: 'responsibleId',
    })
    expect((await house.ask('PUT', `/api/contracts/${other}/responsible`, { responsibleId: null })).body).toMatchObject(
      { code: 'unknown-reference' },
    )
  })
})
