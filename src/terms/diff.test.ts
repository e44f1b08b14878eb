import { describe, expect, test } from 'vitest'
import { type Catalogue, catalogueFromTexts, differences, sayChange } from './index.ts'
import { REGISTER, VERSION } from './minimal.fixture.ts'

const load = (text: string): Catalogue =>
  catalogueFromTexts({ file: 'clauses.yaml', text: REGISTER }, [{ file: '1.yaml', text }]).latest
const before = load(VERSION)

/** Clause, place and both sentences of every change that a replaced piece of text makes. */
function changed(from: string, to: string) {
  expect(VERSION.split(from), `"${from}" stands once`).toHaveLength(2)
  const after = load(VERSION.replace(from, () => to))
  return differences(before.data, after.data).map((c) => [
    c.clause,
    c.path,
    sayChange(before, after, c, 'en'),
    sayChange(before, after, c, 'ja'),
  ])
}

describe('a change is one sentence', () => {
  test('of minutes', () => {
    expect(changed('talks: { value: 60', 'talks: { value: 75')).toEqual([
      [
        't.1',
        'supports.plain.allowances.talks.value',
        'Little, Large (onboarding, success management) › allowances › Talks: from 1 hour to 1 hour 15 minutes.',
        '小・大 (導入期・活用期) › 枠 › 話：1時間から1時間15分に変わります。',
      ],
    ])
  })

  test('of an amount in the smallest unit of the currency', () => {
    const [change] = changed('amount: 100,', 'amount: 120,')
    expect(change?.slice(2)).toEqual([
      'prices › service fee Course › amount: from JPY 100 to JPY 120.',
      '料金表 › サービス料金 講座 › 金額：100円から120円に変わります。',
    ])
  })

  test('of a list: what is added and what is dropped', () => {
    const [change] = changed('remedies: [course, large]', 'remedies: [large, link]')
    expect(change?.[2]).toBe(
      'Little, Large (onboarding, success management) › what is not included › Class › remedies: Link added, Course dropped.',
    )
  })

  test('of an order only', () => {
    const [change] = changed('remedies: [link, large]', 'remedies: [large, link]')
    expect(change?.[2]).toBe('Little › projects not included › remedies: another order, Large, Link.')
  })

  test('of a choice', () => {
    const [change] = changed('hours: none, hoursClause: t.2', 'hours: fresh, hoursClause: t.3')
    expect(change?.slice(0, 3)).toEqual([
      't.3',
      'addOns.link-month.period.hours',
      'Further month › period › hours: from none to hours of its own.',
    ])
  })

  test('of a price that is new: its neighbours have not changed', () => {
    const row = '  - { charge: travel-expense, amount: 500, from: 2025-02-01, clause: t.3 }\n'
    expect(changed('prices:\n', `prices:\n${row}`)).toEqual([
      [
        't.3',
        'prices.0',
        'prices › travel expense: new (charge: travel expense, amount: 500, from: 1 February 2025, published: no).',
        '料金表 › 交通費：新しく定めます（料金：交通費、金額：500、始まり：2025年2月1日、公開：なし）。',
      ],
    ])
  })

  test('of a part that is gone', () => {
    const [change] = changed('        limit: { value: 2, clause: t.1 }\n', '')
    expect(change?.slice(1, 3)).toEqual([
      'supports.plain.sessions.talk.limit',
      'Little, Large (onboarding, success management) › sessions › Talk › how many: no longer (was value: 2).',
    ])
  })

  test('of a target, found by its name and not by its place', () => {
    const one = '{ target: Zed, value: 3, clause: t.3, overrides: t.2 }'
    const changes = changed(one, `{ target: Ypsilon, value: 4, clause: t.3, overrides: t.2 }, ${one}`)
    expect(changes.map((c) => c[2])).toEqual([
      'Link › period › periods by target › Ypsilon: new (target: Ypsilon, value: 4).',
    ])
  })
})

test('the same terms have no difference, whatever version they are called', () => {
  expect(differences(before.data, load(VERSION.replace('version: "1"', 'version: "9"')).data)).toEqual([])
})
