import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type House, openHouse } from '../../test/support/house.ts'

let house: House
let contractId: string
let byId: string
let approvedById: string
beforeAll(async () => {
  house = await openHouse('2025-04-01T09:00')
  contractId = await house.contract(await house.account(), 'advanced', '2025-04-01')
  byId = await house.staff()
  approvedById = await house.staff()
})
afterAll(() => house.close())

const adjust = (more: object) =>
  house.ask('POST', '/api/ledger/adjustments', { contractId, reason: 'entered twice', byId, approvedById, ...more })
const left = async () => (await house.ask('GET', `/api/balances?contractId=${contractId}`)).body.remaining

describe('a correction', () => {
  it('is in the unit of its allowance: sixty minutes are not sixty trainings', async () => {
    const before = await left()
    expect((await adjust({ allowance: 'trainings', minutes: 60 })).body).toMatchObject({
      status: 400,
      errors: [{ field: 'count', code: 'required' }],
    })
    expect((await adjust({ allowance: 'meetings', count: 60 })).body).toMatchObject({
      status: 400,
      errors: [{ field: 'minutes', code: 'required' }],
    })
    expect(await left()).toEqual(before)
  })

  it('takes no more than is left, and names the field that was sent', async () => {
    expect((await adjust({ allowance: 'trainings', count: -6 })).body).toMatchObject({
      errors: [{ field: 'count', code: 'too-small', detail: '“count” must be -5 or more.' }],
    })
    expect((await adjust({ allowance: 'trainings', count: -5 })).body).toMatchObject({ remaining: { trainings: 0 } })
  })
})
