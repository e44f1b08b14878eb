import { spawn } from 'node:child_process'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { newId } from '../kernel/ids.ts'
import { Books } from './books.ts'
import { verifyLedger } from './verify.ts'

const NOW = 1_750_000_000_000
const accountId = newId(NOW)
let database: TestDatabase
let owner: pg.Client
let windowId: string
let upgradedId: string

beforeAll(async () => {
  database = await testDatabase()
  owner = new pg.Client({ connectionString: database.connectionString })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await database.drop()
})

const spec = (holderId: string, from: string, until: string, amount: number) => ({
  accountId,
  holderId,
  holderType: 'contract' as const,
  allowance: 'meetings',
  office: '',
  unit: 'minutes' as const,
  from,
  until,
  amount,
  clause: 'basic.11',
})
const cause = { type: 'session', id: newId(NOW), clause: 'basic.11', at: NOW, byUser: null, byName: 'test' }

/** Two windows, the first taken over by the second, with a few movements each. */
beforeEach(async () => {
  await owner.query('truncate ledger.windows, ledger.entries')
  await database.db.transaction({ vendor: true }, async (tx) => {
    const books = await Books.load(tx, [])
    const holderId = newId(NOW)
    const first = books.open(spec(holderId, '2025-04-01', '2025-07-01', 360), cause)
    books.hold(first, 60, cause)
    books.hold(first, 90, cause)
    books.release(first, 60, cause)
    books.settle(first, 90, cause)
    const second = books.open(spec(holderId, '2025-05-01', '2025-09-01', 900), cause)
    books.carry(first, second, cause)
    books.hold(second, 30, cause)
    await books.flush(tx)
    windowId = first.id
    upgradedId = second.id
  })
})

const faults = async () => (await database.db.read({ vendor: true }, verifyLedger)).faults
const named = (what: string, kept: number, recomputed: number, window = windowId) => ({
  accountId,
  windowId: window,
  allowance: 'meetings',
  what,
  kept,
  recomputed,
})

describe('verify', () => {
  it('finds nothing in true books, and counts them', async () => {
    expect(await database.db.read({ vendor: true }, verifyLedger)).toEqual({ windows: 2, entries: 8, faults: [] })
  })

  it.each([
    ['granted', 'granted = granted + 60', [['granted', 420, 360]]],
    ['held', 'held = held + 60', [['held', 60, 0]]],
    ['consumed', 'consumed = consumed - 30', [['consumed', 60, 90]]],
    ['lapsed', 'lapsed = lapsed + 10', [['lapsed', 10, 0]]],
    [
      'seq',
      'seq = seq + 1',
      [
        ['entries counted', 6, 5],
        ['entries numbered', 6, 5],
      ],
    ],
  ] as const)('names a counter that was tampered with: %s', async (_, change, expected) => {
    await owner.query(`update ledger.windows set ${change} where id = $1`, [windowId])
    const found = (await faults()).filter((f) => f.windowId === windowId)
    expect(found).toEqual(expected.map(([what, kept, recomputed]) => named(what, kept, recomputed)))
  })

  it('names what a taken-over window used more than its successor counts', async () => {
    await owner.query('update ledger.windows set consumed = consumed - 30 where id = $1', [windowId])
    expect(await faults()).toContainEqual(named('use taken over', 90, 60, upgradedId))
  })

  it('names a deleted entry, in the middle and at the end', async () => {
    await owner.query('delete from ledger.entries where window_id = $1 and seq = 3', [windowId])
    expect(await faults()).toEqual([
      named('held', 0, -90),
      named('entries counted', 5, 4),
      named('left after entry 4', 270, 360),
      named('held after entry 4', 90, 0),
    ])
    await owner.query('delete from ledger.entries where window_id = $1 and seq = 5', [windowId])
    expect(await faults()).toContainEqual(named('entries numbered', 5, 4))
  })

  it('names a changed amount, also where another change makes up for it', async () => {
    await owner.query('update ledger.entries set amount = 61 where window_id = $1 and seq = 2', [windowId])
    expect(await faults()).toEqual([
      named('held', 0, 1),
      named('left after entry 2', 300, 299),
      named('held after entry 2', 60, 61),
    ])
    await owner.query('update ledger.entries set amount = 89 where window_id = $1 and seq = 3', [windowId])
    expect(await faults()).toEqual([named('left after entry 2', 300, 299), named('held after entry 2', 60, 61)])
  })

  it('names a changed kind and a changed rest', async () => {
    await owner.query("update ledger.entries set kind = 'lapse' where window_id = $1 and seq = 2", [windowId])
    await owner.query('update ledger.entries set left_after = 0 where window_id = $1 and seq = 3', [upgradedId])
    expect((await faults()).map((f) => f.what).sort()).toEqual([
      'held',
      'held after entry 2',
      'lapsed',
      'lapsed after entry 2',
      'left after entry 3',
    ])
  })

  it.each(['granted', 'held', 'lapsed'])(
    'names a changed %s after an entry, of which a past balance is read',
    async (counter) => {
      await owner.query(
        `update ledger.entries set ${counter}_after = ${counter}_after + 7 where window_id = $1 and seq = 4`,
        [windowId],
      )
      const kept = { granted: 360, held: 90, lapsed: 0 }[counter]!
      expect(await faults()).toEqual([named(`${counter} after entry 4`, kept + 7, kept)])
    },
  )

  it('names a window without its entries', async () => {
    await owner.query('delete from ledger.entries where window_id = $1', [upgradedId])
    expect((await faults()).map((f) => f.what)).toEqual([
      'granted',
      'held',
      'consumed',
      'entries counted',
      'entries numbered',
      'use taken over',
    ])
  })

  it('sees no more than its scope', async () => {
    const other = await database.db.read({ accountId: newId(NOW) }, verifyLedger)
    expect(other).toEqual({ windows: 0, entries: 0, faults: [] })
  })
})

/** The command as an operator runs it. */
function ledgerCommand(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, '../app/cli.ts'), 'ledger', ...args], {
      env: { ...process.env, DATABASE_URL: database.connectionString },
    })
    let [out, err] = ['', '']
    child.stdout.on('data', (text) => {
      out += text
    })
    child.stderr.on('data', (text) => {
      err += text
    })
    child.once('close', (code) => done({ code, out, err }))
  })
}

describe('npm run ledger -- verify', () => {
  it('ends with 0 on true books, 1 with every difference named, 2 when asked for something else', async () => {
    expect(await ledgerCommand('verify')).toMatchObject({ code: 0, out: '2 windows, 8 entries, 0 differences\n' })
    await owner.query('update ledger.windows set held = held + 60 where id = $1', [windowId])
    const wrong = await ledgerCommand('verify')
    expect(wrong).toMatchObject({ code: 1, out: '2 windows, 8 entries, 2 differences\n' })
    expect(wrong.err).toContain(`window ${windowId} (meetings) of account ${accountId}: held kept 60, entries say 0`)
    expect((await ledgerCommand('mend')).code).toBe(2)
  })
})
