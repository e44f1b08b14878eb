import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type House, openHouse } from '../../test/support/house.ts'

let house: House
let contractId: string
beforeAll(async () => {
  house = await openHouse('2025-04-01T09:00')
  contractId = await house.contract(await house.account(), 'advanced', '2025-04-01')
})
afterAll(() => house.close())

const adjust = (more: object) => house.adjust({ contractId, reason: 'entered twice', ...more })
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

describe('a balance at a moment', () => {
  const at = (moment: string) => house.ask('GET', `/api/balances?${new URLSearchParams({ contractId, at: moment })}`)

  it('is told ahead, but not without end', async () => {
    expect((await at('2035-03-31T12:00:00+09:00')).status).toBe(200)
    expect((await at('2035-04-02T00:00:00+09:00')).body).toMatchObject({
      status: 400,
      errors: [{ field: 'at', code: 'outside-dates', detail: '“at” must be a day from 1900-01-02 to 2035-04-01.' }],
    })
  })

  it('lies in the years that dates have here', async () => {
    expect((await at('9999-12-31T00:00:00Z')).body).toMatchObject({ errors: [{ field: 'at', code: 'outside-dates' }] })
    const days = await house.ask('GET', '/api/calendar?from=9999-01-01&until=9999-01-08')
    expect(days.body.errors).toEqual([
      { field: 'from', code: 'outside-dates', detail: '“from” must be a day from 1900-01-01 to 2999-12-31.' },
      { field: 'until', code: 'outside-dates', detail: '“until” must be a day from 1900-01-01 to 2999-12-31.' },
    ])
  })
})
