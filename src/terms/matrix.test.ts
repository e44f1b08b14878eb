import { describe, expect, test } from 'vitest'
import { catalogueFromTexts } from './index.ts'
import { gapsIn, matrixOf } from './matrix.ts'
import { REGISTER, VERSION } from './minimal.fixture.ts'
import { evidenceOf, scenariosIn } from './scenario-index.ts'

const register = REGISTER.replace('id: t.3, kinds: [enforce]', 'id: t.3, kinds: [run, inform]')
const { latest } = catalogueFromTexts({ file: 'clauses.yaml', text: register }, [{ file: '1.yaml', text: VERSION }])

const step = (outcome: string, cites = '') =>
  `  - { do: session.book, expect: { outcome: ${outcome}${cites === '' ? '' : `, cites: [${cites}]`} } }\n`
const story = (clauses: string, ...steps: string[]) =>
  scenariosIn('s.yaml', `name: S\nclauses: [${clauses}]\nsteps:\n${steps.join('')}`)
/** The corners of the fixture are no one's concern here. */
const gaps = (scenarios: ReturnType<typeof story>, open = {}) =>
  gapsIn(latest, scenarios, open).filter((g) => !g.startsWith('edge.'))

const complete = [
  ...story('t.1, t.2', step('allowed', 't.1'), step('refused', 't.1'), step('charged', 't.2')),
  ...story('t.3', step('allowed')),
]

describe('a gap in the matrix', () => {
  test('there is none where every clause is shown from both sides', () => expect(gaps(complete)).toEqual([]))

  test('a clause that nothing refuses or charges', () => {
    expect(gaps([...story('t.1, t.2', step('allowed', 't.1, t.2')), ...story('t.3', step('allowed'))])).toEqual([
      't.1: no scenario shows what it refuses or charges',
      't.2: no scenario shows what it refuses or charges',
    ])
  })

  test('a clause that nothing lets through', () => {
    const refused = story('t.1', step('refused', 't.1'))
    expect(gaps([...refused, ...story('t.2, t.3', step('allowed', 't.2'), step('refused'))])).toEqual([
      't.1: no scenario shows what it lets through',
    ])
  })

  test('a clause that rules cite, but no expectation', () => {
    const [gap] = gaps([...story('t.1, t.2, t.3', step('allowed', 't.2'), step('refused'))])
    expect(gap).toMatch(/^t\.1: no expectation names it, though .*fitsAllowance.* cites it$/)
  })

  test('work that no scenario carries out', () => {
    expect(gaps(complete.slice(0, 1))).toEqual(['t.3: no scenario shows that it is carried out'])
  })

  test('a clause that is none, in a scenario or on the list of open ones', () => {
    expect(gaps([...complete, ...story('t.8', step('allowed', 't.9'))], { desk: ['t.7'] })).toEqual([
      's.yaml, "S": clause "t.8" is not in the register',
      's.yaml, "S": clause "t.9" is not in the register',
      'open clauses of desk: clause "t.7" is not in the register',
    ])
  })
})

describe('the list of open clauses', () => {
  test('excuses what is missing', () => {
    expect(gaps(complete.slice(0, 1), { success: ['t.3'] })).toEqual([])
  })

  test('may not keep what is complete', () => {
    expect(gaps(complete, { success: ['t.3'], desk: ['t.1'] })).toEqual([
      't.1: is listed as open (desk), but nothing is missing; take it off the list',
      't.3: is listed as open (success), but nothing is missing; take it off the list',
    ])
  })
})

test('a row holds data, rules, stories and screens', () => {
  const row = matrixOf(latest, complete).find((r) => r.id === 't.3')
  expect(row).toMatchObject({ kinds: ['run', 'inform'], scenarios: ['s.yaml/S'], open: null })
  expect(row?.data).toEqual([
    { clause: 't.3', path: 'addOns.link.period.targets.0.target', value: 'Zed' },
    { clause: 't.3', path: 'addOns.link.period.targets.0.value', value: 3, unit: 'months' },
  ])
  expect(row?.rules).toContain('periodStated')
  expect(row?.screens).toContain('console/terms')
})

describe('evidence', () => {
  test('cited outweighs told, and each side counts for itself', () => {
    const scenarios = story('t.1', step('allowed', 't.2'), step('charged'))
    expect(evidenceOf(scenarios, 't.1', 'allows')).toBe('told')
    expect(evidenceOf(scenarios, 't.2', 'allows')).toBe('cited')
    expect(evidenceOf(scenarios, 't.1', 'limits')).toBe('told')
    expect(evidenceOf(scenarios, 't.2', 'limits')).toBeNull()
  })

  test('a file that cannot be read holds no scenario', () => {
    expect(scenariosIn('s.yaml', 'name: [')).toEqual([])
    expect(scenariosIn('s.yaml', 'just words')).toEqual([])
  })
})
