import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { parseInstant, settableClock } from '../../kernel/clock.ts'
import { must } from '../../kernel/failure.ts'
import { type Identity, openIdentity } from './identity.ts'
import { addMemberships } from './memberships.ts'
import { CLIENT, follow, type OidcStage, openOidcServer, type Who } from './oidc-server.fixture.ts'
import { CALLBACK, isIssuer, ProviderRefusal } from './providers.ts'

const NOW = must(parseInstant('2025-04-14T09:00:00+09:00'), 'a moment')
const SITE = 'http://localhost:4100'
const MIHON = '01966d3e-0000-7000-8000-000000000001'
const KAKUU = '01966d3e-0000-7000-8000-000000000002'

let database: TestDatabase
let identity: Identity
let server: OidcStage
let shy: OidcStage
beforeAll(async () => {
  database = await testDatabase()
  identity = openIdentity({ db: database.db, clock: settableClock(NOW), passwordCost: { log2N: 10, r: 8, p: 1 } })
  server = await openOidcServer([SITE + CALLBACK], { inIdToken: true })
  shy = await openOidcServer([SITE + CALLBACK], { inIdToken: false })
})
afterAll(async () => {
  await server.close()
  await shy.close()
  await database.drop()
})

const customer = (accountId: string) => ({ side: 'customer', accountId, partnerId: null }) as const

const BY = { userId: null, name: 'a test' }

const make = (issuer: string, accountId = MIHON, domains = ['mihon.example']) => {
  const fields = { name: '見本のサインイン', issuer, clientId: CLIENT.clientId, domains, active: true }
  return identity.providers.create(customer(accountId), fields, CLIENT.clientSecret, BY)
}

let made = 0
async function person(accountId = MIHON, domain = 'mihon.example') {
  const email = `oidc${++made}@${domain}`
  const user = await identity.createUser({
    name: '山田',
    email,
    password: 'pass word 1',
    side: 'customer',
    roles: ['promotion'],
    accountId,
  })
  return { user, email }
}

/** There and back, as a browser goes. */
async function through(id: string, who: Who, at: OidcStage = server, change = (back: URL) => back) {
  at.become(who)
  const { ticket, address } = await identity.providers.begin(id, SITE, '/portal/')
  const back = change(new URL(await follow(address, SITE)))
  return { ticket, back, finish: () => identity.providers.finish(ticket, back, null) }
}
const fault = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error) => (error instanceof ProviderRefusal ? error.fault : `${error}`),
  )
const verified = (email: string): Who => ({ sub: email, email, email_verified: true })

describe("an organisation's provider", () => {
  it.each([
    ['in the ID token', () => server],
    ['at the userinfo endpoint', () => shy],
  ])('lets in whom it vouches for %s, for its own organisation', async (_, at) => {
    const id = await make(at().issuer)
    const { user, email } = await person()
    const { signed, to } = await (await through(id, verified(email.toUpperCase()), at())).finish()
    expect(to).toBe('/portal/')
    expect(signed).toMatchObject({ stage: 'open', user: { userId: user.userId, accountId: MIHON } })
    expect(await identity.recognise(signed.token)).toMatchObject({ providerId: id, methods: ['provider'] })
  })

  it('cannot open what the person holds in another organisation', async () => {
    const id = await make(server.issuer)
    const { user, email } = await person()
    const inKakuu = {
      ...customer(KAKUU),
      userId: user.userId,
      role: 'promotion' as const,
      staffId: null,
      departmentId: null,
    }
    await identity.inTransaction((tx) =>
      addMemberships(tx, [{ ...inKakuu, validFrom: NOW, validUntil: null, createdBy: null }], NOW),
    )
    const { signed } = await (await through(id, verified(email))).finish()
    const known = must(await identity.recognise(signed.token), 'known')
    if (known === 'role-ended') throw new Error('has a role')
    await expect(identity.actFor(known, customer(KAKUU))).rejects.toMatchObject({ code: 'bound-to-provider' })
  })

  it('lets nobody in who is known elsewhere only, or nowhere', async () => {
    const id = await make(server.issuer)
    const elsewhere = await person(KAKUU)
    expect(await fault((await through(id, verified(elsewhere.email))).finish())).toBe('provider-nobody')
    expect(await fault((await through(id, verified('nobody@mihon.example'))).finish())).toBe('provider-nobody')
  })

  it.each<[string, (email: string) => Who]>([
    ['not verified', (email) => ({ sub: 'x', email, email_verified: false })],
    ['verified or not, it does not say', (email) => ({ sub: 'x', email })],
    ['missing', () => ({ sub: 'x' })],
  ])('lets nobody in by an address that is %s', async (_, who) => {
    const id = await make(server.issuer)
    const { email } = await person()
    expect(await fault((await through(id, who(email))).finish())).toBe('provider-email')
  })

  it('speaks for its own domains only', async () => {
    const id = await make(server.issuer)
    const { email } = await person(MIHON, 'sub.mihon.example')
    expect(await fault((await through(id, verified(email))).finish())).toBe('provider-email')
  })

  it('is not believed with another state, another code or a ticket used before', async () => {
    const id = await make(server.issuer)
    const { email } = await person()
    const changed = (name: string) => (back: URL) => {
      back.searchParams.set(name, 'AAAA')
      return back
    }
    for (const name of ['state', 'code', 'iss'])
      expect(await fault((await through(id, verified(email), server, changed(name))).finish())).toBe('provider-failed')
    const once = await through(id, verified(email))
    expect(await fault(once.finish())).toBeNull()
    expect(await fault(once.finish())).toBe('provider-unknown')
    expect(await fault(identity.providers.finish('made up', once.back, null))).toBe('provider-unknown')
    // What one browser was asked is no answer of another.
    const [mine, yours] = [await through(id, verified(email)), await through(id, verified(email))]
    expect(await fault(identity.providers.finish(mine.ticket, yours.back, null))).toBe('provider-failed')
  })

  it('that is switched off, removed or silent lets nobody in, and who was in is out', async () => {
    const id = await make(server.issuer)
    const { email } = await person()
    const { signed } = await (await through(id, verified(email))).finish()
    const [entry] = (await identity.providers.list()).filter((p) => p.id === id)
    await identity.providers.change(id, { ...entry!, active: false }, null, entry!.version, BY)
    expect(await identity.recognise(signed.token)).toBeNull()
    expect(await fault(identity.providers.begin(id, SITE, '/'))).toBe('provider-unknown')
    await expect(identity.providers.change(id, entry!, null, entry!.version, BY)).rejects.toMatchObject({
      code: 'stale-version',
    })
    const silent = await make('http://127.0.0.1:9')
    expect(await fault(identity.providers.begin(silent, SITE, '/'))).toBe('provider-failed')
  })

  it('is offered by the domain of an address, whoever has it', async () => {
    await make(server.issuer, KAKUU, ['kakuu.example'])
    const offered = (email: string) => identity.providers.forEmail(email).then((all) => all.length)
    expect(await offered('nobody@KAKUU.example')).toBe(1)
    expect(await offered('nobody@evil-kakuu.example')).toBe(0)
  })

  it('keeps its secret sealed', async () => {
    const rows = await identity.inTransaction((tx) =>
      tx.query<{ text: string }>("select encode(client_secret, 'escape') as text from identity.providers"),
    )
    for (const { text } of rows) expect(text).not.toContain(CLIENT.clientSecret)
  })
})

describe('the address of a provider', () => {
  it.each([
    ['https://login.mihon.example', true],
    ['https://login.mihon.example/tenant/v2.0', true],
    ['http://127.0.0.1:4000', true],
    ['http://login.mihon.example', false],
    ['https://user:pass@login.mihon.example', false],
    ['https://login.mihon.example/?x=1', false],
    ['javascript:alert(1)', false],
    ['file:///etc/passwd', false],
    ['login.mihon.example', false],
  ])('%s: %s', (text, may) => {
    expect(isIssuer(text)).toBe(may)
  })
})
