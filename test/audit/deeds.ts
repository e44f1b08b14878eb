/**
 * Every address of the API that changes something, done once with success. An address that is neither here nor in
 * `UNRECORDED` fails the test of the record: whoever adds a route says here how it is done.
 */
import { TOTP, Secret } from 'otpauth'
import { softPasskey } from '../../src/app/identity/passkey.fixture.ts'
import { must } from '../../src/kernel/failure.ts'
import { COMPANY, type Deed, LATIN, MARK, MINUTES, NOW, type Person, type Town } from './town.ts'

/** Changes that leave no word in the record, each with the reason. */
export const UNRECORDED: Record<string, string> = {
  'POST /api/contracts/quote': 'a preview',
  'POST /api/sessions/preview': 'a preview',
  'POST /api/members/:userId/hand-over/preview': 'a preview',
  'POST /api/scenarios/play': 'plays on a database of its own',
  'POST /api/auth/sign-in': 'signing in: the sign-in is listed',
  'POST /api/auth/code': 'signing in: the sign-in is listed',
  'POST /api/auth/passkey': 'signing in: the sign-in is listed',
  'POST /api/auth/personal': 'signing in: the sign-in is listed',
  'POST /api/auth/sign-out': 'signing out',
  'POST /api/auth/organisation': 'for which organisation this one sign-in acts',
  'POST /api/auth/ways': 'a question',
  'POST /api/auth/passkey/options': 'a question',
  'POST /api/auth/passkeys/options': 'a question',
  'POST /api/auth/second-factor/begin': 'nothing is in force before its code was given back',
  'POST /api/auth/reset': 'sends a letter; answered alike whether somebody has the address',
  'POST /api/auth/reset/look': 'a question',
  'POST /api/invitations/look': 'a question',
  'POST /api/notices/read': 'what one has read oneself',
  'POST /api/notices/choices': 'how one is told oneself',
  'POST /api/webhooks/:id/test': 'a test message',
}

const START = '2025-04-14T10:00:00+09:00'
const ORIGIN = 'http://localhost'
const RULE = { secondFactor: 'required' }

const codeAt = (secret: string, timestamp: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp })

/** Somebody whose authenticator app is in force; with the recovery codes. */
async function withSecondFactor(t: Town, who: Person): Promise<string[]> {
  const begun = await t.run('POST', { path: '/api/auth/second-factor/begin', token: who.token })
  const code = codeAt(begun.body.secret, t.house.clock.now())
  const { body } = await t.run('POST', { path: '/api/auth/second-factor/confirm', token: who.token, body: { code } })
  who.token = must(await t.house.identity.enter({ userId: who.userId, methods: ['password', 'totp'], agent: null }), '').token
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

const offer = async (t: Town) => {
  const accountId = await t.account()
  const id = await t.make('/api/offers', {
    accountId,
    order: { addOn: 'training-3h' },
    lastDay: '2025-04-30',
    note: `${MARK} の覚え書き`,
  })
  return { id, customer: await t.person('customer', 'promotion', { accountId }) }
}

const adjustment = async (t: Town, contractId?: string) => ({
  contractId: contractId ?? (await t.contract()),
  allowance: 'meetings',
  minutes: MINUTES,
  reason: `${MARK} の理由`,
})

const intake = async (t: Town) =>
  t.make('/api/intakes', { contractId: await t.contract(), way: 'mail', holders: [`${MARK} 壱`] })

async function invitation(t: Town): Promise<{ id: string; email: string; account: string }> {
  const [account, email] = [await t.account(), t.email()]
  const people = [{ email, name: `${MARK} 招待`, roles: [{ role: 'owner' }] }]
  const { body } = await t.admin.ask('POST', `/api/invitations?account=${account}`, { people })
  return { id: must(body.ids?.[0], 'an invitation'), email, account }
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

/** A company with one of its people. */
async function member(t: Town) {
  const account = await t.account()
  await t.person('customer', 'promotion', { accountId: account })
  const who = await t.person('customer', 'owner', { accountId: account })
  return { account, ...who, query: `account=${account}` }
}
const roleOf = (t: Town, userId: string) =>
  t.idOf('select id from identity.memberships where user_id = $1 order by id limit 1', [userId])

const view = (t: Town) => ({ screen: 'accounts', name: `${MARK} の一覧 ${t.next()}`, query: { q: MARK }, shared: true })
const hook = () => ({
  service: 'slack',
  label: `${MARK} の部屋`,
  url: `https://hooks.slack.com/services/T000/B000/${LATIN}`,
  kinds: [],
})

async function deadLetter(t: Town, state: 'waiting' | 'dead'): Promise<string> {
  const { email } = await invitation(t)
  const id = await t.idOf('select id from app.outbox where recipient = $1', [email])
  if (state === 'dead')
    await t.house.db.transaction({ vendor: true }, (tx) =>
      tx.query("update app.outbox set state = 'dead', ended_at = created_at where id = $1", [id]),
    )
  return id
}

const csv = (text: string): Pick<Deed, 'body' | 'type'> => ({ body: Buffer.from(text), type: 'text/csv' })
const named = (t: Town, what: string) => `${MARK} ${what} ${t.next()}`

const own = (make: (t: Town, who: Person) => Promise<Deed>) => async (t: Town) => make(t, await t.person('vendor', 'csm'))

export const DEEDS: Record<string, (t: Town) => Promise<Deed>> = {
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

  'POST /api/staff': async (t) => ({ path: '/api/staff', body: { name: named(t, '担当'), role: 'csm' } }),
  'PATCH /api/staff/:id': async (t) => ({ path: `/api/staff/${await t.staff()}`, body: { name: named(t, '新姓') } }),
  'POST /api/partners': async (t) => ({ path: '/api/partners', body: { name: `${COMPANY} 協力 ${t.next()}` } }),
  'PATCH /api/partners/:id': async (t) => {
    const id = await t.make('/api/partners', { name: `${COMPANY} 協力 ${t.next()}` })
    return { path: `/api/partners/${id}`, body: { name: `${COMPANY} 新協力 ${t.next()}` } }
  },
  'POST /api/departments': async (t) => ({
    path: `/api/departments?account=${await t.account()}`,
    body: { name: named(t, '部') },
  }),
  'PATCH /api/departments/:id': async (t) => {
    const account = await t.account()
    const id = await t.make(`/api/departments?account=${account}`, { name: named(t, '部') })
    return { path: `/api/departments/${id}?account=${account}`, body: { name: named(t, '新部') } }
  },
  'POST /api/accounts': async (t) => ({
    path: '/api/accounts',
    body: { name: `${COMPANY} ${t.next()}`, prefecture: '東京都' },
  }),
  'PATCH /api/accounts/:id': async (t) => ({
    path: `/api/accounts/${await t.account()}`,
    body: { name: `${COMPANY} 新 ${t.next()}` },
  }),
  'POST /api/closures': async () => ({ path: '/api/closures', body: { date: '2025-08-14', name: `${MARK} の日` } }),
  'DELETE /api/closures/:date': async (t) => {
    await t.admin.ask('POST', '/api/closures', { date: '2025-08-15', name: `${MARK} の日` })
    return { path: '/api/closures/2025-08-15' }
  },
  'POST /api/calendar/holidays': async () => {
    const rows = '国民の祝日・休日月日,国民の祝日・休日名称\r\n2030/1/1,元日\r\n'
    return { path: '/api/calendar/holidays', body: { csvBase64: Buffer.from(rows).toString('base64') } }
  },

  'POST /api/contracts': async (t) => ({
    path: '/api/contracts',
    body: { accountId: await t.account(), plan: 'basic', start: '2025-04-01', acceptTerms: true },
  }),
  'POST /api/contracts/:id/change': async (t) => ({
    path: `/api/contracts/${await t.contract(undefined, 'basic')}/change`,
    body: { on: '2025-05-01', plan: 'premier', acceptCharges: true },
  }),
  'POST /api/contracts/:id/end': async (t) => ({
    path: `/api/contracts/${await t.contract()}/end`,
    body: { on: '2025-06-01' },
  }),
  'PUT /api/contracts/:id/responsible': async (t) => ({
    path: `/api/contracts/${await t.contract()}/responsible`,
    body: { responsibleId: await t.staff('csm') },
  }),
  'POST /api/orders': async (t) => ({
    path: '/api/orders',
    body: { accountId: await t.account(), addOn: 'training-3h', acceptTerms: true, acceptCharges: true },
  }),
  'POST /api/projects': async (t) => ({
    path: '/api/projects',
    body: { contractId: await t.contract(), tenant: 'prod', target: `${MARK} の基盤`, start: '2025-04-01' },
  }),
  'POST /api/offers': async (t) => ({
    path: '/api/offers',
    body: {
      accountId: await t.account(),
      order: { addOn: 'training-3h' },
      lastDay: '2025-04-30',
      note: `${MARK} の覚え書き`,
    },
  }),
  'POST /api/offers/:id/accept': async (t) => {
    const { id, customer } = await offer(t)
    return {
      path: `/api/offers/${id}/accept`,
      token: customer.token,
      body: { acceptTerms: true, acceptCharges: true },
    }
  },
  'POST /api/offers/:id/decline': async (t) => {
    const { id, customer } = await offer(t)
    return { path: `/api/offers/${id}/decline`, token: customer.token, body: { reason: `${MARK} の理由` } }
  },
  'POST /api/offers/:id/withdraw': async (t) => ({ path: `/api/offers/${(await offer(t)).id}/withdraw`, body: {} }),
  'POST /api/ledger/adjustments': async (t) => ({ path: '/api/ledger/adjustments', body: await adjustment(t) }),
  'POST /api/ledger/adjustments/:id/approve': async (t) => {
    const id = await t.make('/api/ledger/adjustments', await adjustment(t))
    const { token } = await t.person('vendor', 'admin')
    return { path: `/api/ledger/adjustments/${id}/approve`, token, body: {} }
  },
  'POST /api/ledger/adjustments/:id/decline': async (t) => ({
    path: `/api/ledger/adjustments/${await t.make('/api/ledger/adjustments', await adjustment(t))}/decline`,
    body: {},
  }),

  'POST /api/sessions': async (t) => ({
    path: '/api/sessions',
    body: {
      contractId: await t.contract(),
      ...{ kind: 'meeting', place: 'online', start: START, minutes: 60, staffId: await t.staff('csm') },
    },
  }),
  'POST /api/sessions/:id/move': async (t) => ({
    path: `/api/sessions/${await t.session()}/move`,
    body: { start: '2025-04-15T10:00:00+09:00' },
  }),
  'POST /api/sessions/:id/cancel': async (t) => ({ path: `/api/sessions/${await t.session()}/cancel`, body: {} }),
  'POST /api/sessions/:id/complete': async (t) => {
    const id = await t.session()
    t.at('2025-04-14T11:30')
    return { path: `/api/sessions/${id}/complete`, body: { minutes: 45 } }
  },
  'POST /api/sessions/:id/no-show': async (t) => {
    const id = await t.session()
    t.at('2025-04-14T11:30')
    return { path: `/api/sessions/${id}/no-show`, body: {} }
  },

  'POST /api/intakes': async (t) => ({
    path: '/api/intakes',
    body: { contractId: await t.contract(), way: 'mail', holders: [`${MARK} 壱`] },
  }),
  'POST /api/intakes/:id/surveys': async (t) => ({
    path: `/api/intakes/${await intake(t)}/surveys`,
    body: { holder: `${MARK} 壱`, cards: 40 },
  }),
  'POST /api/intakes/:id/order': async (t) => {
    const id = await intake(t)
    await t.admin.ask('POST', `/api/intakes/${id}/surveys`, { holder: `${MARK} 壱`, cards: 40 })
    return {
      path: `/api/intakes/${id}/order`,
      body: { startWeek: '2025-06-04', acceptTerms: true, acceptCharges: true },
    }
  },

  'POST /api/views': async (t) => ({ path: '/api/views', body: view(t) }),
  'PATCH /api/views/:id': async (t) => ({
    path: `/api/views/${await t.make('/api/views', view(t))}`,
    body: { name: named(t, '一覧') },
  }),
  'DELETE /api/views/:id': async (t) => ({ path: `/api/views/${await t.make('/api/views', view(t))}` }),
  'POST /api/documents': async (t) => ({
    path: '/api/documents',
    body: { kind: 'confirmation', contractId: await t.contract() },
  }),

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

  'POST /api/members/:userId/roles': async (t) => {
    const { userId, query } = await member(t)
    return { path: `/api/members/${userId}/roles?${query}`, body: { role: 'promotion' } }
  },
  'PUT /api/roles/:id/last-day': async (t) => {
    const { userId, query } = await member(t)
    return { path: `/api/roles/${await roleOf(t, userId)}/last-day?${query}`, body: { lastDay: '2025-12-31' } }
  },
  'POST /api/roles/:id/end': async (t) => {
    const { userId, query } = await member(t)
    return { path: `/api/roles/${await roleOf(t, userId)}/end?${query}`, body: {} }
  },
  'POST /api/members/:userId/end': async (t) => {
    const { userId, query } = await member(t)
    return { path: `/api/members/${userId}/end?${query}`, body: {} }
  },
  'POST /api/invitations': async (t) => ({
    path: `/api/invitations?account=${await t.account()}`,
    body: { people: [{ email: t.email(), name: `${MARK} 招待`, roles: [{ role: 'owner' }] }] },
  }),
  'POST /api/invitations/:id/resend': async (t) => {
    const { id, account } = await invitation(t)
    return { path: `/api/invitations/${id}/resend?account=${account}`, body: {} }
  },
  'POST /api/invitations/:id/withdraw': async (t) => {
    const { id, account } = await invitation(t)
    return { path: `/api/invitations/${id}/withdraw?account=${account}`, body: {} }
  },
  'POST /api/members/file': async (t) => ({
    path: `/api/members/file?account=${await t.account()}`,
    ...csv(`email,name,department,role\r\n${t.email()},${MARK} 行,${MARK}部,owner\r\n`),
  }),
  'POST /api/members/:userId/hand-over': async (t) => {
    const { userId, account, query } = await member(t)
    const { userId: successor } = await t.person('customer', 'owner', { accountId: account })
    return { path: `/api/members/${userId}/hand-over?${query}`, body: { successor } }
  },
  'PUT /api/organisation': async () => ({
    path: '/api/organisation',
    body: { name: `${COMPANY} 本社`, language: 'ja' },
  }),
  'POST /api/invitations/accept': async (t) => {
    const token = await t.tokenFor((await invitation(t)).email)
    const body = { token, name: `${MARK} 承諾`, password: `${LATIN} lantern 6 harbour` }
    return { path: '/api/invitations/accept', token: null, body }
  },
  'POST /api/invitations/join': async (t) => {
    const who = await t.person('customer', 'owner', { accountId: await t.account() })
    const people = [{ email: who.email, roles: [{ role: 'owner' }] }]
    await t.admin.ask('POST', `/api/invitations?account=${await t.account()}`, { people })
    return { path: '/api/invitations/join', token: who.token, body: { token: await t.tokenFor(who.email) } }
  },

  'POST /api/imports': async (t) => ({
    path: '/api/imports?kind=accounts',
    ...csv(`externalId,name,prefecture\r\n${LATIN}-${t.next()},${COMPANY} 行,東京都\r\n`),
  }),
  'PUT /api/import-mappings': async (t) => ({
    path: '/api/import-mappings',
    body: { kind: 'accounts', name: named(t, '対応'), columns: { [`${MARK} 列`]: 'name' } },
  }),
  'POST /api/outbox/:id/handled': async (t) => ({
    path: `/api/outbox/${await deadLetter(t, 'waiting')}/handled`,
  }),
  'POST /api/outbox/:id/again': async (t) => ({ path: `/api/outbox/${await deadLetter(t, 'dead')}/again` }),
  'POST /api/webhooks': async () => ({ path: '/api/webhooks', body: hook() }),
  'POST /api/webhooks/:id/remove': async (t) => ({
    path: `/api/webhooks/${await t.make('/api/webhooks', hook())}/remove`,
  }),
}

/** As it was before the deed. */
export async function settle(t: Town): Promise<void> {
  t.at(NOW)
  await t.house.identity.secondFactor.setRule('off')
}
