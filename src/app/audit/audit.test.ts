import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { at, type House, openHouse } from '../../../test/support/house.ts'
import type { Tx } from '../../kernel/transaction.ts'
import { sealAll } from './seal.ts'
import { verifyAudit } from './verify.ts'

const VENDOR = { vendor: true } as const
let house: House
/** Somebody at the database itself, past the application and its rights. */
let intruder: pg.Client
beforeAll(async () => {
  house = await openHouse('2025-04-01T09:00')
  const getTypeParser = (oid: number, format?: 'text' | 'binary') =>
    oid === 20 ? Number : pg.types.getTypeParser(oid as never, format as never)
  intruder = new pg.Client({
    connectionString: house.connectionString,
    types: { getTypeParser } as pg.CustomTypesConfig,
  })
  await intruder.connect()
})
afterAll(async () => {
  await intruder.end()
  await house.close()
})

const verify = async () => {
  await sealAll(house.db, house.clock)
  return house.db.read(VENDOR, (tx) => verifyAudit(tx))
}
const whats = async () => (await verify()).faults.map((f) => f.what)

/** Three changes and two answers, one of them a refusal. */
async function someWork(): Promise<{ account: string }> {
  const account = await house.account()
  await house.ask('POST', '/api/closures', { date: nextDay(), name: '創立記念日' })
  const contract = await house.contract(account, 'basic', '2025-04-01')
  await house.ask('POST', '/api/sessions', {
    contractId: contract,
    kind: 'training',
    place: 'online',
    start: '2025-04-14T10:00:00+09:00',
    minutes: 60,
  })
  return { account }
}
let days = 0
const nextDay = () => `2025-06-${String(++days).padStart(2, '0')}`

describe('the record', () => {
  beforeEach(() => house.clock.set(at('2025-04-01T09:00')))

  test('tells who did what, when, from what to what, refusals with their clauses', async () => {
    const { account } = await someWork()
    const { body } = await house.ask('GET', `/api/audit?accountId=${account}`)
    const actions = body.items.map((item: { action: string }) => item.action)
    expect(actions).toEqual(['session.book', 'contract.open', 'account.create'])
    const [refused, opened, created] = body.items
    expect(refused).toMatchObject({ outcome: 'refused', because: ['kind-not-included'], after: null })
    expect(refused.cites.length).toBeGreaterThan(0)
    expect(opened).toMatchObject({ outcome: 'allowed', by: { name: 'vendor' }, subject: { type: 'contract' } })
    expect(created).toMatchObject({ before: null, after: { prefecture: '東京都' }, account: { id: account } })
  })

  test('keeps both sides of a change', async () => {
    const account = await house.account('東京都')
    await house.ask('PATCH', `/api/accounts/${account}`, { prefecture: '大阪府' })
    const { body } = await house.ask('GET', `/api/audit?accountId=${account}&action=account.change`)
    expect(body.items).toHaveLength(1)
    expect(body.items[0]).toMatchObject({ before: { prefecture: '東京都' }, after: { prefecture: '大阪府' } })
    expect(body.items[0].before).not.toHaveProperty('name')
  })

  test('is searched by action, person, subject and days, and read page by page', async () => {
    const { account } = await someWork()
    const all = (await house.ask('GET', `/api/audit?accountId=${account}`)).body.items
    const contract = all[1]
    const found = async (query: string) => (await house.ask('GET', `/api/audit?accountId=${account}&${query}`)).body
    expect((await found('action=contract')).items).toEqual([contract])
    expect((await found(`subjectId=${contract.subject.id}`)).items).toEqual([contract])
    expect((await found(`by=${contract.by.id}`)).items).toHaveLength(3)
    expect((await found('from=2025-04-02')).items).toEqual([])
    expect((await found('until=2025-03-31')).items).toEqual([])
    expect((await found('from=2025-04-01&until=2025-04-01')).items).toHaveLength(3)
    const first = await found('limit=2')
    const second = await found(`limit=2&cursor=${first.next}`)
    expect([...first.items, ...second.items]).toEqual(all)
    expect(second.next).toBeNull()
  })

  test('goes out as CSV that a spreadsheet does not run, and as JSON lines', async () => {
    const account = await house.ask('POST', '/api/accounts', { name: '=HYPERLINK("http://x")社', prefecture: '東京都' })
    const csv = await house.server.inject({
      method: 'GET',
      url: `/api/audit/export?accountId=${account.body.id}`,
      headers: { authorization: `Bearer ${house.vendorToken}` },
    })
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(csv.headers['content-disposition']).toBe('attachment; filename="audit.csv"')
    expect(csv.body).toMatch(/^\uFEFFseq,at,action,/)
    expect(csv.body).toContain(`"'=HYPERLINK(""http://x"")社"`)
    const lines = await house.server.inject({
      method: 'GET',
      url: `/api/audit/export?accountId=${account.body.id}&format=jsonl`,
      headers: { authorization: `Bearer ${house.vendorToken}` },
    })
    expect(JSON.parse(lines.body.trim())).toMatchObject({ action: 'account.create', after: { prefecture: '東京都' } })
  })

  test('a cursor of somebody’s own making is the field’s fault', async () => {
    const answer = await house.ask('GET', '/api/audit?cursor=abc')
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ code: 'invalid-field', field: 'cursor' })
  })
})

describe('the chain', () => {
  /** Does something to the tables as their owner, looks, and undoes it. */
  async function tampered(sql: string, values: unknown[] = []): Promise<string[]> {
    await sealAll(house.db, house.clock)
    await intruder.query('begin')
    await intruder.query(sql, values)
    const query: Tx['query'] = async (text, given) => (await intruder.query(text, given as unknown[])).rows
    const one: Tx['one'] = async (text, given) => (await query(text, given))[0] as never
    const { faults } = await verifyAudit({ query, one, maybe: one as Tx['maybe'], finish: async () => undefined })
    await intruder.query('rollback')
    return faults.map((f) => f.what)
  }

  test('holds over all that was done, and its end is written down', async () => {
    await someWork()
    const report = await verify()
    expect(report.faults).toEqual([])
    expect(report.links).toBeGreaterThanOrEqual(4)
    expect(report.head).toMatch(new RegExp(`^${report.links}:[0-9a-f]{64}$`))
  })

  test('finds a changed row, of either kind', async () => {
    expect(
      await tampered(
        "update app.changes set by_name = 'somebody else' where id = (select min(id::text)::uuid from app.changes)",
      ),
    ).toEqual(['altered'])
    expect(
      await tampered(
        "update notices.decisions set decision = jsonb_set(decision::jsonb, '{outcome}', '\"allowed\"')::json where decision ->> 'outcome' = 'refused'",
      ),
    ).toContain('altered')
  })

  test('finds a row that is gone', async () => {
    expect(await tampered('delete from app.changes where id = (select min(id::text)::uuid from app.changes)')).toEqual([
      'missing',
    ])
  })

  test('finds a link taken out, an end cut off, and two that changed places', async () => {
    expect(await tampered('delete from app.audit_links where seq = 2')).toContain('broken')
    expect(await tampered('delete from app.audit_links where seq = (select max(seq) from app.audit_links)')).toContain(
      'cut',
    )
    expect(
      await tampered(
        'update app.audit_links set digest = (select digest from app.audit_links where seq = 2) where seq = 1',
      ),
    ).toEqual(['broken', 'altered'])
  })

  test('finds a row put in behind it', async () => {
    await someWork()
    await sealAll(house.db, house.clock)
    for (let i = 0; i < 3; i++) {
      house.clock.set(house.clock.now() + 121_000)
      await sealAll(house.db, house.clock)
    }
    expect(
      await tampered(
        `insert into app.changes (id, at, by_name, action, subject_type, subject_id, after, kept)
         values ('01960000-0000-7000-8000-000000000001', now(), 'x', 'account.change', 'account', 'x', '{}', 1)`,
      ),
    ).toEqual(['unsealed'])
    expect(await whats()).toEqual([])
  })

  test('must pass through a head that was kept elsewhere, though all of it was forged anew', async () => {
    const { links, head } = await verify()
    const link = head.slice(head.indexOf(':') + 1)
    await someWork()
    await sealAll(house.db, house.clock)
    const now = (kept: { seq: number; link: string }) => house.db.read(VENDOR, (tx) => verifyAudit(tx, kept))
    expect((await now({ seq: links, link })).faults).toEqual([])
    expect((await now({ seq: links, link: link.replace(/./, (c) => (c === '0' ? '1' : '0')) })).faults).toMatchObject([
      { what: 'head' },
    ])
    expect((await now({ seq: 1_000_000, link })).faults).toMatchObject([{ what: 'head' }])
  })

  test('is the same over several who seal at once', async () => {
    for (let i = 0; i < 5; i++) await house.account()
    await Promise.all([1, 2, 3, 4].map(() => sealAll(house.db, house.clock)))
    expect(await whats()).toEqual([])
  })

  test('is read as far as it goes while an import keeps it from growing', async () => {
    const account = await house.account()
    await sealAll(house.db, house.clock)
    await intruder.query('begin')
    await intruder.query('select seq from app.audit_head for update')
    try {
      await house.ask('PATCH', `/api/accounts/${account}`, { prefecture: '大阪府' })
      const { status, body } = await house.ask('GET', `/api/audit?accountId=${account}`)
      expect(status).toBe(200)
      expect(body.items).toMatchObject([{ action: 'account.create' }])
    } finally {
      await intruder.query('rollback')
    }
    const { body } = await house.ask('GET', `/api/audit?accountId=${account}`)
    expect(body.items).toMatchObject([{ action: 'account.change' }, { action: 'account.create' }])
    expect(await whats()).toEqual([])
  }, 15_000)

  test('the application itself may not change or remove what it wrote', async () => {
    for (const sql of [
      "update app.changes set by_name = 'x'",
      'delete from app.changes',
      'delete from app.audit_links',
      'update app.audit_links set seq = seq + 1',
    ])
      await expect(house.db.transaction(VENDOR, (tx) => tx.query(sql))).rejects.toMatchObject({ code: '42501' })
  })
})
