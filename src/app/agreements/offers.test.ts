import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Answer, type Ask, at, decisionOf, type House, openHouse } from '../../../test/support/house.ts'
import { newId } from '../../kernel/ids.ts'
import { happeningsOf } from '../notifications/decided.ts'
import { decidedAfter } from '../views/decided.ts'

let house: House
let account: string
let customer: Ask
beforeAll(async () => {
  house = await openHouse('2024-05-13T09:00')
})
afterAll(() => house.close())

/** Every test has a company of its own, and a person of its promotion department. */
beforeEach(async () => {
  house.clock.set(at('2024-05-13T09:00'))
  account = await house.account()
  customer = house.as(await house.signUp('customer', account))
})

const contract = { plan: 'basic', start: '2024-06-01' }
const send = (body: object = { contract }, lastDay = '2024-05-31'): Promise<Answer> =>
  house.ask('POST', '/api/offers', { accountId: account, lastDay, ...body })
async function sent(body?: object, lastDay?: string): Promise<string> {
  const answer = await send(body, lastDay)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body.subject.id
}
const accept = (id: string, body: object = { acceptTerms: true }, headers = {}) =>
  customer('POST', `/api/offers/${id}/accept`, body, headers)
const offers = async (ask: Ask = customer, query = '') => (await ask('GET', `/api/offers${query}`)).body.items
const contracts = async () => (await house.ask('GET', `/api/accounts/${account}`)).body.contracts

describe('an offer', () => {
  it('of what the terms know no longer is listed beside the others, and cannot be answered', async () => {
    const [gone, there] = [await sent(), await sent()]
    await house.db.transaction({ vendor: true }, (tx) =>
      tx.query(`update contracts.offers set asked = jsonb_set(asked, '{plan}', '"former"') where id = $1`, [gone]),
    )
    expect(await offers()).toMatchObject([
      { id: there, may: { answer: true }, present: { changed: false } },
      { id: gone, may: { answer: false }, present: null, state: 'open' },
    ])
    expect((await accept(gone)).status).toBe(400)
  })

  it('stands before the customer as it was quoted, and becomes the contract in the customer’s name', async () => {
    const id = await sent({ contract: { ...contract, options: [] }, note: 'お打ち合わせのとおりです。' })
    expect(await contracts()).toEqual([])
    const [offer] = await offers()
    expect(offer).toMatchObject({
      id,
      state: 'open',
      offer: 'basic',
      start: '2024-06-01',
      lastDay: '2024-05-31',
      note: 'お打ち合わせのとおりです。',
      may: { answer: true, withdraw: false },
      present: { changed: false, decision: { outcome: 'allowed', applied: false } },
    })
    expect(offer.present.decision.findings.every((f: { sentence: string }) => f.sentence !== '')).toBe(true)
    const answer = await accept(id, { acceptTerms: true, seen: offer.present.seen })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ applied: true, subject: { type: 'contract' } })
    const [made] = await contracts()
    expect(made).toMatchObject({ id: answer.body.subject.id, plan: 'basic', acceptance: { by: 'customer' } })
    expect(await offers()).toMatchObject([{ state: 'accepted', decidedBy: 'customer', madeId: made.id, present: null }])
    const history = (await house.ask('GET', `/api/accounts/${account}/decisions`)).body.items
    expect(history.map((d: { action: string; by: string }) => [d.action, d.by])).toEqual([
      ['contract.open', 'customer'],
      ['offer.send', 'vendor'],
    ])
    const agreed = (await customer('GET', `/api/accounts/${account}/agreed`)).body.items
    expect(agreed).toMatchObject([{ kind: 'acceptance', clause: 'scope.1', by: 'customer', version: '2023-04-01' }])
  })

  it('may be an order: placed, and charged, only by who accepts its charges too', async () => {
    const id = await sent({ order: { addOn: 'training-3h', language: 'en' } })
    expect(await offers()).toMatchObject([
      { kind: 'order', offer: 'training-3h', present: { decision: { outcome: 'charged' } } },
    ])
    const waits = await accept(id)
    expect([waits.status, waits.body.code]).toEqual([409, 'charges-not-accepted'])
    expect((await accept(id, { acceptTerms: true, acceptCharges: true })).body).toMatchObject({ applied: true })
    const charges = (await customer('GET', `/api/accounts/${account}/charges`)).body.items
    expect(charges).toContainEqual(expect.objectContaining({ kind: 'language-surcharge', amount: 100000 }))
  })

  it('needs the express acceptance of the terms (scope.1), and asks nothing of a preview', async () => {
    const id = await sent()
    const answer = await accept(id, {})
    expect([answer.status, answer.body.code]).toEqual([422, 'requires-acceptance'])
    expect(decisionOf(answer)!.cites).toEqual(['scope.1'])
    const preview = await customer('POST', `/api/offers/${id}/accept?preview=true`, { acceptTerms: true })
    expect(preview.body).toMatchObject({ outcome: 'allowed', applied: false })
    expect(await contracts()).toEqual([])
  })

  it('is accepted once: twice, repeated, and after it was declined or taken back', async () => {
    const id = await sent()
    const key = { 'idempotency-key': newId(house.clock.now()) }
    const first = await accept(id, { acceptTerms: true }, key)
    expect((await accept(id, { acceptTerms: true }, key)).body).toEqual(first.body)
    const second = await accept(id)
    expect([second.status, second.body.code]).toEqual([422, 'wrong-state'])
    expect(second.body.detail).toBe('This cannot be accepted: it is accepted.')
    expect(await contracts()).toHaveLength(1)

    const other = await sent({ order: { addOn: 'training-3h', language: 'ja' } })
    const reason = { reason: '社内で検討を続けます' }
    expect((await customer('POST', `/api/offers/${other}/decline`, reason)).body).toMatchObject({ applied: true })
    expect((await accept(other)).body.code).toBe('wrong-state')
    expect(await offers(house.ask, `?accountId=${account}`)).toMatchObject([{ state: 'declined', ...reason }, {}])

    const third = await sent({ order: { addOn: 'training-3h', language: 'ja' } })
    expect((await house.ask('POST', `/api/offers/${third}/withdraw`, {})).body.findings[0].sentence).toBe(
      'This offer is taken back.',
    )
    expect((await accept(third)).body.code).toBe('wrong-state')
    expect((await customer('POST', `/api/offers/${third}/decline`, {})).body.code).toBe('wrong-state')
  })

  it('stands through its last day and no longer', async () => {
    const id = await sent()
    house.clock.set(at('2024-06-01T00:00'))
    expect(await offers()).toMatchObject([{ state: 'expired', present: null, may: { answer: false } }])
    expect(await offers(customer, '?open=true')).toEqual([])
    const late = await accept(id)
    expect([late.status, late.body.code]).toEqual([422, 'wrong-state'])
    expect(late.body.detail).toBe('The last day to answer this offer has passed. Please ask for a new one.')
    house.clock.set(at('2024-05-31T23:59'))
    expect((await accept(id)).body.applied).toBe(true)
  })

  it('is asked anew where circumstances changed: another version of the terms', async () => {
    const id = await sent({ contract: { ...contract, start: '2024-09-01' } }, '2024-08-31')
    const [before] = await offers()
    house.clock.set(at('2024-08-05T09:00'))
    const stale = await accept(id, { acceptTerms: true, seen: before.present.seen })
    expect([stale.status, stale.body.code]).toEqual([422, 'requires-acceptance'])
    expect(stale.body.detail).toContain('The answer has changed')
    expect(await contracts()).toEqual([])
    const [now] = await offers()
    expect(now).toMatchObject({ termsVersion: '2023-04-01', present: { termsVersion: '2024-08-01', changed: true } })
    expect((await accept(id, { acceptTerms: true })).body.code).toBe('requires-acceptance')
    expect((await accept(id, { acceptTerms: true, seen: now.present.seen })).body.applied).toBe(true)
    expect((await contracts())[0].acceptance.version).toBe('2024-08-01')
  })

  it('that has become impossible is refused with its own reason', async () => {
    const id = await sent()
    await house.contract(account, 'basic', '2024-06-01')
    const [offer] = await offers()
    expect(offer.present).toMatchObject({ changed: true, decision: { outcome: 'refused', because: ['overlaps'] } })
    const answer = await accept(id, { acceptTerms: true, seen: offer.present.seen })
    expect([answer.status, answer.body.code]).toEqual([422, 'overlaps'])
    expect(await contracts()).toHaveLength(1)
  })

  it('goes by the version that was read', async () => {
    const id = await sent()
    const stale = await accept(id, { acceptTerms: true }, { 'if-match': '"7"' })
    expect([stale.status, stale.body.code]).toEqual([412, 'stale-version'])
  })

  it('is told to the customer when it is sent, and to whoever sent it when it is declined', async () => {
    const id = await sent({ order: { addOn: 'training-3h' } })
    await customer('POST', `/api/offers/${id}/decline`, {})
    const news = await house.db.read({ vendor: true }, async (tx) =>
      happeningsOf(tx, await decidedAfter(tx, 0, [], 1000), 'Asia/Tokyo'),
    )
    const own = news.filter((n) => n.accountId === account)
    expect(own).toMatchObject([
      { kind: 'offer-sent', audience: { customer: true }, facts: { offer: 'training-3h', lastDay: '2024-05-31' } },
      { kind: 'offer-declined', audience: { users: [expect.any(String)] }, facts: { subject: id } },
    ])
  })

  it('is for its own company alone: another finds nothing of it', async () => {
    const id = await sent()
    const stranger = house.as(await house.signUp('customer', await house.account()))
    const unknown = newId(house.clock.now())
    for (const step of ['accept', 'decline']) {
      const [theirs, nobodys] = [
        await stranger('POST', `/api/offers/${id}/${step}`, {}),
        await stranger('POST', `/api/offers/${unknown}/${step}`, {}),
      ]
      expect(theirs.status).toBe(404)
      expect(theirs.body).toEqual(nobodys.body)
    }
    expect(await offers(stranger)).toEqual([])
    expect((await stranger('GET', `/api/offers?accountId=${account}`)).status).toBe(404)
    expect((await customer('POST', `/api/offers/${id}/withdraw`, {})).status).toBe(403)
    expect((await house.ask('POST', `/api/offers/${id}/accept`, { acceptTerms: true })).status).toBe(403)
  })
})

describe('what is not sent', () => {
  it('is what would be refused, has no day, or a day gone by', async () => {
    await house.contract(account, 'basic', '2024-06-01')
    const refused = await send()
    expect([refused.status, refused.body.code]).toEqual([422, 'overlaps'])
    for (const lastDay of ['2024-05-12', '2025-06-01']) {
      const answer = await send({ order: { addOn: 'training-3h' } }, lastDay)
      expect([answer.status, answer.body.errors?.[0]?.field ?? answer.body.field]).toEqual([400, 'lastDay'])
    }
    const both = await send({ contract, order: { addOn: 'training-3h' } })
    expect(both.status).toBe(400)
    expect(await offers()).toEqual([])
  })
})
