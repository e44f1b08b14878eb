import { afterAll, beforeAll, expect, it } from 'vitest'
import { at, type House, openHouse } from '../../test/support/house.ts'
import { newId } from '../kernel/ids.ts'
import type { Caller } from '../kernel/route.ts'
import type { BookingAsk } from './asking.ts'
import { bookingLane } from './booking.ts'

let house: House
beforeAll(async () => {
  house = await openHouse('2025-04-01T09:00')
})
afterAll(() => house.close())

it('a key used for one company is no answer, and no fault of ours, once the same person acts for another', async () => {
  const [one, other] = [await house.account(), await house.account()]
  const contractId = await house.contract(one, 'advanced', '2025-04-01')
  const userId = newId(house.clock.now())
  const callerOf = (accountId: string): Caller => ({
    userId,
    name: '二社の担当',
    side: 'customer',
    roles: ['promotion'],
    relation: 'account',
    accountId,
    partnerId: null,
    staffId: null,
    staffIds: [],
    departmentIds: [],
    at: house.clock.now(),
    language: 'ja',
    viewedBy: null,
  })
  const askOf = (accountId: string): BookingAsk => ({
    caller: callerOf(accountId),
    idempotency: { userId, key: 'tab', hash: 'the same', at: house.clock.now() },
    holderId: contractId,
    startsAt: at('2025-04-14T10:00'),
    request: { kind: 'meeting', place: 'online', minutes: 60, office: null, language: null, prefecture: null },
    staffId: null,
    acceptCharges: false,
  })
  const book = bookingLane(house.services)
  const first = await book(askOf(one))
  expect(first.applied).toBe(true)
  expect(await book(askOf(one))).toEqual(first)
  await expect(book(askOf(other))).rejects.toMatchObject({ code: 'unknown-reference' })
})
