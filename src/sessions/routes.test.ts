import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ask, type House, openHouse } from '../../test/support/house.ts'

let house: House
let customer: Ask
let contractId: string
let own: string
let other: string
beforeAll(async () => {
  house = await openHouse('2025-04-01T09:00')
  own = await house.staff()
  other = await house.staff()
  const accountId = await house.account()
  contractId = await house.contract(accountId, 'advanced', '2025-04-01', { responsibleId: own })
  customer = house.as(await house.signUp('customer', accountId))
})
afterAll(() => house.close())

const visit = (hour: number, more: object = {}) => ({
  contractId,
  kind: 'meeting',
  place: 'customer-site',
  prefecture: '愛知県',
  start: `2025-04-14T${hour}:00:00+09:00`,
  minutes: 30,
  ...more,
})

describe('what the vendor says, not the customer', () => {
  it.each([['/api/sessions'], ['/api/sessions/preview']])('%s: who comes, and from which office', async (url) => {
    for (const [field, value] of [
      ['staffId', other],
      ['staffId', own],
      ['office', 'kansai'],
    ] as const) {
      const answer = await customer('POST', url, visit(10, { [field]: value }))
      expect(answer.body).toMatchObject({ status: 403, code: 'not-permitted', field })
      expect(answer.body.detail).toMatch(/vendor/)
    }
  })

  it('left out, the contract’s person comes from the contract’s office', async () => {
    expect((await customer('POST', '/api/sessions', visit(11))).body).toMatchObject({
      applied: true,
      draws: [{ allowance: 'meetings' }, { allowance: 'trips', count: 1 }],
    })
    const { body } = await customer(
      'GET',
      `/api/accounts/${(await customer('GET', '/api/me')).body.user.accountId}/sessions`,
    )
    expect(body.items).toMatchObject([{ staff: { id: own }, office: 'hq' }])
  })

  it('the vendor chooses both', async () => {
    const answer = await house.book(visit(14, { staffId: other, office: 'kansai' }))
    expect(answer.body).toMatchObject({ applied: true, draws: [{ allowance: 'meetings' }] })
  })
})
