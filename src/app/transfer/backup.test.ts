import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../test/support/database.ts'
import { type House, openHouse } from '../../../test/support/house.ts'
import { migrate } from '../migrations.ts'
import { checkArchive } from './archive.ts'
import { backUp, digestsOf } from './backup.ts'
import { prove, restore, SEEDED } from './restore.ts'
import { tablesOf } from './tables.ts'

const MADE = { madeAt: '2025-04-20T00:00:00+09:00', keyMark: null }
let house: House
let folder: string
let file: string

async function asOwner<T>(connectionString: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return await run(client)
  } finally {
    await client.end()
  }
}

/** An account with a life: contract, order, sessions booked, held and cancelled, and words that need escaping. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bansou-backup-'))
  file = join(folder, 'one.bansou')
  house = await openHouse('2025-04-01T09:00')
  const id = (await house.ask('POST', '/api/accounts', { name: '株式会社 "見本" \\ tab', prefecture: '北海道' })).body
    .id
  const contractId = await house.contract(id, 'premier', '2025-04-01')
  const body = { contractId, kind: 'meeting', place: 'online', minutes: 60 }
  for (const day of ['14', '15', '16']) await house.book({ ...body, start: `2025-04-${day}T10:00:00+09:00` })
  await backUp(house.connectionString, file, MADE)
}, 60_000)
afterAll(async () => {
  await house.close()
  rmSync(folder, { recursive: true })
})

describe('a backup', () => {
  it('names its version, its moment, and for each table rows and digest', async () => {
    const manifest = await checkArchive(file)
    expect(manifest).toMatchObject({ format: 'bansou-backup', ...MADE })
    expect(manifest.tables.find((t) => t.name === 'people.accounts')?.rows).toBe(1)
    expect(manifest.tables.find((t) => t.name === 'sessions.sessions')?.rows).toBe(3)
    expect(manifest.tables.some((t) => t.name === 'app.migrations')).toBe(false)
    expect(manifest.migrations.length).toBeGreaterThan(10)
  })

  it('keeps where counters stand, so that the next row does not take the place of one that is there', async () => {
    const { sequences, tables } = await checkArchive(file)
    const kept = tables.find((t) => t.name === 'notices.decisions')?.rows ?? 0
    expect(sequences.find((s) => s.name === 'notices.decisions_kept_seq')).toMatchObject({ last: String(kept) })
    const other = await testDatabase()
    try {
      await restore(other.connectionString, file)
      const next = await asOwner(other.connectionString, (c) =>
        c.query("select nextval('notices.decisions_kept_seq')::int as next"),
      )
      expect(next.rows).toEqual([{ next: kept + 1 }])
    } finally {
      await other.drop()
    }
  }, 60_000)

  it('is never written over another file', async () => {
    await expect(backUp(house.connectionString, file, MADE)).rejects.toThrow('exists already')
  })

  it('can be restored, and the proof says so', async () => {
    const proof = await prove(file)
    expect(proof.faults).toEqual([])
    expect(proof.entries).toBeGreaterThan(0)
  }, 60_000)

  it('holds everything: restored, every table has the same rows and digest', async () => {
    const empty = await testDatabase()
    try {
      await restore(empty.connectionString, file)
      const [before, after] = await Promise.all(
        [house.connectionString, empty.connectionString].map((c) => asOwner(c, digestsOf)),
      )
      expect(after).toEqual(before)
    } finally {
      await empty.drop()
    }
  }, 60_000)
})

/** As with DATABASE_URL: an owner who is no superuser, and on whom row-level security is forced. */
async function ownedDatabase(): Promise<{ connectionString: string; drop(): Promise<void> }> {
  const name = `plain_${randomUUID().slice(0, 8)}`
  const as = (sql: string) => asOwner(house.connectionString, (c) => c.query(sql))
  await as(`create role ${name} login createrole password 'x'`)
  await as(`grant bansou_app to ${name} with admin option`)
  await as(`create database ${name} owner ${name} template template0`)
  const url = new URL(house.connectionString)
  url.username = name
  url.password = 'x'
  url.pathname = `/${name}`
  return {
    connectionString: url.href,
    async drop() {
      await as(`drop database ${name} with (force)`)
      await as(`drop role ${name}`)
    },
  }
}

describe('a database whose owner is nobody special', () => {
  it('is restored into and backed up whole, and its rows are walled again', async () => {
    const plain = await ownedDatabase()
    try {
      await restore(plain.connectionString, file)
      expect(await asOwner(plain.connectionString, digestsOf)).toEqual(await asOwner(house.connectionString, digestsOf))
      const seen = await asOwner(plain.connectionString, (c) => c.query('select from people.accounts'))
      expect(seen.rowCount).toBe(0)
      const again = await backUp(plain.connectionString, join(folder, 'plain.bansou'), MADE)
      expect(again.tables.find((t) => t.name === 'people.accounts')?.rows).toBe(1)
    } finally {
      await plain.drop()
    }
  }, 60_000)
})

describe('a restore is refused', () => {
  it('into a database with rows, which stay as they are', async () => {
    await expect(restore(house.connectionString, file)).rejects.toThrow('the database is not empty')
    expect((await house.ask('GET', '/api/accounts')).body.items).toHaveLength(1)
  })

  it('of a file that was changed or cut anywhere, and leaves the database empty', async () => {
    const empty = await testDatabase()
    const bytes = readFileSync(file)
    try {
      for (const at of [700, 3000, Math.floor(bytes.length * 0.5), Math.floor(bytes.length * 0.8)]) {
        const changed = Buffer.from(bytes)
        changed[at] = changed[at]! ^ 0x41
        writeFileSync(join(folder, 'changed'), changed)
        // A flipped byte of padding between two entries changes nothing that is kept.
        const outcome = await checkArchive(join(folder, 'changed')).then(
          () => 'same',
          (error: Error) => error.message,
        )
        expect(outcome, String(at)).toMatch(/damaged|no backup|kind|same/)
      }
      writeFileSync(join(folder, 'cut'), bytes.subarray(0, bytes.length / 2))
      await expect(restore(empty.connectionString, join(folder, 'cut'))).rejects.toThrow(/damaged/)
      writeFileSync(join(folder, 'text'), 'this is no archive'.repeat(100))
      await expect(restore(empty.connectionString, join(folder, 'text'))).rejects.toThrow(/damaged|no backup/)
      await expect(restore(empty.connectionString, join(folder, 'none'))).rejects.toThrow('does not exist')
      const left = await asOwner(empty.connectionString, digestsOf)
      expect([...left].filter(([, d]) => d.rows > 0).map(([name]) => name)).toEqual([...SEEDED])
    } finally {
      await empty.drop()
    }
  }, 60_000)

  it('of another set of migrations', async () => {
    const other = join(folder, 'other.bansou')
    const empty = await testDatabase()
    try {
      await asOwner(empty.connectionString, (c) =>
        c.query("update app.migrations set checksum = 'another' where number = 100"),
      )
      await backUp(empty.connectionString, other, MADE)
      await expect(prove(other)).rejects.toThrow('its migration 0100-people.sql is not the one')
      await asOwner(empty.connectionString, (c) => c.query('delete from app.migrations where number >= 100'))
      await backUp(empty.connectionString, join(folder, 'older.bansou'), MADE)
      await expect(prove(join(folder, 'older.bansou'))).rejects.toThrow(
        /this version has migration \d+-.*, which the backup has not/,
      )
    } finally {
      await empty.drop()
    }
  }, 60_000)

  it('as a whole where one table cannot be filled', async () => {
    const empty = await testDatabase()
    try {
      await asOwner(empty.connectionString, (c) =>
        c.query("alter table sessions.sessions add constraint planted check (kind <> 'meeting')"),
      )
      await expect(restore(empty.connectionString, file)).rejects.toThrow('planted')
      const left = await asOwner(empty.connectionString, digestsOf)
      expect([...left].filter(([, d]) => d.rows > 0).map(([name]) => name)).toEqual([...SEEDED])
    } finally {
      await empty.drop()
    }
  }, 60_000)
})

describe('the proof', () => {
  it('finds books that are not true', async () => {
    const bent = await testDatabase()
    try {
      await restore(bent.connectionString, file)
      await asOwner(bent.connectionString, (c) => c.query('update ledger.windows set held = held - 1 where held > 0'))
      await backUp(bent.connectionString, join(folder, 'bent.bansou'), MADE)
      const { faults } = await prove(join(folder, 'bent.bansou'))
      expect(faults.join('\n')).toMatch(/ledger: window .*held kept \d+, entries say \d+/)
    } finally {
      await bent.drop()
    }
  }, 60_000)
})

it('knows in which tables a fresh database has rows', async () => {
  const server = await testDatabase()
  try {
    await migrate(server.connectionString)
    const full = await asOwner(server.connectionString, async (c) => {
      const found: string[] = []
      for (const t of await tablesOf(c)) if ((await c.query(`select from ${t.sql}`)).rowCount) found.push(t.name)
      return found
    })
    expect(full).toEqual([...SEEDED])
  } finally {
    await server.drop()
  }
})
