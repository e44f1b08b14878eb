/** What is done to ways of signing in, each once with success. */
import { Secret, TOTP } from 'otpauth'
import { softPasskey } from '../../src/app/identity/passkey.fixture.ts'
import { must } from '../../src/kernel/failure.ts'
import { member, named } from './people-deeds.ts'
import { type Deed, LATIN, MARK, type Person, type Town } from './town.ts'

const ORIGIN = 'http://localhost'

const RULE = { secondFactor: 'required' }

const codeAt = (secret: string, timestamp: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp })

/** Somebody whose authenticator app is in force; with the recovery codes. */
async function withSecondFactor(t: Town, who: Person): Promise<string[]> {
  const begun = await t.run('POST', { path: '/api/auth/second-factor/begin', token: who.token })
  const code = codeAt(begun.body.secret, t.house.clock.now())
  const { body } = await t.run('POST', { path: '/api/auth/second-factor/confirm', token: who.token, body: { code } })
  who.token = must(
    await t.house.identity.enter({ userId: who.userId, methods: ['password', 'totp'], agent: null }),
    '',
  ).token
  return body.recoveryCodes
}

async function passkeyOf(t: Town, who: Person): Promise<Deed> {
  const { body } = await t.run('POST', { path: '/api/auth/passkeys/options', token: who.token })
  const response = softPasskey().register(body.options, ORIGIN)
  return { path: '/api/auth/passkeys', token: who.token, body: { ticket: body.ticket, response, name: `${MARK} の鍵` } }
}

async function keptPasskey(t: Town, who: Person): Promise<string> {
  return (await t.run('POST', await passkeyOf(t, who))).body.id
}

const provider = async (t: Town) => ({
  side: 'customer',
  accountId: await t.account(),
  partnerId: null,
  name: `${MARK} のサインイン`,
  issuer: `https://${LATIN}.example`,
  clientId: LATIN,
  domains: [`${LATIN}.example`],
  active: false,
  clientSecret: `${LATIN}-secret`,
})

const serviceAccount = (t: Town) =>
  t.make('/api/settings/service-accounts', { name: `${MARK} 連携 ${t.next()}`, roles: ['finance'] })

const key = () => ({ name: `${MARK} 毎晩`, scopes: ['accounts.read'] })

const own = (make: (t: Town, who: Person) => Promise<Deed>) => async (t: Town) =>
  make(t, await t.person('vendor', 'csm'))

export const SECURITY_DEEDS: Record<string, (t: Town) => Promise<Deed>> = {
  'POST /api/auth/second-factor/confirm': own(async (t, { token }) => {
    const { body } = await t.run('POST', { path: '/api/auth/second-factor/begin', token })
    const code = codeAt(body.secret, t.house.clock.now())
    return { path: '/api/auth/second-factor/confirm', token, body: { code } }
  }),
  'POST /api/auth/second-factor/recovery-codes': own(async (t, who) => {
    const [code] = await withSecondFactor(t, who)
    return { path: '/api/auth/second-factor/recovery-codes', token: who.token, body: { code } }
  }),
  'POST /api/auth/second-factor/remove': own(async (t, who) => {
    const [code] = await withSecondFactor(t, who)
    return { path: '/api/auth/second-factor/remove', token: who.token, body: { code } }
  }),
  'POST /api/auth/passkeys': own(passkeyOf),
  'POST /api/auth/passkeys/:id/rename': own(async (t, who) => ({
    path: `/api/auth/passkeys/${await keptPasskey(t, who)}/rename`,
    token: who.token,
    body: { name: `${MARK} の新しい鍵` },
  })),
  'POST /api/auth/passkeys/:id/remove': own(async (t, who) => ({
    path: `/api/auth/passkeys/${await keptPasskey(t, who)}/remove`,
    token: who.token,
  })),
  'POST /api/auth/reset/password': own(async (t, { email }) => {
    await t.run('POST', { path: '/api/auth/reset', token: null, body: { email } })
    const token = await t.tokenFor(email)
    return { path: '/api/auth/reset/password', token: null, body: { token, password: `${LATIN} lantern 9 harbour` } }
  }),
  'POST /api/auth/password': own(async (_t, { token, password }) => ({
    path: '/api/auth/password',
    token,
    body: { current: password, password: `${LATIN} lantern 8 harbour` },
  })),
  'POST /api/auth/sign-ins/:id/end': own(async (t, { userId, token, email, password }) => {
    await t.house.identity.signIn(email, password)
    const id = await t.idOf('select id from identity.sign_ins where user_id = $1 order by id desc limit 1', [userId])
    return { path: `/api/auth/sign-ins/${id}/end`, token }
  }),
  'POST /api/auth/sign-ins/end-others': own(async (t, { token, email, password }) => {
    await t.house.identity.signIn(email, password)
    return { path: '/api/auth/sign-ins/end-others', token }
  }),
  'POST /api/accounts/:id/view-as': async (t) => ({ path: `/api/accounts/${await t.account()}/view-as` }),
  'POST /api/auth/end-view': async (t) => {
    const account = await t.account()
    const begun = await t.run('POST', { path: `/api/accounts/${account}/view-as` })
    const cookie = String(begun.headers['set-cookie']).split(';')[0]!
    return { path: '/api/auth/end-view', token: null, headers: { cookie, 'x-view-as': account } }
  },

  'PUT /api/settings/security': async () => ({ path: '/api/settings/security', body: RULE }),
  'POST /api/settings/people/:id/second-factor/remove': own(async (t, who) => {
    await withSecondFactor(t, who)
    return { path: `/api/settings/people/${who.userId}/second-factor/remove` }
  }),
  'POST /api/settings/providers': async (t) => ({ path: '/api/settings/providers', body: await provider(t) }),
  'PUT /api/settings/providers/:id': async (t) => {
    const made = await provider(t)
    const id = await t.make('/api/settings/providers', made)
    const { name, issuer, clientId, domains, active } = made
    return {
      path: `/api/settings/providers/${id}`,
      body: { name: `${name} 新`, issuer, clientId, domains, active, clientSecret: `${LATIN}-another` },
    }
  },
  'DELETE /api/settings/providers/:id': async (t) => ({
    path: `/api/settings/providers/${await t.make('/api/settings/providers', await provider(t))}`,
  }),
  'POST /api/settings/service-accounts': async (t) => ({
    path: '/api/settings/service-accounts',
    body: { name: named(t, '連携'), roles: ['finance'] },
  }),
  'POST /api/settings/service-accounts/:id/disable': async (t) => ({
    path: `/api/settings/service-accounts/${await serviceAccount(t)}/disable`,
  }),
  'POST /api/settings/service-accounts/:id/keys': async (t) => ({
    path: `/api/settings/service-accounts/${await serviceAccount(t)}/keys`,
    body: key(),
  }),
  'POST /api/settings/keys/:id/revoke': async (t) => {
    const id = await t.make(`/api/settings/service-accounts/${await serviceAccount(t)}/keys`, key())
    return { path: `/api/settings/keys/${id}/revoke` }
  },
  'POST /api/personal-links': async (t) => {
    const { userId, query } = await member(t)
    return { path: `/api/personal-links?${query}`, body: { userId, scopes: ['self.manage'], days: 3 } }
  },
  'POST /api/personal-links/:id/withdraw': async (t) => {
    const { userId, query } = await member(t)
    const id = await t.make(`/api/personal-links?${query}`, { userId, scopes: ['self.manage'], days: 3 })
    return { path: `/api/personal-links/${id}/withdraw?${query}` }
  },
}
