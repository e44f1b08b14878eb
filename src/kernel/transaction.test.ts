import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { Problem } from './failure.ts'
import { newId } from './ids.ts'
import { Overtaken, openDb, timestampOf } from './transaction.ts'

const vendor = { vendor: true } as const
const ours = newId(1_700_000_000_000)
const theirs = newId(1_700_000_000_001)
let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase({ max: 5 })
  const owner = new pg.Client({ connectionString: database.connectionString })
  await owner.connect()
  await owner.query(`
    create table app.probe (account_id uuid not null, id int not null, at timestamptz, primary key (account_id, id));
    alter table app.probe enable row level security;
    alter table app.probe force row level security;
    create policy tenant on app.probe using (current_setting('app.scope', true) = 'vendor'
      or account_id = nullif(current_setting('app.account_id', true), '')::uuid);
    insert into app.probe (account_id, id) values ('${ours}', 1), ('${theirs}', 1)`)
  await owner.end()
})
afterAll(() => database.drop())

const countFor = (scope: Parameters<typeof database.db.read>[0]) =>
  database.db.read(scope, async (tx) => (await tx.one<{ n: number }>('select count(*) as n from app.probe')).n)

describe('scope', () => {
  it('shows the vendor every account and an account its own, on the same connections', async () => {
    for (let round = 0; round < 6; round++) {
      expect(await countFor(vendor)).toBe(2)
      expect(await countFor({ accountId: ours })).toBe(1)
    }
  })

  it('refuses to write a row of another account', async () => {
    const insert = database.db.transaction({ accountId: ours }, (tx) =>
      tx.query('insert into app.probe (account_id, id) values ($1, 2)', [theirs]),
    )
    await expect(insert).rejects.toMatchObject({ code: '42501' })
  })

  it('lets nothing but a checked id into the SQL text', async () => {
    const scope = { accountId: `${ours}'; drop table app.probe; --` }
    await expect(database.db.transaction(scope, (tx) => tx.query('select 1'))).rejects.toThrow('an id that was checked')
  })

  it('works under a role that row-level security binds', async () => {
    const row = await database.db.read(vendor, (tx) =>
      tx.one('select current_user as name, rolsuper, rolbypassrls from pg_roles where rolname = current_user'),
    )
    expect(row).toEqual({ name: 'bansou_app', rolsuper: false, rolbypassrls: false })
  })
})

describe('transaction', () => {
  it('leaves nothing of a run that throws', async () => {
    const failed = database.db.transaction(vendor, async (tx) => {
      await tx.query('insert into app.probe (account_id, id) values ($1, 3)', [ours])
      throw new Problem('stale-version')
    })
    await expect(failed).rejects.toMatchObject({ code: 'stale-version' })
    expect(await countFor(vendor)).toBe(2)
  })

  it('does not pretend to commit after a swallowed failure', async () => {
    const swallowed = database.db.transaction(vendor, async (tx) => {
      await tx.query('insert into app.probe (account_id, id) values ($1, 1)', [ours]).catch(() => undefined)
    })
    await expect(swallowed).rejects.toThrow('swallowed')
  })

  it('names the constraint that a statement broke', async () => {
    const twice = database.db.transaction(vendor, (tx) =>
      tx.query('insert into app.probe (account_id, id) values ($1, 1)', [ours]),
    )
    await expect(twice).rejects.toMatchObject({ code: '23505', constraint: 'probe_pkey' })
  })

  it('takes no statement after its end', async () => {
    const kept = await database.db.transaction(vendor, async (tx) => tx)
    await expect(kept.query('select 1')).rejects.toThrow('within its transaction')
  })

  it('reads without writing', async () => {
    await expect(database.db.read(vendor, (tx) => tx.query('delete from app.probe'))).rejects.toMatchObject({
      code: '25006',
    })
  })

  it('plays a deadlock again until both are through', async () => {
    let runs = 0
    // Neither goes on before both have their first lock; whoever is played again finds the other waiting or gone.
    let bothHaveOne = () => {}
    const waiting = new Promise<void>((resolve) => {
      bothHaveOne = resolve
    })
    const lockBoth = (first: string, second: string) =>
      database.db.transaction(vendor, async (tx) => {
        runs++
        const lock = 'select id from app.probe where account_id = $1 and id = 1 for update'
        await tx.query(lock, [first])
        if (runs === 2) bothHaveOne()
        await waiting
        await tx.query(lock, [second])
      })
    await Promise.all([lockBoth(ours, theirs), lockBoth(theirs, ours)])
    expect(runs).toBeGreaterThan(2)
  })

  it('plays again what was overtaken, found out here or in the database, and gives up after some tries', async () => {
    let runs = 0
    const answer = await database.db.transaction(vendor, async (tx) => {
      runs++
      if (runs === 1) throw new Overtaken('here')
      await tx.finish(() => tx.query('select app.insist($1)', [runs > 2]))
      return runs
    })
    expect(answer).toBe(3)
    const never = database.db.transaction(vendor, async () => {
      throw new Overtaken('always')
    })
    await expect(never).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('commits along with the last statements, or none of them stands, and takes no other after', async () => {
    await database.db.transaction(vendor, async (tx) => {
      await tx.finish(() => tx.query('insert into app.probe (account_id, id) values ($1, 20)', [ours]))
      await expect(tx.query('select 1')).rejects.toThrow('within its transaction')
    })
    expect(await countFor(vendor)).toBe(3)
    const failed = database.db.transaction(vendor, (tx) =>
      tx.finish(() =>
        Promise.all([
          tx.query('insert into app.probe (account_id, id) values ($1, 21)', [ours]),
          tx.query('insert into app.probe (account_id, id) values ($1, 20)', [ours]),
        ]),
      ),
    )
    await expect(failed).rejects.toMatchObject({ code: '23505' })
    expect(await countFor(vendor)).toBe(3)
    await database.db.transaction(vendor, (tx) => tx.query('delete from app.probe where id = 20'))
  })

  it('does not wait for a lock or a statement for ever: safe to ask again, and the connection is as good as before', async () => {
    const { connectionString } = database
    const hasty = openDb({ connectionString, max: 1, lockTimeout: 50, statementTimeout: 200 })
    const lock = 'select id from app.probe where account_id = $1 and id = 1 for update'
    let release = () => {}
    const holder = database.db.transaction(vendor, async (tx) => {
      await tx.query(lock, [ours])
      await new Promise<void>((resolve) => {
        release = resolve
      })
    })
    const waited = hasty.transaction(vendor, (tx) => tx.query(lock, [ours]))
    await expect(waited).rejects.toMatchObject({ code: 'unavailable' })
    release()
    await holder
    const slow = hasty.read(vendor, (tx) => tx.query('select pg_sleep(5)'))
    await expect(slow).rejects.toMatchObject({ code: 'unavailable' })
    expect(await hasty.transaction(vendor, (tx) => tx.query(lock, [ours]))).toEqual([{ id: 1 }])
    await hasty.close()
  })

  it('wants exactly one row where one is asked for', async () => {
    const asked = (text: string) => database.db.read(vendor, (tx) => tx.one(text))
    await expect(asked('select 1 as n where false')).rejects.toThrow('one row, not 0')
    await expect(asked('select generate_series(1, 2) as n')).rejects.toThrow('one row, not 2')
  })
})

describe('values', () => {
  it('come as texts of days, milliseconds and numbers', async () => {
    const row = await database.db.read(vendor, (tx) =>
      tx.one(
        `select date '2025-02-28' as day, 9007199254740991::int8 as big, 12.5::numeric as exact, '{"a":[1]}'::jsonb as body,
          $1::timestamptz as at, array[$1::timestamptz, null] as many, array[date '2025-02-28'] as days, '{0,7}'::int8[] as bigs`,
        ['2025-04-14T10:00:00.123+09:00'],
      ),
    )
    const at = Date.parse('2025-04-14T01:00:00.123Z')
    expect(row).toEqual({
      day: '2025-02-28',
      big: 9007199254740991,
      exact: 12.5,
      body: { a: [1] },
      at,
      many: [at, null],
      days: ['2025-02-28'],
      bigs: [0, 7],
    })
  })

  it('take an instant and give it back, whatever the zone of the session', async () => {
    for (const at of [
      0,
      -1,
      1_745_000_000_123,
      Date.parse('1950-06-01T00:00:00Z'),
      Date.parse('2999-12-31T23:59:59.999Z'),
    ]) {
      for (const zone of ['UTC', 'Asia/Tokyo', 'America/St_Johns']) {
        const row = await database.db.read(vendor, async (tx) => {
          await tx.query(`set local time zone '${zone}'`)
          return tx.one('select $1::timestamptz as at', [timestampOf(at)])
        })
        expect(row).toEqual({ at })
      }
    }
  })

  it('refuse a bigint that a number cannot hold', async () => {
    const asked = database.db.read(vendor, (tx) => tx.one("select '9007199254740993'::int8 as n"))
    await expect(asked).rejects.toThrow('bigint')
  })
})

describe('a database that is away', () => {
  it('is a problem that may be tried again, when nothing listens', async () => {
    const db = openDb({ connectionString: 'postgresql://bansou@127.0.0.1:1/bansou' })
    await expect(db.read(vendor, (tx) => tx.query('select 1'))).rejects.toMatchObject({ code: 'unavailable' })
    await db.close()
  })

  it('is the same when the connection is cut in the middle, and the next transaction works', async () => {
    const cut = database.db.transaction(vendor, async (tx) => {
      await tx.query('insert into app.probe (account_id, id) values ($1, 9)', [ours])
      await tx.query('set local role none')
      await tx.query('select pg_terminate_backend(pg_backend_pid())')
    })
    await expect(cut).rejects.toMatchObject({ code: 'unavailable' })
    expect(await countFor(vendor)).toBe(2)
  })
})
