import { describe, expect, test } from 'vitest'
import { ACCESS } from '../kernel/access.ts'
import { instantOf } from '../kernel/clock.ts'
import type { Problem } from '../kernel/failure.ts'
import type { Caller, Route } from '../kernel/route.ts'
import { catalogueFromTexts } from './index.ts'
import { AMENDMENT, REGISTER, VERSION } from './minimal.fixture.ts'
import { termsRoutes } from './routes.ts'
import { scenariosIn } from './scenario-index.ts'

const PRICED = VERSION.replace(
  'amount: 100, from: 2025-01-01, clause: t.2 }',
  'amount: 100, from: 2025-01-01, clause: t.2, published: true }',
)
const catalogues = catalogueFromTexts({ file: 'clauses.yaml', text: REGISTER }, [
  { file: '1.yaml', text: PRICED },
  { file: '2.yaml', text: AMENDMENT },
])
const STORY = `name: Sixty minutes of talk
clauses: [t.1]
steps:
  - { do: session.book, expect: { outcome: allowed } }
`
const clock = { now: () => instantOf({ date: '2025-03-01', minute: 600 }, 'Asia/Tokyo') }
const routes = termsRoutes({ catalogues, clock, scenarios: scenariosIn('talk.yaml', STORY) })

const caller = (side: Caller['side'], language: Caller['language'] = 'en'): Caller => ({
  userId: 'u',
  name: 'U',
  side,
  roles: ['admin'],
  relation: 'all',
  accountId: null,
  partnerId: null,
  staffId: null,
  staffIds: [],
  departmentIds: [],
  at: 0,
  viewedBy: null,
  language,
})

type Asked = { params?: object; query?: object; as?: Caller }

/** A request as the server would make it of checked parts; the answer has the shape that the contract promises. */
async function ask<Answer>(path: Route['path'], { params, query, as = caller('vendor') }: Asked = {}): Promise<Answer> {
  const found = routes.find((r) => r.path === path)!
  const answer = await found.handler({
    params: found.params?.parse(params),
    query: found.query?.parse(query ?? {}),
    body: undefined,
    caller: as,
    idempotency: null,
    ifMatch: null,
  })
  return found.response.parse(answer) as Answer
}

type Datum = { path: string; value: unknown; unit?: string; reading?: string; alternatives?: string[] }
type Clause = {
  id: string
  kind: string
  data: Datum[]
  rules: string[]
  scenarios: string[]
  screens: string[]
  version: string
}
type Terms = { version: string; clauses: Clause[]; plans: { id: string }[]; addOns: { id: string }[] }
const clauseOf = (terms: Terms, id: string) => terms.clauses.find((c) => c.id === id)!
const pathsOf = (terms: Terms) => terms.clauses.flatMap((c) => c.data.map((d) => d.path))

describe('GET /api/terms', () => {
  test('names the versions, oldest first, and the one in force on the day of the clock', async () => {
    expect(await ask('/api/terms')).toEqual({
      items: [
        { version: '1', effective: '2025-01-01', inForce: true },
        { version: '2', effective: '2025-06-01', inForce: false },
      ],
      next: null,
    })
  })

  test('is open to every side', () => {
    for (const route of routes) expect(Object.keys(ACCESS[route.may])).toEqual(['vendor', 'partner', 'customer'])
  })
})

describe('GET /api/terms/:version', () => {
  test('gives a clause with its figures, their unit, the rules that read them and the stories that prove them', async () => {
    const terms = await ask<Terms>('/api/terms/:version', { params: { version: '2' } })
    const clause = clauseOf(terms, 't.1')
    expect(clause).toMatchObject({ kind: 'enforce', version: '2', scenarios: ['talk.yaml/Sixty minutes of talk'] })
    expect(clause.data).toContainEqual({ path: 'supports.plain.allowances.talks.value', value: 90, unit: 'minutes' })
    expect(clause.rules).toContain('fitsAllowance')
    expect(clause.screens).toContain('console/terms')
    expect(terms.plans.map((p) => p.id)).toEqual(['small', 'large'])
    expect(terms.addOns.map((a) => a.id)).toEqual(['course', 'link', 'link-month'])
  })

  test('says of a reading which one was chosen and what it could have been', async () => {
    const asked = { params: { version: '1' }, as: caller('vendor', 'ja') }
    const terms = await ask<Terms>('/api/terms/:version', asked)
    expect(clauseOf(terms, 't.2').data).toContainEqual({
      path: 'addOns.link-month.period.hours',
      value: 'none',
      reading: '延長しても枠は増えない',
      alternatives: ['fresh'],
    })
  })

  test.each(['partner', 'customer'] as const)(
    'shows a %s the terms, and nothing of how the vendor works',
    async (side) => {
      const terms = await ask<Terms>('/api/terms/:version', { params: { version: '1' }, as: caller(side) })
      const paths = pathsOf(terms)
      expect(paths).toContain('supports.plain.allowances.talks.value')
      expect(paths).toContain('prices.1.amount')
      expect(paths).not.toContain('prices.0.amount')
      expect(paths.filter((p) => /responsible|adjustment|^rules/.test(p))).toEqual([])
      expect(terms.clauses.flatMap((c) => [...c.rules, ...c.scenarios, ...c.screens])).toEqual([])
      const inside = pathsOf(await ask<Terms>('/api/terms/:version', { params: { version: '1' } }))
      expect(inside).toEqual(expect.arrayContaining(['plans.small.responsible.value', 'adjustment', 'prices.0.amount']))
    },
  )

  test('a version that does not exist is unknown', async () => {
    const asked = ask('/api/terms/:version', { params: { version: '3' } })
    await expect(asked).rejects.toMatchObject({ code: 'unknown-reference' } satisfies Partial<Problem>)
  })
})

describe('GET /api/clauses/:id', () => {
  test('gives the clause as it is in force, or of the version asked for', async () => {
    const figure = (clause: Clause) =>
      clause.data.find((d) => d.path === 'supports.plain.allowances.talks.value')?.value
    expect(figure(await ask<Clause>('/api/clauses/:id', { params: { id: 't.1' } }))).toBe(60)
    expect(figure(await ask<Clause>('/api/clauses/:id', { params: { id: 't.1' }, query: { version: '2' } }))).toBe(90)
  })

  test.each([
    [{ id: 't.9' }, {}],
    [{ id: 't.1' }, { version: '9' }],
  ])('%j of %j is unknown', async (params, query) => {
    await expect(ask('/api/clauses/:id', { params, query })).rejects.toMatchObject({ code: 'unknown-reference' })
  })
})

describe('GET /api/terms/diff', () => {
  const asked = (language: Caller['language']) => ({ query: { from: '1', to: '2' }, as: caller('customer', language) })

  test('says every change in words, under its clause', async () => {
    const { items } = await ask<{ items: unknown[] }>('/api/terms/diff', asked('en'))
    expect(items).toEqual([
      {
        clause: 't.1',
        path: 'supports.plain.allowances.talks.value',
        before: 60,
        after: 90,
        sentence:
          'Little, Large (onboarding, success management) › allowances › Talks: from 1 hour to 1 hour 30 minutes.',
      },
      {
        clause: 't.3',
        path: 'plans.small.period.value',
        before: 3,
        after: 4,
        sentence: 'Little › period: from 3 months to 4 months.',
      },
      {
        clause: 't.3',
        path: 'plans.small.period.clause',
        before: 't.2',
        after: 't.3',
        sentence: 'Little › period › clause: from t.2 to t.3.',
      },
    ])
  })

  test('in Japanese too', async () => {
    const { items } = await ask<{ items: { sentence: string }[] }>('/api/terms/diff', asked('ja'))
    expect(items[1]?.sentence).toBe('小 › 期間：3か月から4か月に変わります。')
  })

  test('of a version that does not exist is unknown', async () => {
    await expect(ask('/api/terms/diff', { query: { from: '1', to: '9' } })).rejects.toMatchObject({
      code: 'unknown-reference',
      field: 'to',
    })
  })
})
