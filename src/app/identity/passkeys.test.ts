import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { parseInstant, settableClock } from '../../kernel/clock.ts'
import { must } from '../../kernel/failure.ts'
import { type Identity, openIdentity } from './identity.ts'
import { type Lies, softPasskey } from './passkey.fixture.ts'

const NOW = must(parseInstant('2025-04-14T09:00:00+09:00'), 'a moment')
const HERE = 'https://bansou.example.jp'
const EVIL = 'https://bansou.example.evil'

let database: TestDatabase
let clock: ReturnType<typeof settableClock>
let identity: Identity
beforeAll(async () => {
  database = await testDatabase()
  clock = settableClock(NOW)
  identity = openIdentity({ db: database.db, clock, passwordCost: { log2N: 10, r: 8, p: 1 } })
})
afterAll(() => database.drop())

let made = 0
async function person() {
  const email = `passkey${++made}@example.jp`
  return identity.createUser({ name: '佐藤', email, password: 'pass word 1', side: 'vendor', roles: ['csm'] })
}

async function registered() {
  const user = await person()
  const device = softPasskey()
  const { ticket, options } = await identity.passkeys.registrationOptions(user, HERE)
  const id = await identity.passkeys.register(user.userId, ticket, device.register(options, HERE), 'ノート PC', HERE)
  const signIn = async (lies: Lies = {}, at = HERE) => {
    const asked = await identity.passkeys.signInOptions(HERE)
    return identity.passkeys.verify(asked.ticket, device.answer(asked.options, at, lies), HERE)
  }
  return { user, device, id, signIn }
}

const code = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: { code: string }) => error.code,
  )

describe('a passkey', () => {
  it('says who signs in, and is enough for staff', async () => {
    const { user, id, signIn } = await registered()
    expect(await signIn()).toBe(user.userId)
    const signed = await identity.enter({ userId: user.userId, methods: ['passkey'], agent: null })
    expect(signed.stage).toBe('open')
    expect(await identity.passkeys.listOf(user.userId, HERE)).toMatchObject([
      { id, name: 'ノート PC', here: true, usedAt: NOW },
    ])
    expect((await identity.passkeys.listOf(user.userId, EVIL))[0]!.here).toBe(false)
  })

  it('asks for nobody by name', async () => {
    const { options } = await identity.passkeys.signInOptions(HERE)
    expect(options).toMatchObject({ rpId: 'bansou.example.jp', userVerification: 'required' })
    expect(options.allowCredentials ?? []).toEqual([])
  })

  it('from another address is refused by its own code', async () => {
    const { signIn } = await registered()
    expect(await code(signIn({}, EVIL))).toBe('passkey-elsewhere')
    expect(await code(signIn({}, 'http://bansou.example.jp'))).toBe('passkey-elsewhere')
    expect(await code(signIn({}, 'https://bansou.example.jp:8443'))).toBe('passkey-elsewhere')
    expect(await code(signIn())).toBeNull()
  })

  it('made for another address is refused here, though it answers in our name', async () => {
    const { device, user } = await registered()
    await identity.inTransaction((tx) =>
      tx.query("update identity.passkeys set rp_id = 'other.example.jp' where user_id = $1", [user.userId]),
    )
    const { ticket, options } = await identity.passkeys.signInOptions(HERE)
    expect(await code(identity.passkeys.verify(ticket, device.answer(options, HERE), HERE))).toBe('passkey-elsewhere')
  })

  it.each<[string, Lies]>([
    ['for another site’s name', { rpId: 'bansou.example.evil' }],
    ['to another question', { challenge: 'AAAA' }],
    ['without having verified its user', { verified: false }],
    ['as a registration', { type: 'webauthn.create' }],
  ])('that answers %s is refused', async (_, lies) => {
    const { signIn } = await registered()
    expect(await code(signIn(lies))).toBe('passkey-refused')
  })

  it('answers a question once, and not for ever', async () => {
    const { device } = await registered()
    const { ticket, options } = await identity.passkeys.signInOptions(HERE)
    expect(await code(identity.passkeys.verify(ticket, device.answer(options, HERE), HERE))).toBeNull()
    expect(await code(identity.passkeys.verify(ticket, device.answer(options, HERE), HERE))).toBe('passkey-refused')
    const late = await identity.passkeys.signInOptions(HERE)
    clock.set(NOW + 10 * 60_000)
    expect(await code(identity.passkeys.verify(late.ticket, device.answer(late.options, HERE), HERE))).toBe(
      'passkey-refused',
    )
    clock.set(NOW)
  })

  it('nobody registered, another device’s signature and nonsense are refused alike', async () => {
    const { device } = await registered()
    const stranger = softPasskey()
    const ask = () => identity.passkeys.signInOptions(HERE)
    const one = await ask()
    expect(await code(identity.passkeys.verify(one.ticket, stranger.answer(one.options, HERE), HERE))).toBe(
      'passkey-refused',
    )
    const two = await ask()
    const forged = { ...stranger.answer(two.options, HERE), id: device.answer(two.options, HERE).id }
    expect(await code(identity.passkeys.verify(two.ticket, forged, HERE))).toBe('passkey-refused')
    for (const nonsense of [
      {},
      { id: 'x' },
      { id: 'x', response: {} },
      { id: 'x', response: { clientDataJSON: 'e30' } },
    ]) {
      const asked = await ask()
      expect(await code(identity.passkeys.verify(asked.ticket, nonsense, HERE))).toBe('passkey-refused')
    }
    expect(await code(identity.passkeys.verify('made up', {}, HERE))).toBe('passkey-refused')
  })

  it('is registered by whom it was asked of, at our address, verified, once', async () => {
    const [one, other] = [await person(), await person()]
    const device = softPasskey()
    const attempt = async (lies: Lies, whose = one, at = HERE) => {
      const { ticket, options } = await identity.passkeys.registrationOptions(one, HERE)
      return code(identity.passkeys.register(whose.userId, ticket, device.register(options, at, lies), 'x', HERE))
    }
    expect(await attempt({}, other)).toBe('passkey-refused')
    expect(await attempt({}, one, EVIL)).toBe('passkey-elsewhere')
    expect(await attempt({ rpId: 'bansou.example.evil' })).toBe('passkey-refused')
    expect(await attempt({ verified: false })).toBe('passkey-refused')
    expect(await attempt({})).toBeNull()
    expect(await attempt({})).toBe('already-exists')
  })

  it('is renamed and removed by its owner only', async () => {
    const { user, id, signIn } = await registered()
    const other = await person()
    expect(await code(identity.passkeys.rename(other.userId, id, 'x'))).toBe('unknown-reference')
    expect(await code(identity.passkeys.remove(other.userId, id))).toBe('unknown-reference')
    await identity.passkeys.rename(user.userId, id, '会社の PC')
    expect((await identity.passkeys.listOf(user.userId, HERE))[0]!.name).toBe('会社の PC')
    await identity.passkeys.remove(user.userId, id)
    expect(await code(signIn())).toBe('passkey-refused')
  })
})
