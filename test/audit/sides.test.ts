/** Answers are kept with what they moved, from what to what. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { DEEDS, settle } from './deeds.ts'
import { MARK, openTown, type Town } from './town.ts'

let town: Town
beforeAll(async () => {
  town = await openTown()
})
afterEach(() => settle(town))
afterAll(() => town.close())

type Kept = { action: string; change: { before: object | null; after: object | null } | null }
const lastAnswer = () =>
  town.house.db.read({ vendor: true }, (tx) =>
    tx.one<Kept>('select action, change from notices.decisions order by kept desc limit 1'),
  )

const ID = expect.stringMatching(/^[0-9a-f-]{36}$/)

const SIDES: [name: string, action: string, before: object | null, after: object][] = [
  [
    'POST /api/sessions',
    'session.book',
    null,
    { kind: 'meeting', place: 'online', start: '2025-04-14T10:00', minutes: 60, staff: ID },
  ],
  ['POST /api/sessions/:id/move', 'session.move', { start: '2025-04-14T10:00' }, { start: '2025-04-15T10:00' }],
  ['POST /api/sessions/:id/cancel', 'session.cancel', { state: 'booked' }, { state: 'cancelled' }],
  [
    'POST /api/sessions/:id/complete',
    'session.complete',
    { state: 'booked', actualMinutes: null },
    { state: 'completed', actualMinutes: 45 },
  ],
  ['POST /api/sessions/:id/no-show', 'session.no-show', { state: 'booked' }, { state: 'no-show' }],
  [
    'POST /api/contracts',
    'contract.open',
    null,
    {
      plan: 'basic',
      start: '2025-04-01',
      endsOn: '2025-07-01',
      noticeOn: null,
      options: [],
      responsibleId: ID,
      baseOffice: 'hq',
    },
  ],
  [
    'POST /api/contracts/:id/change',
    'contract.change',
    { plan: 'basic', on: null, endsOn: '2025-07-01' },
    { plan: 'premier', on: '2025-05-01', endsOn: null },
  ],
  ['POST /api/contracts/:id/end', 'contract.end', { noticeOn: null }, { noticeOn: '2025-06-01' }],
  [
    'POST /api/orders',
    'addon.order',
    null,
    { addOn: 'training-3h', connection: null, target: null, options: [], extendsId: null },
  ],
  [
    'POST /api/projects',
    'project.start',
    null,
    { connection: 'prod', target: `${MARK} の基盤`, contractId: ID, extendsId: null },
  ],
  ['POST /api/offers', 'offer.send', null, { kind: 'order', lastDay: '2025-04-30', state: 'open' }],
  ['POST /api/offers/:id/accept', 'addon.order', null, { addOn: 'training-3h' }],
  ['POST /api/offers/:id/decline', 'offer.decline', { state: 'open' }, { state: 'declined', reason: `${MARK} の理由` }],
  ['POST /api/offers/:id/withdraw', 'offer.withdraw', { state: 'open' }, { state: 'withdrawn' }],
  ['POST /api/ledger/adjustments', 'ledger.ask', null, { allowance: 'meetings', amount: 987_654, state: 'pending' }],
  [
    'POST /api/ledger/adjustments/:id/approve',
    'ledger.adjust',
    { state: 'pending' },
    { state: 'approved', amount: 987_654, reason: `${MARK} の理由` },
  ],
  ['POST /api/ledger/adjustments/:id/decline', 'ledger.adjust', { state: 'pending' }, { state: 'withdrawn' }],
  ['POST /api/intakes', 'intake.request', null, { way: 'mail', state: 'requested', holders: 1 }],
  [
    'POST /api/intakes/:id/surveys',
    'intake.survey',
    { state: 'requested', cards: null, cardsOfAll: 0 },
    { state: 'estimated', cards: 40, cardsOfAll: 40 },
  ],
  [
    'POST /api/intakes/:id/order',
    'intake.order',
    { state: 'estimated' },
    { state: 'ordered', cards: 40, startWeek: '2025-06-04' },
  ],
]

test.each(SIDES)('%s is kept as %s with both sides', async (name, action, before, after) => {
  const answer = await town.run(name, await DEEDS[name]!(town))
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
  const kept = await lastAnswer()
  expect(kept).toMatchObject({ action, change: { before, after } })
  // A step tells what it moved and nothing beside it.
  if (before !== null && action.startsWith('session.')) expect(kept.change).toEqual({ before, after })
})

test('what was refused moved nothing', async () => {
  const deed = await DEEDS['POST /api/sessions']!(town)
  await town.run('POST', { ...deed, body: { ...(deed.body as object), start: '2025-04-14T03:00:00+09:00' } })
  expect(await lastAnswer()).toEqual({ action: 'session.book', change: null })
})

test('a person on another’s sessions is told from whom to whom', async () => {
  const { ask } = town.admin
  const [from, to] = [await town.staff('csm'), await town.staff('csm')]
  const who = await town.person('vendor', 'csm', { staffId: from })
  const contractId = await town.contract()
  const what = { contractId, kind: 'meeting', place: 'online', minutes: 60, staffId: from }
  await town.make('/api/sessions', { ...what, start: '2025-04-14T10:00:00+09:00' })
  const handed = await ask('POST', `/api/members/${who.userId}/hand-over`, { successor: to })
  expect(handed.status, JSON.stringify(handed.body)).toBe(200)
  expect(await lastAnswer()).toEqual({
    action: 'session.restaff',
    change: { before: { staff: from }, after: { staff: to } },
  })
})
