/** Card intake through the routes: what is kept, who sees it, what is asked without being done. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ask, at, decisionOf, type House, openHouse } from '../../test/support/house.ts'

let house: House
let account: string
let contract: string
let customer: Ask
let stranger: Ask
beforeAll(async () => {
  house = await openHouse('2025-06-02T09:00')
  account = await house.account()
  contract = await house.contract(account, 'premier', '2025-06-02')
  customer = house.as(await house.signUp('customer', account))
  stranger = house.as(await house.signUp('customer', await house.account()))
})
afterAll(() => house.close())

async function requested(body: object = {}): Promise<string> {
  const answer = await house.ask('POST', '/api/intakes', { contractId: contract, way: 'mail', ...body })
  expect(answer.status).toBe(201)
  return answer.body.subject.id
}
const survey = (ask: Ask, id: string, holder: string, cards: number, headers?: Record<string, string>) =>
  ask('POST', `/api/intakes/${id}/surveys`, { holder, cards }, headers)
const order = (id: string, body: object = {}, query = '') =>
  house.ask('POST', `/api/intakes/${id}/order${query}`, { startWeek: '2025-07-02', acceptTerms: true, ...body })
const read = async (id: string) => (await house.ask('GET', `/api/intakes/${id}`)).body
const feesOf = async (cause: string) => {
  const { body } = await house.ask('GET', `/api/accounts/${account}/charges`)
  return body.items.filter((l: { cause: { id: string } }) => l.cause.id === cause)
}

describe('the survey', () => {
  it('moves with those who were asked, and keeps what was replaced', async () => {
    const id = await requested({ holders: ['利用者 壱', '利用者 弐', '利用者　弐'] })
    expect((await read(id)).survey).toEqual({ cards: 0, answered: 0, asked: 2, open: 2 })
    expect((await survey(customer, id, '利用者 壱', 40)).body.state).toBe('surveying')
    expect((await survey(customer, id, '利用者壱', 60)).body.state).toBe('surveying')
    const last = await survey(house.ask, id, '利用者 弐', 5)
    expect(last.body).toMatchObject({ state: 'estimated', subject: { type: 'intake', id, version: 4 } })
    const page = await read(id)
    expect(page).toMatchObject({
      state: 'estimated',
      survey: { cards: 65, answered: 2, asked: 2, open: 0 },
      openHolders: [],
    })
    expect(page.answers).toMatchObject([
      { holder: '利用者壱', cards: 60, by: 'customer', earlier: [{ cards: 40, by: 'customer' }] },
      { holder: '利用者 弐', cards: 5, by: 'vendor', earlier: [] },
    ])
  })
  it('takes one answer for one key', async () => {
    const id = await requested()
    const key = { 'idempotency-key': 'one-answer-once' }
    const first = await survey(house.ask, id, '利用者 壱', 7, key)
    expect((await survey(house.ask, id, '利用者 壱', 7, key)).body).toEqual(first.body)
    expect((await read(id)).answers[0].earlier).toEqual([])
  })
  it('loses none of the answers that come at once', async () => {
    const id = await requested()
    await Promise.all(Array.from({ length: 8 }, (_, i) => survey(customer, id, `利用者 ${i}`, 10)))
    expect((await read(id)).survey).toMatchObject({ cards: 80, answered: 8 })
  })
  it('is guarded by the version that was seen', async () => {
    const id = await requested()
    await survey(house.ask, id, '利用者 壱', 7)
    expect((await survey(house.ask, id, '利用者 壱', 8, { 'if-match': '"1"' })).status).toBe(412)
  })
})

describe('the order', () => {
  it('freezes the estimate with price, dates, acceptance and fee', async () => {
    const id = await requested()
    await survey(house.ask, id, '利用者 壱', 300)
    const asked = await order(id, { acceptTerms: false }, '?preview=true')
    expect(asked.body).toMatchObject({
      outcome: 'allowed',
      applied: false,
      state: 'ordered',
      deadline: '2025-06-18T00:00',
    })
    expect((await read(id)).state).toBe('estimated')
    const done = await order(id)
    expect(done.body).toMatchObject({
      outcome: 'allowed',
      applied: true,
      state: 'ordered',
      deadline: '2025-06-18T00:00',
    })
    for (const line of done.body.findings) expect(line.sentence).not.toBe('')
    expect(await read(id)).toMatchObject({
      state: 'ordered',
      estimate: { cards: 300, answered: 1, amount: null, currency: 'JPY', clause: 'mail.12' },
      schedule: { startWeek: '2025-06-30', workDays: [], deadline: '2025-06-18T00:00', past: false },
      may: { survey: false, order: false },
    })
    expect(await feesOf(id)).toMatchObject([{ kind: 'service-fee', state: 'raised', clause: 'mail.12' }])
    expect((await survey(customer, id, '利用者 弐', 5)).status).toBe(422)
    const accepted = await house.db.read({ vendor: true }, (tx) =>
      tx.query(`select subject_type from notices.acceptances where subject_id = $1`, [id]),
    )
    expect(accepted).toEqual([{ subject_type: 'intake' }])
  })
  it('is carried out once, however often it is asked at the same moment', async () => {
    const id = await requested()
    await survey(house.ask, id, '利用者 壱', 300)
    const answers = await Promise.all([order(id), order(id), order(id)])
    expect(answers.map((a) => a.status).sort()).toEqual([200, 422, 422])
    expect(await feesOf(id)).toHaveLength(1)
  })
  it('by an order of its own takes the place of the fee that was listed with that order', async () => {
    const own = await house.order(account, 'card-mail')
    expect(await feesOf(own)).toMatchObject([{ kind: 'service-fee', state: 'raised' }])
    const id = await requested({ contractId: undefined, orderId: own })
    await survey(house.ask, id, '利用者 壱', 20)
    await order(id)
    expect(await feesOf(own)).toMatchObject([{ kind: 'service-fee', state: 'voided' }])
    expect(await feesOf(id)).toMatchObject([{ kind: 'service-fee', state: 'raised' }])
  })
  it('changes nothing where it is refused', async () => {
    const id = await requested()
    const refused = await order(id)
    expect(refused.status).toBe(422)
    expect(decisionOf(refused)).toMatchObject({ because: ['requires-step'], state: 'requested', applied: false })
    expect(await read(id)).toMatchObject({ state: 'requested', version: 1, schedule: null, estimate: null })
  })
})

describe('who sees an intake', () => {
  it('is the vendor and the customer that it belongs to', async () => {
    const id = await requested()
    expect((await customer('GET', `/api/intakes/${id}`)).status).toBe(200)
    expect((await customer('GET', '/api/intakes')).body.items.map((i: { accountId: string }) => i.accountId)).toContain(
      account,
    )
    expect((await stranger('GET', `/api/intakes/${id}`)).status).toBe(404)
    expect((await stranger('GET', '/api/intakes')).body.items).toEqual([])
    expect((await stranger('GET', `/api/intakes?accountId=${account}`)).status).toBe(404)
    expect((await survey(stranger, id, '利用者 壱', 5)).status).toBe(404)
  })
  it('requesting and ordering are the vendor’s', async () => {
    expect((await customer('POST', '/api/intakes', { contractId: contract, way: 'mail' })).status).toBe(403)
    const id = await requested()
    expect(
      (await customer('POST', `/api/intakes/${id}/order`, { startWeek: '2025-07-02', acceptTerms: true })).status,
    ).toBe(403)
  })
  it('in pages, newest first, each once', async () => {
    const all = (await house.ask('GET', `/api/intakes?accountId=${account}&limit=200`)).body.items.map(
      (i: { id: string }) => i.id,
    )
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const { body } = await house.ask(
        'GET',
        `/api/intakes?accountId=${account}&limit=3${cursor && `&cursor=${cursor}`}`,
      )
      seen.push(...body.items.map((i: { id: string }) => i.id))
      if (body.next === null) break
      cursor = body.next
    }
    expect(seen).toEqual(all)
  })
})

describe('what cannot be judged', () => {
  const fails = async (body: object, field: string, code: string) => {
    const answer = await house.ask('POST', '/api/intakes', { contractId: contract, way: 'mail', ...body })
    expect(answer.body).toMatchObject({ code: expect.stringMatching(/invalid-field|unknown-reference/) })
    if (answer.status === 400) expect(answer.body.errors).toMatchObject([{ field, code }])
    else expect(answer.body.field).toBe(field)
  }
  it('a visit without its journey, a setting or way that there is not, two holders, an order as a contract', async () => {
    await fails({ way: 'visit' }, 'minutesAway', 'required')
    await fails({ settings: ['gold'] }, 'settings[0]', 'not-one-of')
    await fails({ way: 'air' }, 'way', 'not-one-of')
    await fails({ orderId: contract }, '', 'exactly-one-of')
    await fails({ contractId: await house.order(account, 'card-mail') }, 'contractId', '')
    await fails({ contractId: undefined, orderId: contract }, 'orderId', '')
  })
  it('a negative count, a nameless holder, days where a week is meant', async () => {
    const id = await requested()
    expect((await survey(house.ask, id, '利用者 壱', -1)).body.errors).toMatchObject([
      { field: 'cards', code: 'too-small' },
    ])
    expect((await survey(house.ask, id, '　', 1)).body.errors).toMatchObject([{ field: 'holder', code: 'too-short' }])
    expect((await order(id, { startWeek: undefined, workDays: ['2025-07-02'] })).body.errors).toMatchObject([
      { field: 'startWeek', code: 'required' },
    ])
    expect((await order(id, { startWeek: '2025-02-30' })).body.errors).toMatchObject([
      { field: 'startWeek', code: 'impossible-date' },
    ])
    expect((await order(id, { workDays: ['2025-07-02'] })).body.errors).toMatchObject([{ code: 'exactly-one-of' }])
    expect((await house.ask('GET', '/api/intakes?cursor=abc')).status).toBe(400)
  })
})

describe('consent to new terms', () => {
  it('is deemed with the first intake step under them (edge.24)', async () => {
    house.clock.set(at('2024-07-30T09:00'))
    const early = await house.account()
    const under = await house.contract(early, 'premier', '2024-07-30')
    house.clock.set(at('2024-08-05T09:00'))
    const terms = async () => (await house.ask('GET', `/api/accounts/${early}`)).body.terms
    expect(await terms()).toEqual({ version: '2024-08-01', consent: 'none' })
    await requested({ contractId: under })
    expect(await terms()).toEqual({ version: '2024-08-01', consent: 'deemed' })
  })
})
