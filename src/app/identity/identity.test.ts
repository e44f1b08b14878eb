import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { parseInstant, settableClock } from '../../kernel/clock.ts'
import { must } from '../../kernel/failure.ts'
import { newId } from '../../kernel/ids.ts'
import { type Identity, openIdentity } from './identity.ts'
import { hashPassword, isPassword } from './password.ts'

const NOW = must(parseInstant('2025-04-14T09:00:00+09:00'), 'a moment')
const HOUR = 3_600_000
const CHEAP = { log2N: 10, r: 8, p: 1 }

let database: TestDatabase
let clock: ReturnType<typeof settableClock>
let identity: Identity
beforeAll(async () => {
  database = await testDatabase()
  clock = settableClock(NOW)
  identity = openIdentity({ db: database.db, clock, passwordCost: CHEAP, lasts: 10 * HOUR, secondFactor: 'off' })
})
afterAll(() => database.drop())

let made = 0
async function person(more: { validUntil?: number } = {}) {
  const email = `person${++made}@example.jp`
  const user = await identity.createUser({
    name: '佐藤',
    email,
    password: 'pass word 1',
    side: 'vendor',
    roles: ['csm'],
    ...more,
  })
  return { user, email, signIn: () => identity.signIn(email, 'pass word 1') }
}

describe('people', () => {
  it('are known by their address, whatever its case', async () => {
    const { user, email } = await person()
    const signed = await identity.signIn(email.toUpperCase(), 'pass word 1')
    expect(signed).toMatchObject({ user, expiresAt: NOW + 10 * HOUR })
    expect(await identity.hasUsers()).toBe(true)
  })

  it('cannot share an address', async () => {
    const { email } = await person()
    const again = identity.createUser({
      name: 'x',
      email: ` ${email.toUpperCase()} `,
      password: 'pass word 1',
      side: 'vendor',
      roles: ['csm'],
    })
    await expect(again).rejects.toMatchObject({ code: 'already-exists', field: 'email' })
  })

  it('a customer’s person has an account, nobody else has', async () => {
    const make = (side: 'vendor' | 'customer', accountId: string | null) =>
      identity.createUser({
        name: 'x',
        email: `x${++made}@example.jp`,
        password: 'pass word 1',
        side,
        roles: [side === 'vendor' ? 'csm' : 'promotion'],
        accountId,
      })
    await expect(make('customer', null)).rejects.toMatchObject({ constraint: 'memberships_customer_has_account' })
    await expect(make('vendor', newId(NOW))).rejects.toMatchObject({ constraint: 'memberships_customer_has_account' })
    expect((await make('customer', newId(NOW))).accountId).not.toBeNull()
  })

  it('are let in until the day they leave, and not a moment longer', async () => {
    clock.set(NOW)
    const { signIn } = await person({ validUntil: NOW + HOUR })
    const signed = must(await signIn(), 'a sign-in')
    clock.set(NOW + HOUR - 1)
    expect(await identity.userOf(signed.token)).not.toBeNull()
    clock.set(NOW + HOUR)
    expect(await identity.userOf(signed.token)).toBeNull()
    expect(await identity.recognise(signed.token)).toBe('role-ended')
    await expect(signIn()).rejects.toMatchObject({ code: 'role-ended' })
    clock.set(NOW)
  })
})

describe('tokens', () => {
  it('stand in the database as digests only', async () => {
    const { token } = must(await (await person()).signIn(), 'a sign-in')
    const client = new pg.Client({ connectionString: database.connectionString })
    await client.connect()
    const { rows } = await client.query(
      "select encode(token_hash, 'base64') as hash, s::text as whole from identity.sign_ins s",
    )
    await client.end()
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) expect(JSON.stringify(row)).not.toContain(token)
  })

  it('signing out ends one, revoking ends all of a person', async () => {
    const { signIn, user } = await person()
    const [a, b, c] = (await Promise.all([signIn(), signIn(), signIn()])).map(
      (signed) => must(signed, 'a sign-in').token,
    )
    for (const token of [a!, b!, c!]) expect(await identity.userOf(token)).toMatchObject({ userId: user.userId })
    await identity.signOut(a!)
    expect(await Promise.all([a!, b!, c!].map((token) => identity.userOf(token) ?? null))).toMatchObject([null, {}, {}])
    await identity.revoke(user.userId)
    expect(await Promise.all([b!, c!].map((token) => identity.userOf(token)))).toEqual([null, null])
  })

  it('a look-up under way at sign-out is not believed afterwards', async () => {
    const { signIn } = await person()
    for (let i = 0; i < 20; i++) {
      const { token } = must(await signIn(), 'a sign-in')
      await Promise.all([identity.userOf(token), identity.signOut(token), identity.userOf(token)])
      expect(await identity.userOf(token)).toBeNull()
    }
  })

  it('another process hears of a sign-out within seconds', async () => {
    const other = openIdentity({ db: database.db, clock, passwordCost: CHEAP, believed: 5000, secondFactor: 'off' })
    const { token } = must(await (await person()).signIn(), 'a sign-in')
    expect(await other.userOf(token)).not.toBeNull()
    await identity.signOut(token)
    clock.set(NOW + 5001)
    expect(await other.userOf(token)).toBeNull()
    clock.set(NOW)
  })

  it('are asked for once, however many requests arrive together', async () => {
    let reads = 0
    const db = {
      ...database.db,
      read: ((scope, run) => {
        reads++
        return database.db.read(scope, run)
      }) as typeof database.db.read,
    }
    const counting = openIdentity({ db, clock, passwordCost: CHEAP, secondFactor: 'off' })
    const { token } = must(await (await person()).signIn(), 'a sign-in')
    await Promise.all(Array.from({ length: 100 }, () => counting.userOf(token)))
    await Promise.all(Array.from({ length: 100 }, () => counting.userOf(token)))
    expect(reads).toBe(1)
  })

  it('what has expired is swept', async () => {
    const { token } = must(await (await person()).signIn(), 'a sign-in')
    clock.set(NOW + 11 * HOUR)
    await identity.sweep()
    clock.set(NOW)
    const later = openIdentity({ db: database.db, clock, passwordCost: CHEAP })
    expect(await later.userOf(token)).toBeNull()
  })
})

describe('passwords', () => {
  it('are kept with their own salt and costs', async () => {
    const [one, two] = await Promise.all([hashPassword('さくら', CHEAP), hashPassword('さくら', CHEAP)])
    expect(one).toMatch(/^scrypt\$10\$8\$1\$/)
    expect(one).not.toBe(two)
    expect(await isPassword('さくら', one)).toBe(true)
    expect(await isPassword('さくらa', one)).toBe(false)
    expect(await isPassword('x', 'garbage')).toBe(false)
  })

  it('are the same however a keyboard composes them', async () => {
    const hash = await hashPassword('ガーデン', CHEAP)
    expect(await isPassword('ガーデン'.normalize('NFD'), hash)).toBe(true)
  })

  it('an unknown person costs the same work as a wrong password', async () => {
    const slow = openIdentity({ db: database.db, clock, passwordCost: { log2N: 14, r: 8, p: 1 } })
    const email = `slow${++made}@example.jp`
    await slow.createUser({ name: 'x', email, password: 'pass word 1', side: 'vendor', roles: ['csm'] })
    await slow.signIn('warm@example.jp', 'x')
    const took = async (who: string) => {
      const begun = process.cpuUsage()
      for (let i = 0; i < 5; i++) expect(await slow.signIn(who, 'wrong')).toBeNull()
      return process.cpuUsage(begun).user
    }
    const [wrong, unknown] = [await took(email), await took('nobody@example.jp')]
    expect(unknown / wrong).toBeGreaterThan(0.5)
    expect(unknown / wrong).toBeLessThan(2)
  })
})

describe('row-level security', () => {
  it('shows none of these tables to an account or to staff, and the vendor’s scope its rows', async () => {
    await person()
    const names = await identity.inTransaction((tx) =>
      tx.query<{ name: string }>(
        "select c.relname as name from pg_class c where c.relnamespace = 'identity'::regnamespace and c.relkind = 'r'",
      ),
    )
    expect(names.length).toBeGreaterThan(9)
    const id = newId(NOW)
    for (const { name } of names) {
      for (const scope of [{ accountId: id }, { staffIds: [id], endedAfter: NOW }]) {
        const seen = await database.db.read(scope, (tx) => tx.query(`select 1 as one from identity.${name}`))
        expect([name, seen.length]).toEqual([name, 0])
      }
    }
    expect(
      (await identity.inTransaction((tx) => tx.query('select 1 as one from identity.users'))).length,
    ).toBeGreaterThan(0)
  })
})
