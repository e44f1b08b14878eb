import { describe, expect, it } from 'vitest'
import { parseInstant } from '../../kernel/clock.ts'
import { type Asked, allowed, fakeStage, problem } from './fake-stage.ts'
import { type Played, playFile, playText } from './play.ts'
import { problemLine } from './problem.ts'

const START = `name: A story
clauses: [basic.11]
steps:
  - at: 2025-04-01T09:00
    do: account.create
    with: { account: acme, name: 株式会社アクメ, prefecture: 東京都 }
  - do: contract.open
    with: { contract: k1, account: acme, plan: basic, start: 2025-04-01, acceptTerms: true }
`
const BOOK = 'session: s1, contract: k1, kind: meeting, place: online, start: 2025-04-14T10:00, minutes: 300'
const and = (action: string, fields: string, expectation = '') =>
  `  - do: ${action}\n    with: { ${fields} }\n${expectation && `    expect: { ${expectation} }\n`}`

const refusal = {
  outcome: 'refused',
  applied: false,
  because: ['allowance-exceeded'],
  cites: ['basic.11'],
  remedies: ['advanced'],
  warnings: [],
  charges: [],
  draws: [],
  remaining: { meetings: 60 },
  findings: [{ rule: 'fits', verdict: 'broken' }],
}
const onPath = (path: string, answer: ReturnType<typeof problem>) => (asked: Asked) =>
  asked.path === path ? answer : undefined
const failuresOf = (played: Played) => played.scenarios.flatMap((s) => s.steps.flatMap((step) => step.failures))

describe('playing', () => {
  it('asks the routes with ids for names, moments with an offset, and the clock of the step', async () => {
    const { open, asked, seen } = fakeStage()
    const later = `  - at: 2025-04-10T09:30\n    do: session.book\n    with: { ${BOOK} }\n`
    const played = await playFile(START + later + and('session.cancel', 'session: s1'), { open })
    expect(played.problems).toEqual([])
    expect(played.scenarios[0]).toMatchObject({ name: 'A story', ok: true })
    expect(asked.map((a) => `${a.method} ${a.path}`)).toEqual([
      'POST /api/accounts',
      'POST /api/contracts',
      'POST /api/sessions',
      'POST /api/sessions/id-3/cancel',
    ])
    expect(asked[1]!.body).toMatchObject({ accountId: 'id-1' })
    expect(asked[2]!.body).toMatchObject({ contractId: 'id-2', start: '2025-04-14T10:00:00+09:00' })
    expect(asked[1]!.clock).toBe(parseInstant('2025-04-01T09:00:00+09:00'))
    expect(asked[3]!.clock).toBe(parseInstant('2025-04-10T09:30:00+09:00'))
    expect(seen).toEqual({ opened: 1, closed: 1 })
  })

  it('opens and closes a stage for each scenario, also when one breaks, and plays only those asked for', async () => {
    const { open, seen } = fakeStage()
    const three = [START, START.replace('A story', 'Another'), START.replace('A story', 'A storyline')].join('---\n')
    const played = await playFile(three, { open, only: 'A story' })
    expect(played.scenarios.map((s) => s.name)).toEqual(['A story', 'A storyline'])
    expect(seen).toEqual({ opened: 2, closed: 2 })
    const broken = fakeStage(() => {
      throw new Error('connection refused')
    })
    expect(failuresOf(await playFile(START, { open: broken.open }))).toEqual([
      'no answer: connection refused',
      'no answer: connection refused',
      'an account "acme" does not exist: step 1 did not take effect',
    ])
    expect(broken.seen).toEqual({ opened: 1, closed: 1 })
  })

  it('gives what came out in the words of the specification, and the whole decision beside', async () => {
    const decision = {
      ...refusal,
      outcome: 'charged',
      applied: true,
      because: [],
      phase: 'success',
      state: 'booked',
      deadline: '2025-04-09T00:00:00+09:00',
      charges: [
        { kind: 'travel-expense', amount: null, currency: 'JPY', quantity: 1, unit: 'journey', clause: 'premier.7' },
      ],
      draws: [{ allowance: 'trips', count: 1, clause: 'premier.7' }],
      period: { from: '2025-04-01', until: null },
      subject: { type: 'session', id: 's' },
    }
    const { open } = fakeStage(onPath('/api/sessions', { status: 201, body: decision }))
    const { scenarios } = await playFile(START + and('session.book', BOOK), { open })
    const [account, , booked] = scenarios[0]!.steps
    expect(booked!.cameOut).toEqual({
      outcome: 'charged',
      applied: true,
      because: [],
      cites: ['basic.11'],
      remedies: ['advanced'],
      warnings: [],
      charges: [{ kind: 'travel-expense', amount: null, currency: 'JPY', quantity: 1, unit: 'journey' }],
      draws: [{ allowance: 'trips', count: 1 }],
      remaining: { meetings: 60 },
      period: { from: '2025-04-01', until: null },
      phase: 'success',
      state: 'booked',
      deadline: '2025-04-09T00:00',
    })
    expect(booked!.decision).toEqual(decision)
    expect(account!.cameOut).toMatchObject({ outcome: 'allowed', applied: true })
  })

  it('takes the decision inside a refusal and inside charges that were not accepted', async () => {
    const refused = fakeStage(onPath('/api/sessions', problem(422, 'allowance-exceeded', { decision: refusal })))
    const text =
      START +
      and(
        'session.book',
        BOOK,
        'outcome: refused, applied: false, because: [allowance-exceeded], remaining: { meetings: 60 }',
      )
    expect(failuresOf(await playFile(text, { open: refused.open }))).toEqual([])
    const charged = { ...refusal, outcome: 'charged', because: [] }
    const waiting = fakeStage(onPath('/api/sessions', problem(409, 'charges-not-accepted', { decision: charged })))
    expect(failuresOf(await playFile(text, { open: waiting.open }))).toEqual([
      'outcome: expected refused, got charged',
      'because: expected allowance-exceeded, got none',
    ])
  })

  it('does not fail a refused step that expects nothing', async () => {
    const { open } = fakeStage(onPath('/api/sessions', problem(422, 'allowance-exceeded', { decision: refusal })))
    expect(failuresOf(await playFile(START + and('session.book', BOOK), { open }))).toEqual([])
  })

  it('reads a route without a decision as done', async () => {
    const script = (a: Asked) =>
      a.path.endsWith('/terms')
        ? { status: 200, body: { version: 'winter', consent: 'deemed' } }
        : a.path === '/api/accounts'
          ? { status: 201, body: { id: 'acc', state: 'none', version: 1 } }
          : undefined
    const { open, asked } = fakeStage(script)
    const { scenarios } = await playFile(
      START + and('terms.read', 'contract: k1', 'outcome: allowed, version: winter, consent: deemed'),
      { open },
    )
    expect(scenarios[0]!.ok).toBe(true)
    expect(scenarios[0]!.steps[0]!.cameOut).not.toHaveProperty('state')
    expect(asked[1]!.body).toMatchObject({ accountId: 'acc' })
  })

  it('says that a route is not there, and what a request was refused for', async () => {
    const call = START + and('desk.call', 'account: acme, surface: pc, about: fault')
    const absent = fakeStage(onPath('/api/desk/calls', problem(404, 'not-found')))
    expect(failuresOf(await playFile(call, { open: absent.open }))).toEqual([
      'not available: POST /api/desk/calls is no route of this version',
    ])
    const invalid = fakeStage(onPath('/api/desk/calls', problem(400, 'invalid-field', { field: 'surface' })))
    expect(failuresOf(await playFile(call, { open: invalid.open }))).toEqual([
      'no decision: 400 invalid-field at surface: About invalid-field.',
    ])
    const down = fakeStage(onPath('/api/desk/calls', { status: 503, body: '' }))
    expect(failuresOf(await playFile(call, { open: down.open }))).toEqual(['no decision: 503: no detail given'])
  })
})

describe('names', () => {
  it('of a step that did not take effect stand for nothing, and a failure says so', async () => {
    const script = (a: Asked) =>
      a.path === '/api/contracts'
        ? problem(422, 'overlaps', { decision: refusal })
        : a.body?.contractId === '00000000-0000-7000-8000-000000000000'
          ? problem(404, 'unknown-reference', { clauses: ['scope.1'] })
          : undefined
    const unknown =
      START +
      and('session.book', BOOK, 'outcome: refused, because: [unknown-reference], cites: [scope.1], applied: false')
    expect(failuresOf(await playFile(unknown, fakeStage(script)))).toEqual([])
    const hoped = START + and('session.book', BOOK, 'outcome: allowed')
    expect(failuresOf(await playFile(hoped, fakeStage(script)))).toEqual([
      'outcome: expected allowed, got refused because unknown-reference',
      'a contract "k1" does not exist: step 2 did not take effect',
    ])
  })

  it('given again to something that is still there stop the scenario as an error of the file', async () => {
    const { open, asked, seen } = fakeStage()
    const played = await playFile(START + and('session.book', BOOK) + and('session.book', BOOK), { open })
    expect(played.problems.map((p) => problemLine(p, 'en', 'f.yaml'))).toEqual([
      'f.yaml: line 12: scenario 1 "A story", step 4: with.session: "s1" already names the session of step 3: write another name',
    ])
    expect(asked).toHaveLength(3)
    expect(seen.closed).toBe(1)
  })

  it('are free again after a refusal or a cancellation', async () => {
    const cancelled =
      START + and('session.book', BOOK) + and('session.cancel', 'session: s1') + and('session.book', BOOK)
    expect((await playFile(cancelled + and('session.cancel', 'session: s1'), fakeStage())).problems).toEqual([])
    const { open, asked } = fakeStage((a) =>
      a.path === '/api/sessions' && a.body?.minutes === 300 ? problem(422, 'x', { decision: refusal }) : undefined,
    )
    const again = BOOK.replace('300', '60')
    expect(
      (
        await playFile(
          START + and('session.book', BOOK) + and('session.book', again) + and('session.cancel', 'session: s1'),
          { open },
        )
      ).problems,
    ).toEqual([])
    expect(asked.at(-1)!.path).toBe('/api/sessions/id-4/cancel')
  })

  it('of orders inside a contract are found at the account, oldest first', async () => {
    const orders = [
      { id: 'o-2', addOn: 'option-support', connection: null, options: ['survey'] },
      { id: 'o-3', addOn: 'option-support', connection: null, options: ['survey'] },
      { id: 'o-1', addOn: 'option-support', connection: null, options: ['risk-check'] },
      { id: 'o-0', addOn: 'data-integration', connection: 'tenant-a', included: true },
    ]
    const { open, asked } = fakeStage((a) =>
      a.method === 'GET' ? { status: 200, body: { id: 'id-1', orders } } : undefined,
    )
    const support = (order: string, option: string) =>
      `{ order: ${order}, addOn: option-support, options: [${option}], acceptTerms: true }`
    const text = START.replace(
      'acceptTerms: true }',
      `addOns: [${support('a', 'survey')}, ${support('b', 'survey')}, ${support('c', 'risk-check')}], acceptTerms: true }`,
    )
    const book = (session: string, order: string) =>
      and('session.book', BOOK.replace('s1', session).replace('contract: k1', `order: ${order}`))
    const played = await playFile(text + book('s1', 'a') + book('s2', 'b') + book('s3', 'c'), { open })
    expect(failuresOf(played)).toEqual([])
    expect(asked[2]!.path).toBe('/api/accounts/id-1')
    expect(asked.slice(3).map((a) => a.body?.orderId)).toEqual(['o-2', 'o-3', 'o-1'])
    const change = and('contract.change', `contract: k1, on: 2025-05-01, addOns: [${support('d', 'survey')}]`)
    expect(
      failuresOf(
        await playFile(
          START + change,
          fakeStage((a) => (a.method === 'GET' ? { status: 200, body: {} } : undefined)),
        ),
      ),
    ).toEqual(['the account lists no order for an order "d"'])
  })

  it('of kits and consignments stay within their intake', async () => {
    const { open, asked } = fakeStage()
    const intake = (i: string) =>
      and('intake.request', `intake: ${i}, contract: k1, way: mail`) +
      and('intake.kit', `intake: ${i}, kit: kit1, holder: 甲, nameOnKit: 甲`) +
      and('intake.send', `intake: ${i}, consignment: c1, direction: to-vendor, kits: [kit1]`)
    const played = await playFile(
      START + intake('i1') + intake('i2') + and('intake.sign-slip', 'intake: i2, consignment: c1, method: pdf'),
      { open },
    )
    expect(played.problems).toEqual([])
    expect(asked.at(-1)!.path).toBe('/api/intakes/id-6/consignments/c1/slip')
  })

  it('need an id in the answer', async () => {
    const { open } = fakeStage(onPath('/api/contracts', allowed('x', { subject: undefined })))
    expect(failuresOf(await playFile(START, { open }))).toEqual(['the answer has no id for a contract "k1"'])
  })
})

describe('on screen', () => {
  it('plays a text within the bounds of a page', async () => {
    const { open } = fakeStage()
    const played = await playText(START, open)
    expect(played.scenarios[0]!.steps.map((s) => [s.step, s.at, s.do, s.ok])).toEqual([
      [1, '2025-04-01T09:00', 'account.create', true],
      [2, '2025-04-01T09:00', 'contract.open', true],
    ])
    const much = await playText(Array.from({ length: 21 }, () => START).join('---\n'), open)
    expect(much.problems.map((p) => problemLine(p, 'en'))).toEqual(['holds 21 scenarios: write at most 20'])
  })
})
