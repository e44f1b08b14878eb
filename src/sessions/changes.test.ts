import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type House, openHouse } from '../../test/support/house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse('2025-04-01T09:00')
})
afterAll(() => house.close())

async function visitOf(contractId: string, hour: number): Promise<string> {
  const answer = await house.book({
    contractId,
    kind: 'meeting',
    place: 'customer-site',
    prefecture: '愛知県',
    start: `2025-04-14T${hour}:00:00+09:00`,
    minutes: 60,
  })
  return answer.body.subject.id
}

const balance = async (contractId: string) =>
  (await house.ask('GET', `/api/balances?contractId=${contractId}`)).body.remaining

describe('cancelling', () => {
  it('says before and after what comes back, moves nothing while it is only asked, and then exactly that', async () => {
    const contractId = await house.contract(await house.account(), 'advanced', '2025-04-01')
    const before = await balance(contractId)
    const [first, second] = [await visitOf(contractId, 10), await visitOf(contractId, 14)]
    const taken = await balance(contractId)
    expect(taken).toEqual({ ...before, meetings: before.meetings - 120, trips: before.trips - 1 })
    const minutes = {
      rule: 'givesBack',
      facts: { allowance: 'meetings', back: 60, leftAfter: before.meetings - 60 },
      sentence: expect.stringMatching(/^Meetings: 1 h returned, which makes 14 h left/),
    }
    const asked = await house.ask('POST', `/api/sessions/${first}/cancel?preview=true`, {})
    expect(asked.body).toMatchObject({ applied: false, state: 'cancelled', findings: [{}, minutes] })
    // The other session of the day still stands on the journey, so its trip stays.
    expect(asked.body.remaining).toEqual({ ...taken, meetings: before.meetings - 60 })
    expect(await balance(contractId)).toEqual(taken)
    const done = await house.ask('POST', `/api/sessions/${first}/cancel`, {})
    expect(done.body).toMatchObject({ applied: true, findings: asked.body.findings, remaining: asked.body.remaining })
    const last = await house.ask('POST', `/api/sessions/${second}/cancel?preview=true`, {})
    expect(last.body.findings.slice(1)).toMatchObject([
      { rule: 'givesBack', facts: { allowance: 'meetings', back: 60 } },
      { rule: 'givesBack', facts: { allowance: 'trips', back: 1, leftAfter: before.trips } },
    ])
    expect(last.body.remaining).toEqual(before)
    await house.ask('POST', `/api/sessions/${second}/cancel`, {})
    expect(await balance(contractId)).toEqual(before)
  })
})

describe('a correction of nothing', () => {
  it.each(['minutes', 'count'])('%s: 0 is the field’s fault, and stands nowhere', async (field) => {
    const contractId = await house.contract(await house.account(), 'basic', '2025-04-01')
    const answer = await house.ask('POST', '/api/ledger/adjustments', {
      contractId,
      allowance: 'meetings',
      [field]: 0,
      reason: 'nothing',
    })
    expect(answer.body).toMatchObject({ status: 400, errors: [{ field, code: 'not-zero' }] })
  })
})
