import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { parseInstant, settableClock } from '../../kernel/clock.ts'
import { must } from '../../kernel/failure.ts'
import { type Identity, openIdentity } from './identity.ts'
import { stepOf } from './second-factor.ts'
import { openSealer } from './secret.ts'

const NOW = must(parseInstant('2025-04-14T09:00:00+09:00'), 'a moment')
const STEP = 30_000
const CHEAP = { log2N: 10, r: 8, p: 1 }

let database: TestDatabase
let clock: ReturnType<typeof settableClock>
let identity: Identity
beforeAll(async () => {
  database = await testDatabase()
  clock = settableClock(NOW)
  identity = openIdentity({ db: database.db, clock, passwordCost: CHEAP, secondFactor: 'required' })
})
afterAll(() => database.drop())

const codeAt = (secret: string, at: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at })

let made = 0
async function person(side: 'vendor' | 'customer' = 'vendor') {
  const email = `factor${++made}@example.jp`
  const user = await identity.createUser({
    name: '佐藤',
    email,
    password: 'pass word 1',
    side,
    roles: [side === 'vendor' ? 'csm' : 'promotion'],
    accountId: side === 'customer' ? '01966d3e-0000-7000-8000-000000000001' : null,
  })
  const signIn = async () => must(await identity.signIn(email, 'pass word 1'), 'a sign-in')
  return { user, email, signIn }
}

async function enrolled(at = NOW) {
  clock.set(at)
  const somebody = await person()
  const { secret } = await identity.secondFactor.begin(somebody.user)
  const codes = await identity.secondFactor.confirm(somebody.user.userId, codeAt(secret, at))
  return {
    ...somebody,
    secret,
    codes,
    check: (code: string) => identity.secondFactor.check(somebody.user.userId, code),
  }
}

describe('codes', () => {
  // RFC 6238 appendix B, SHA-1, of which an app shows the last six digits.
  const RFC = new Secret({ buffer: new TextEncoder().encode('12345678901234567890').buffer as ArrayBuffer }).base32
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('at %i are those of RFC 6238', (seconds, code) => {
    expect(stepOf(RFC, code, seconds * 1000)).toBe(Math.floor(seconds / 30))
  })

  it('hold one step before and after, and no further', () => {
    const code = codeAt(RFC, NOW)
    const at = (steps: number) => stepOf(RFC, code, NOW + steps * STEP)
    expect([-2, -1, 0, 1, 2].map((n) => at(n) !== null)).toEqual([false, true, true, true, false])
    expect(['', '12345', '1234567', 'abcdef', '１２３４５６'].map((c) => stepOf(RFC, c, NOW))).toEqual([
      null,
      null,
      null,
      null,
      null,
    ])
  })

  it('are taken once, also by two who come together, and never an older one after a newer', async () => {
    const { secret, check } = await enrolled()
    expect(await check(codeAt(secret, NOW))).toBeNull()
    const next = codeAt(secret, NOW + STEP)
    const both = await Promise.all([check(next), check(next)])
    expect(both.sort()).toEqual(['totp', null].sort())
    expect(await check(codeAt(secret, NOW))).toBeNull()
  })

  it('are read as people type them', async () => {
    const { secret, check } = await enrolled()
    clock.set(NOW + 2 * STEP)
    const code = codeAt(secret, NOW + 2 * STEP)
    const wide = `${code.slice(0, 3)} ${code.slice(3)}`.replace(/\d/g, (d) =>
      String.fromCharCode(d.charCodeAt(0) + 0xfee0),
    )
    expect(await check(wide)).toBe('totp')
  })
})

describe('recovery codes', () => {
  it('stand in once each, and new ones replace them', async () => {
    const { user, codes, check } = await enrolled()
    expect(new Set(codes).size).toBe(10)
    expect(await check(codes[0]!.toUpperCase())).toBe('recovery')
    expect(await check(codes[0]!)).toBeNull()
    expect(await identity.secondFactor.statusOf(user.userId)).toEqual({ confirmed: true, recoveryLeft: 9 })
    const fresh = await identity.secondFactor.renewCodes(user.userId)
    expect(await check(codes[1]!)).toBeNull()
    expect(await check(fresh[1]!)).toBe('recovery')
  })

  it('of one person are worth nothing for another', async () => {
    const [one, other] = [await enrolled(), await enrolled()]
    expect(await other.check(one.codes[0]!)).toBeNull()
  })
})

describe('what is kept', () => {
  it('neither secret nor codes can be read in the database', async () => {
    const { secret, codes } = await enrolled()
    const rows = await identity.inTransaction((tx) =>
      tx.query<{ whole: string }>(
        `select encode(secret, 'escape') || ' ' || encode(secret, 'base64') as whole from identity.second_factors
         union all select encode(code_hash, 'escape') from identity.recovery_codes`,
      ),
    )
    for (const { whole } of rows) for (const said of [secret, ...codes]) expect(whole).not.toContain(said)
  })

  it('a sealed text opens with its key and for its purpose only', () => {
    const [one, other] = [openSealer(Buffer.alloc(32, 1)), openSealer(Buffer.alloc(32, 2))]
    const sealed = one.seal('さくら', 'a')
    expect(one.open(sealed, 'a')).toBe('さくら')
    expect(() => other.open(sealed, 'a')).toThrow()
    expect(() => one.open(sealed, 'b')).toThrow()
    sealed[20]! ^= 1
    expect(() => one.open(sealed, 'a')).toThrow()
    expect(one.isSigned('x', one.sign('x', 'device'), 'device')).toBe(true)
    expect([one.isSigned('y', one.sign('x', 'device'), 'device'), one.isSigned('x', '', 'device')]).toEqual([
      false,
      false,
    ])
  })
})

describe('whether a password is enough', () => {
  it('staff set one up first, then give a code; customers need none', async () => {
    clock.set(NOW)
    const { signIn, user } = await person()
    const first = await signIn()
    expect(first.stage).toBe('enrol')
    expect(await identity.userOf(first.token)).toBeNull()
    const { secret } = await identity.secondFactor.begin(user)
    await identity.secondFactor.confirm(user.userId, codeAt(secret, NOW))
    const signed = await signIn()
    expect(signed.stage).toBe('code')
    const known = must(await identity.recognise(signed.token), 'known')
    if (known === 'role-ended') throw new Error('has a role')
    const open = await identity.strengthen(must(known.signInId, 'a sign-in'), 'totp')
    expect(open.stage).toBe('open')
    expect(await identity.userOf(open.token)).toMatchObject({ userId: user.userId })
    expect(await identity.recognise(signed.token)).toBeNull()
    expect((await (await person('customer')).signIn()).stage).toBe('open')
  })

  it('the rule holds at once for those who are signed in', async () => {
    clock.set(NOW)
    await identity.secondFactor.setRule('off')
    const { signIn } = await person()
    const signed = await signIn()
    expect(await identity.userOf(signed.token)).not.toBeNull()
    await identity.secondFactor.setRule('required')
    expect(await identity.recognise(signed.token)).toMatchObject({ stage: 'enrol' })
    await identity.secondFactor.setRule('off')
    expect(await identity.userOf(signed.token)).not.toBeNull()
    await identity.secondFactor.setRule('required')
  })

  it('a secret that was not confirmed asks for nothing, and can be begun again', async () => {
    clock.set(NOW)
    const { user, signIn } = await person('customer')
    const [a, b] = [await identity.secondFactor.begin(user), await identity.secondFactor.begin(user)]
    expect(a.secret).not.toBe(b.secret)
    expect((await signIn()).stage).toBe('open')
    const wrong = identity.secondFactor.confirm(user.userId, codeAt(a.secret, NOW))
    await expect(wrong).rejects.toMatchObject({ code: 'code-wrong' })
    await identity.secondFactor.confirm(user.userId, codeAt(b.secret, NOW))
    await expect(identity.secondFactor.begin(user)).rejects.toMatchObject({ code: 'already-exists' })
    expect((await signIn()).stage).toBe('code')
  })
})
