import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage } from './server.fixture.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const decideOn = (body: object, query = '', headers = {}) => stage.ask('POST', `/api/decisions${query}`, body, headers)

describe('decisions', () => {
  it('allowed and applied: the route’s own status, every line with its sentence', async () => {
    const answer = await decideOn({ want: 'allowed' })
    expect(answer.statusCode).toBe(201)
    expect(answer.json()).toMatchObject({
      outcome: 'allowed',
      applied: true,
      findings: [{ sentence: 'It starts on Mon 14 Apr 2025 10:00.' }],
    })
  })

  it('refused: 422, led by its first code, with clauses, remedies and the decision itself', async () => {
    const answer = await decideOn({ want: 'refused' })
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
    const detail =
      'Meetings: 1 h 30 min asked for, but only 1 h left (1 Apr 2025 to 30 Jun 2025). It is possible with CS Plan Advanced.'
    expect(answer.json()).toMatchObject({
      status: 422,
      code: 'allowance-exceeded',
      detail,
      clauses: ['basic.11'],
      remedies: ['advanced'],
      decision: { outcome: 'refused', applied: false, findings: [{ sentence: detail }] },
    })
  })

  it('refused in Japanese', async () => {
    const answer = await decideOn({ want: 'refused' }, '', { 'accept-language': 'ja' })
    expect(answer.json().detail).toBe(
      '打ち合わせの残りは1時間で、1時間30分には足りません（2025年4月1日〜2025年6月30日）。CSプラン Advancedであればご利用いただけます。',
    )
  })

  it('charged without acceptance: 409 that says what it costs; with it: done', async () => {
    const answer = await decideOn({ want: 'charged' })
    expect(answer.json()).toMatchObject({
      status: 409,
      code: 'charges-not-accepted',
      decision: { outcome: 'charged', applied: false },
    })
    expect(answer.json().detail).toContain('¥100,000')
    expect((await decideOn({ want: 'charged', acceptCharges: true })).json()).toMatchObject({
      outcome: 'charged',
      applied: true,
    })
  })

  it('a preview is answered 200 whatever comes out', async () => {
    for (const want of ['allowed', 'charged', 'refused']) {
      const answer = await decideOn({ want }, '?preview=true')
      expect([answer.statusCode, answer.json().outcome, answer.json().applied]).toEqual([200, want, false])
    }
  })

  it('a rule without words of its own is said by its code', async () => {
    const answer = await stage.ask('POST', '/api/decisions/preview', {})
    expect(answer.json().findings[0].sentence).toBe('This is farther than our staff can travel.')
  })
})
