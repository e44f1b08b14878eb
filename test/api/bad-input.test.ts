/** What a client may get wrong, through the real routes: named, with the status that convention asks for, nothing changed. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../src/kernel/ids.ts'
import { at, type House, openHouse } from '../support/house.ts'

let house: House
let contractId: string
let accountId: string
beforeAll(async () => {
  house = await openHouse('2025-04-01T09:00')
  accountId = await house.account()
  contractId = await house.contract(accountId, 'basic', '2025-04-01')
})
afterAll(() => house.close())

const booking = (more: object = {}) => ({
  contractId,
  kind: 'meeting',
  place: 'online',
  start: '2025-04-14T10:00:00+09:00',
  minutes: 30,
  ...more,
})
const without = (field: string) => Object.fromEntries(Object.entries(booking()).filter(([name]) => name !== field))

/** Every row that a command could write. */
const rows = () =>
  house.db.read({ vendor: true }, (tx) =>
    tx.one(`select (select count(*) from sessions.sessions) as s, (select count(*) from ledger.entries) as e, (select count(*) from notices.decisions) as d,
      (select count(*) from contracts.contracts) as c, (select count(*) from contracts.orders) as o, (select count(*) from app.idempotency) as i, (select count(*) from people.accounts) as a`),
  )
let before: unknown
beforeEach(async () => {
  before = await rows()
})

describe('a booking with a wrong field', () => {
  it.each([
    ['an impossible date', { start: '2025-02-30T10:00:00+09:00' }, 'start', 'impossible-date'],
    ['a time without zone', { start: '2025-04-14T10:00:00' }, 'start', 'needs-time-zone'],
    ['a time that is none', { start: 'tomorrow' }, 'start', 'not-a-time'],
    ['negative minutes', { minutes: -30 }, 'minutes', 'must-be-positive'],
    ['no minutes', { minutes: 0 }, 'minutes', 'must-be-positive'],
    ['fractional minutes', { minutes: 30.5 }, 'minutes', 'must-be-whole'],
    ['minutes beyond a number of the database', { minutes: 1e12 }, 'minutes', 'too-big'],
    ['minutes as text', { minutes: '30' }, 'minutes', 'wrong-type'],
    ['an unknown field', { colour: 'red' }, 'colour', 'unknown-field'],
    ['an id that it would give itself', { id: '01900000-0000-7000-8000-000000000000' }, 'id', 'unknown-field'],
    ['a kind that is none', { kind: 'party' }, 'kind', 'not-one-of'],
    ['a kind that every object has', { kind: 'constructor' }, 'kind', 'not-one-of'],
    ['a place that is none', { place: 'beach' }, 'place', 'not-one-of'],
    ['an office that is none', { office: 'mars' }, 'office', 'not-one-of'],
    ['a prefecture that is none', { prefecture: 'カリフォルニア州' }, 'prefecture', 'not-one-of'],
    ['two holders', { orderId: '01900000-0000-7000-8000-000000000000' }, '', 'exactly-one-of'],
    ['acceptance that is no yes or no', { acceptCharges: 'yes' }, 'acceptCharges', 'wrong-type'],
    ['a person’s id that is none', { staffId: 'sato' }, 'staffId', 'not-an-id'],
  ])('%s', async (_, more, field, code) => {
    const answer = await house.book(booking(more))
    expect(answer.status).toBe(400)
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(answer.body).toMatchObject({ code: 'invalid-field', errors: [{ field, code }] })
    expect(answer.body.errors[0].detail).toMatch(/\.$/)
    expect(await rows()).toEqual(before)
  })

  it.each(['kind', 'place', 'start', 'minutes'])('%s is missing', async (field) => {
    const answer = await house.book(without(field))
    expect(answer.body).toMatchObject({ status: 400, errors: [{ field, code: 'required' }] })
    expect(await rows()).toEqual(before)
  })

  it('a person who is not there: 404, nothing kept', async () => {
    const answer = await house.book(booking({ staffId: newId(house.clock.now()) }))
    expect(answer.body).toMatchObject({ status: 404, code: 'unknown-reference', field: 'staffId' })
    expect(await rows()).toEqual(before)
  })

  it('does not spoil the bookings that arrive with it', async () => {
    const account = await house.account()
    const other = await house.contract(account, 'basic', '2025-04-01')
    const good = (hour: number) => booking({ contractId: other, start: `2025-04-14T${hour}:00:00+09:00` })
    const answers = await Promise.all([
      house.book(good(10)),
      house.book(booking({ kind: 'party' })),
      house.book(good(11)),
      house.book(booking({ staffId: newId(1) })),
      house.book(good(14)),
    ])
    expect(answers.map((a) => a.status)).toEqual([201, 400, 201, 404, 201])
  })
})

describe('other commands', () => {
  it.each([
    [
      'a contract from an impossible day',
      '/api/contracts',
      () => ({ accountId, plan: 'basic', start: '2025-02-30', acceptTerms: true }),
      400,
      'start',
      'impossible-date',
    ],
    [
      'a contract under no plan of the catalogue',
      '/api/contracts',
      () => ({ accountId, plan: 'toString', start: '2025-05-01', acceptTerms: true }),
      400,
      'plan',
      'not-one-of',
    ],
    [
      'an add-on that is none',
      '/api/orders',
      () => ({ accountId, addOn: 'gold', acceptTerms: true }),
      400,
      'addOn',
      'not-one-of',
    ],
    [
      'no months',
      '/api/orders',
      () => ({ accountId, addOn: 'onboarding-extension', months: 0, acceptTerms: true }),
      400,
      'months',
      'must-be-positive',
    ],
    ['a change on a day that is none', `/api/contracts/ID/change`, () => ({ on: '1.5.2025' }), 400, 'on', 'not-a-date'],
    [
      'completing with fewer than no minutes',
      '/api/sessions/ID/complete',
      () => ({ minutes: -1 }),
      400,
      'minutes',
      'too-small',
    ],
    [
      'a correction without a reason',
      '/api/ledger/adjustments',
      () => ({ contractId, allowance: 'meetings', minutes: 30, reason: ' ' }),
      400,
      'reason',
      'too-short',
    ],
    [
      'an account of nowhere',
      '/api/accounts',
      () => ({ name: '株式会社', prefecture: 'Atlantis' }),
      400,
      'prefecture',
      'not-one-of',
    ],
  ] as const)('%s', async (_, url, body, status, field, code) => {
    const answer = await house.ask('POST', url.replace('ID', contractId), body())
    expect(answer.body).toMatchObject({ status, errors: [{ field, code }] })
    expect(await rows()).toEqual(before)
  })

  it('a correction below what is used: the least that can be taken is said', async () => {
    const answer = await house.ask('POST', '/api/ledger/adjustments', {
      contractId,
      allowance: 'meetings',
      minutes: -100_000,
      reason: 'too much',
    })
    expect(answer.body).toMatchObject({ status: 400, errors: [{ field: 'minutes', code: 'too-small' }] })
    expect(await rows()).toEqual(before)
  })
})

describe('the request as a whole', () => {
  const raw = (body: string | Buffer, headers: Record<string, string> = {}) =>
    house.ask('POST', '/api/sessions', body, headers)

  it.each([
    ['broken JSON', '{"contractId": ', 400, 'malformed-body', {}],
    ['more than a megabyte', `{"reason": "${'a'.repeat(10_000_000)}"}`, 413, 'body-too-large', {}],
    ['a form', 'kind=meeting', 415, 'unsupported-media-type', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a prototype', '{"__proto__": {"kind": "meeting"}}', 400, 'malformed-body', {}],
  ])('%s', async (_, body, status, code, headers) => {
    const answer = await raw(body, headers as Record<string, string>)
    expect(answer.body).toMatchObject({ status, code })
    expect(JSON.stringify(answer.body)).not.toMatch(/\.ts|stack|node_modules/)
    expect(await rows()).toEqual(before)
  })

  it('without a sign-in, with a false one, and after it has expired: 401', async () => {
    const nobody = await house.ask('POST', '/api/sessions', booking(), { authorization: '' })
    const false1 = await house.as('A'.repeat(43))('POST', '/api/sessions', booking())
    const password = 'leaves at the end of the day'
    await house.identity.createUser({
      name: 'guest',
      email: 'guest@example.invalid',
      password,
      side: 'vendor',
      roles: ['csm'],
      validUntil: at('2025-04-01T18:00'),
    })
    const guest = house.as((await house.identity.signIn('guest@example.invalid', password))!.token)
    expect((await guest('GET', '/api/me')).status).toBe(200)
    house.clock.set(at('2025-04-01T18:00'))
    const late = await guest('POST', '/api/sessions', booking())
    house.clock.set(at('2025-04-01T09:00'))
    for (const answer of [nobody, false1]) expect(answer.body).toMatchObject({ status: 401, code: 'not-signed-in' })
    expect(late.body).toMatchObject({ status: 401, code: 'role-ended' })
    expect(await rows()).toEqual(before)
  })
})

describe('a repeated or stale request', () => {
  it('a key with other content: 422, and the first stands', async () => {
    const key = { 'idempotency-key': 'one-booking' }
    const first = await house.book(booking({ start: '2025-04-15T10:00:00+09:00' }), key)
    const after = await rows()
    const other = await house.book(booking({ start: '2025-04-15T11:00:00+09:00' }), key)
    expect([first.status, other.status, other.body.code]).toEqual([201, 422, 'idempotency-key-reused'])
    const elsewhere = await house.ask('POST', `/api/sessions/${first.body.subject.id}/cancel`, {}, key)
    expect(elsewhere.body).toMatchObject({ status: 422, code: 'idempotency-key-reused' })
    expect(await rows()).toEqual(after)
    expect((await house.book(booking({ start: '2025-04-15T10:00:00+09:00' }), key)).body).toEqual(first.body)
    expect(await rows()).toEqual(after)
  })

  it('a refusal is repeated too, not judged anew', async () => {
    const key = { 'idempotency-key': 'one-refusal' }
    const first = await house.book(booking({ kind: 'training' }), key)
    const after = await rows()
    expect(first.status).toBe(422)
    expect((await house.book(booking({ kind: 'training' }), key)).body).toEqual(first.body)
    expect(await rows()).toEqual(after)
  })

  it('a key whose request was wrong is free for the right one', async () => {
    const key = { 'idempotency-key': 'second-thought' }
    expect((await house.book(booking({ kind: 'party' }), key)).status).toBe(400)
    expect((await house.book(booking({ start: '2025-04-16T10:00:00+09:00' }), key)).status).toBe(201)
  })

  it.each([
    [
      'a session moved',
      async () =>
        `/api/sessions/${(await house.book(booking({ start: '2025-04-17T10:00:00+09:00' }))).body.subject.id}/move`,
      { start: '2025-04-18T10:00:00+09:00' },
    ],
    [
      'a session cancelled',
      async () =>
        `/api/sessions/${(await house.book(booking({ start: '2025-04-21T10:00:00+09:00' }))).body.subject.id}/cancel`,
      {},
    ],
    [
      'a contract changed',
      async () => `/api/contracts/${await house.contract(await house.account(), 'basic', '2025-04-01')}/change`,
      { on: '2025-04-10', plan: 'advanced' },
    ],
    [
      'a contract ended',
      async () => `/api/contracts/${await house.contract(await house.account(), 'premier', '2025-04-01')}/end`,
      { on: '2025-05-10' },
    ],
  ])('%s since it was seen: 412, nothing done', async (_, make, body) => {
    const url = await make()
    const made = await rows()
    expect((await house.ask('POST', url, body, { 'if-match': '"7"' })).body).toMatchObject({
      status: 412,
      code: 'stale-version',
    })
    expect(await rows()).toEqual(made)
    expect((await house.ask('POST', url, body, { 'if-match': '"1"' })).status).toBe(200)
  })
})
