import { describe, expect, it } from 'vitest'
import { CHARGE_KINDS, type Finding, REFUSAL_CODES, WARNING_CODES } from '../../kernel/decision.ts'
import { FIELD_CODES } from '../../kernel/shapes.ts'
import { STATUS } from '../http/problem.ts'
import type { Vocabulary } from './arguments.ts'
import { FIELD_ERRORS } from './field-errors.ts'
import { FINDINGS } from './findings.ts'
import { astOf } from './message.ts'
import { LETTER_WORDS, NOTICE_BODIES, NOTICE_TITLES, UNNAMED_BROWSER } from './notices.ts'
import { PAPER_WORDS, PHASE_WORDS, WINDOW_WORDS } from './papers.ts'
import { PROBLEM_DETAILS, PROBLEM_TITLES } from './problems.ts'
import { CHARGE_NAMES, CHARGE_PHRASE, REFUSALS, REMEDY, VERDICTS, WARNINGS } from './refusals.ts'
import { chargesDetail, fieldDetail, sentenceOf } from './render.ts'
import type { Sentence } from './sentence.ts'
import { ACTIONS, DAYS, LANGUAGES, STATES, UNNAMED } from './terms.ts'

const TABLES: Record<string, Record<string, Sentence>> = {
  PROBLEM_TITLES,
  PROBLEM_DETAILS,
  FIELD_ERRORS,
  FINDINGS,
  REFUSALS,
  WARNINGS,
  CHARGE_NAMES,
  VERDICTS,
  ACTIONS,
  DAYS,
  LANGUAGES,
  STATES,
  UNNAMED,
  NOTICE_TITLES,
  NOTICE_BODIES,
  LETTER_WORDS,
  PAPER_WORDS,
  WINDOW_WORDS,
  PHASE_WORDS,
  ALONE: { CHARGE_PHRASE, REMEDY, UNNAMED_BROWSER },
}
const ALL = Object.entries(TABLES).flatMap(([table, sentences]) =>
  Object.entries(sentences).map(([key, said]) => [`${table} ${key}`, said] as const),
)

type Node = { type: number; value?: string; options?: Record<string, { value: Node[] }> }
/** Arguments that a message names, those that only choose among branches included. */
function namesIn(nodes: Node[]): string[] {
  return nodes.flatMap((node) => {
    const inner = Object.values(node.options ?? {}).flatMap((option) => namesIn(option.value))
    return node.type === 0 || node.type === 7 ? inner : [String(node.value), ...inner]
  })
}
const argumentsIn = (said: Sentence, language: 'ja' | 'en') =>
  new Set(namesIn(astOf(said[language], language) as Node[]))

function differ(said: Sentence): string[] {
  const [ja, en] = [argumentsIn(said, 'ja'), argumentsIn(said, 'en')]
  return [...[...ja].filter((name) => !en.has(name)), ...[...en].filter((name) => !ja.has(name))]
}

const vocabulary: Vocabulary = {
  name: (id, language) =>
    ({
      basic: { ja: 'CSプラン Basic', en: 'CS Plan Basic' },
      meetings: { ja: '打ち合わせ枠', en: 'Meetings' },
      hq: { ja: '東京本社', en: 'Tokyo head office' },
      kickoff: { ja: 'キックオフ', en: 'Kick-off' },
    })[id]?.[language] ?? null,
  unit: (allowance) => (allowance === 'trainings' ? 'count' : 'minutes'),
}

/** What the rooms say, with the facts that they give. */
const period = { from: '2025-04-01', until: '2025-07-01' }
const SAID: [string, Finding['verdict'], Finding['facts'], Finding['code']?][] = [
  ['startsInPeriod', 'holds', { ...period, plan: 'basic' }],
  ['startsInPeriod', 'broken', { ...period, plan: 'basic' }, 'outside-period'],
  ['startsInPeriod', 'broken', { from: '2025-04-01', until: null, plan: 'basic' }, 'outside-period'],
  ['kindIncluded', 'holds', { kind: 'kickoff', plan: 'basic' }],
  ['kindIncluded', 'broken', { kind: 'training', plan: 'basic' }, 'kind-not-included'],
  ['placeIncluded', 'holds', { kind: 'kickoff', place: 'online' }],
  ['placeIncluded', 'broken', { kind: 'kickoff', place: 'phone' }, 'channel-not-included'],
  ['languageSupported', 'holds', { language: 'ja' }],
  ['languageSupported', 'broken', { language: 'en' }, 'language-not-supported'],
  ['trainingPrepared', 'holds', {}],
  ['trainingPrepared', 'broken', {}, 'requires-step'],
  ['onePerContract', 'holds', { kind: 'kickoff' }],
  ['onePerContract', 'broken', { kind: 'kickoff' }, 'already-used'],
  ['lengthWithin', 'holds', { minutes: 90, max: 120 }],
  ['lengthWithin', 'broken', { minutes: 150, max: 120 }, 'session-too-long'],
  ['inServiceWindow', 'holds', { from: 600, until: 1080, date: '2025-04-14' }],
  ['inServiceWindow', 'broken', { from: '10:00', until: '18:00', date: '2025-04-14' }, 'outside-hours'],
  ['inServiceWindow', 'broken', { from: 600, until: 1080, date: '2025-04-14' }, 'crosses-hours'],
  ['inServiceWindow', 'broken', { date: '2025-04-29', name: '昭和の日' }, 'not-a-business-day'],
  ['inServiceWindow', 'broken', { date: '2025-04-26', name: null }, 'not-a-business-day'],
  ['startsInFuture', 'holds', { start: '2025-04-14T10:00' }],
  ['startsInFuture', 'broken', { start: '2025-04-14T10:00' }, 'in-the-past'],
  ['fitsAllowance', 'draws', { allowance: 'meetings', asked: 90, left: 360, leftAfter: 270, ...period }],
  ['fitsAllowance', 'draws', { allowance: 'trainings', asked: 1, left: 5, leftAfter: 4, from: null, until: null }],
  ['fitsAllowance', 'holds', { allowance: 'meetings', asked: 0, left: 360, leftAfter: 360, ...period }],
  [
    'fitsAllowance',
    'broken',
    { allowance: 'meetings', asked: 90, left: 60, leftAfter: 60, ...period },
    'allowance-exceeded',
  ],
  ['tripIncluded', 'draws', { office: 'hq', prefecture: '静岡県', left: 2, leftAfter: 1 }],
  ['tripIncluded', 'charges', { office: 'hq', prefecture: '静岡県', left: 0, leftAfter: 0 }],
  ['insideHomeArea', 'holds', { office: 'hq', prefecture: '千葉県' }],
  ['sameJourney', 'holds', {}],
  ['staffFree', 'holds', { staff: '佐藤' }],
  ['staffFree', 'holds', { staff: null }],
  ['staffFree', 'broken', { staff: '01900000-0000-7000-8000-000000000000' }, 'staff-busy'],
  ['termsAccepted', 'holds', { version: '2024-04-01' }],
  ['termsAccepted', 'broken', {}, 'requires-acceptance'],
  ['oneRunningContract', 'holds', { until: null }],
  ['oneRunningContract', 'broken', { until: '2025-07-01' }, 'overlaps'],
  ['optionCovered', 'holds', { option: 'survey' }],
  ['optionCovered', 'broken', { option: 'survey' }, 'requires-plan-or-add-on'],
  ['earlierContract', 'holds', {}],
  ['earlierContract', 'broken', {}, 'requires-earlier-contract'],
  ['periodStated', 'holds', {}],
  ['periodStated', 'broken', {}, 'requires-period'],
  ['connectionNamed', 'holds', {}],
  ['connectionNamed', 'broken', {}, 'requires-tenant'],
  ['connectionFree', 'holds', { connection: 'SATORI' }],
  ['connectionFree', 'broken', { connection: 'SATORI' }, 'overlaps'],
  ['connectionFree', 'broken', { connection: 'SATORI' }, 'already-used'],
  ['projectOrdered', 'holds', { connection: 'SATORI' }],
  ['projectOrdered', 'broken', { connection: 'SATORI' }, 'requires-order'],
  ['hoursLeft', 'holds', {}],
  ['hoursLeft', 'warns', {}, 'no-hours-left'],
  ['stateAllows', 'holds', { state: 'booked', action: 'move' }],
  ['stateAllows', 'broken', { state: 'cancelled', action: 'session.move', start: '2025-04-14T10:00' }, 'wrong-state'],
  ['stateAllows', 'broken', { state: 'booked', action: 'session.cancel', start: '2025-04-14T10:00' }, 'wrong-state'],
  ['stateAllows', 'broken', { state: 'booked', action: 'session.complete', start: '2025-04-14T10:00' }, 'wrong-state'],
  ['stateAllows', 'broken', { state: 'active', action: 'contract.change' }, 'wrong-state'],
  ['stateAllows', 'broken', { state: 'ended', action: 'contract.end' }, 'wrong-state'],
  ['givesBack', 'holds', { allowance: 'meetings', back: 60, leftAfter: 360, from: '2025-04-01', until: '2025-07-01' }],
  ['givesBack', 'holds', { allowance: 'trips', back: 1, leftAfter: 2, from: '2025-04-01', until: null }],
  ['chargeVoided', 'holds', {}],
  ['completedWith', 'holds', { minutes: 45, drawn: 45, returned: 15, excess: 0 }],
  ['completedWith', 'holds', { minutes: 90, drawn: null, returned: 0, excess: 30 }],
  ['connectionFirst', 'holds', { connection: 'SATORI' }],
  ['connectionFirst', 'broken', { connection: 'SATORI' }, 'already-used'],
  ['projectIncluded', 'holds', { plan: 'basic' }],
  ['projectIncluded', 'broken', { plan: 'basic' }, 'requires-plan-or-add-on'],
  ['optionNamed', 'holds', {}],
  ['optionNamed', 'broken', {}, 'unknown-reference'],
  ['standsAlone', 'holds', {}],
  ['standsAlone', 'broken', { ...period }, 'overlaps'],
  ['endsWithPeriod', 'holds', { until: '2026-04-01' }],
  ['balanceStands', 'holds', { allowance: 'meetings', left: 60, ...period }],
  ['deliveredBy', 'warns', { partner: '株式会社パートナー' }, 'subcontracted'],
  ['takesEffect', 'holds', { on: '2026-04-01', plan: 'basic' }],
  ['periodStated', 'holds', { ...period }],
  ['secondPerson', 'holds', { approver: '鈴木' }],
  ['secondPerson', 'holds', { stage: 'asked', allowance: 'meetings', unit: 'minutes', left: 900, leftAfter: 960 }],
  ['secondPerson', 'holds', { stage: 'declined' }],
  ['secondPerson', 'holds', { stage: 'withdrawn' }],
  ['sessionsCancelled', 'holds', { count: 3, from: '2025-07-01' }],
  ['secondPerson', 'holds', {}],
  ['secondPerson', 'broken', {}, 'not-permitted'],
  ['takesEffect', 'holds', { on: '2026-04-01' }],
  ['extendsTo', 'holds', { until: '2025-09-01' }],
  ['sessionsCancelled', 'holds', { count: 1 }],
  ['sessionsCancelled', 'holds', { count: 3 }],
  ['surcharge', 'charges', { language: 'en' }],
  ['surcharge', 'holds', { language: 'ja' }],
  ['priceFixed', 'holds', {}],
  ['priceFixed', 'charges', {}],
  ['notRetired', 'holds', { until: '2024-11-01' }],
  ['notRetired', 'broken', { until: '2024-11-01' }, 'retired'],
  ['intakeIncluded', 'holds', { plan: 'basic', way: 'mail' }],
  ['intakeIncluded', 'broken', { plan: 'basic', way: 'visit', until: null }, 'requires-plan-or-add-on'],
  ['intakeIncluded', 'broken', { plan: 'basic', way: 'mail', until: '2025-07-01' }, 'requires-plan-or-add-on'],
  ['settingTaken', 'holds', {}],
  ['settingTaken', 'broken', { setting: 'two-language' }, 'setting-not-supported'],
  ['withinReach', 'holds', { minutes: 60, max: 60 }],
  ['withinReach', 'broken', { minutes: 61, max: 60 }, 'too-far'],
  ['answerCounted', 'holds', { holder: '利用者 壱', cards: 1, estimate: 81 }],
  ['answerReplaced', 'holds', { holder: '利用者 壱', cards: 80, before: 40, estimate: 160 }],
  ['surveyAnswered', 'holds', { answered: 2, cards: 160 }],
  ['surveyAnswered', 'broken', { answered: 0, needed: 1 }, 'requires-step'],
  ['orderedInPeriod', 'holds', { ...period, plan: 'basic', way: 'mail', start: '2025-06-30' }],
  ['orderedInPeriod', 'broken', { ...period, plan: 'basic', way: 'mail', start: '2025-07-07' }, 'outside-period'],
  [
    'orderedInPeriod',
    'broken',
    { from: '2025-04-01', until: null, plan: 'basic', way: 'visit', start: '2025-03-31' },
    'outside-period',
  ],
  ['workDayOpen', 'holds', {}],
  ['workDayOpen', 'broken', { date: '2024-10-14', name: 'スポーツの日' }, 'not-a-business-day'],
  ['deadlineAhead', 'holds', { deadline: '2025-09-17T00:00' }],
  ['deadlineAhead', 'warns', { deadline: '2025-09-17T00:00' }, 'deadline-past'],
  ['priceByEstimate', 'holds', { cards: 160 }],
]

const findingOf = ([rule, verdict, facts, code]: (typeof SAID)[number]): Finding => ({
  rule,
  verdict,
  facts,
  clauses: [],
  ...(code && { code }),
})
const say = (said: (typeof SAID)[number], language: 'ja' | 'en') => sentenceOf(findingOf(said), language, vocabulary)

describe('both languages', () => {
  it.each(ALL)('%s says the same with the same arguments', (_, said) => {
    expect(said.ja).not.toBe('')
    expect(said.en).not.toBe('')
    expect(differ(said)).toEqual([])
  })

  it('a message that names an argument the other does not is found', () => {
    expect(differ({ ja: '{left}です。', en: 'It is {rest}.' }).sort()).toEqual(['left', 'rest'])
  })

  it('neither stands in the other’s place', () => {
    for (const [key, said] of ALL) {
      expect([key, said.ja === said.en]).toEqual([key, false])
      expect([key, /[\u3040-\u30ff\u4e00-\u9fff]/.test(said.en)]).toEqual([key, false])
    }
  })
})

describe('everything that can be answered has words', () => {
  it('refusals, warnings, charges, fields and problems', () => {
    expect(Object.keys(REFUSALS).sort()).toEqual([...REFUSAL_CODES].sort())
    expect(Object.keys(WARNINGS).sort()).toEqual([...WARNING_CODES].sort())
    expect(Object.keys(CHARGE_NAMES).sort()).toEqual([...CHARGE_KINDS].sort())
    expect(Object.keys(FIELD_ERRORS).sort()).toEqual([...FIELD_CODES].sort())
    for (const code of Object.keys(STATUS))
      expect([PROBLEM_TITLES, PROBLEM_DETAILS].every((table) => code in table)).toBe(true)
  })

  it.each(SAID)('%s %s %j %s has a sentence of its own', (...said) => {
    const general = Object.values({ ...REFUSALS, ...WARNINGS, ...VERDICTS }).flatMap(({ ja, en }) => [ja, en])
    for (const language of ['ja', 'en'] as const) {
      const sentence = say(said, language)
      expect(general).not.toContain(sentence)
      expect(sentence).toMatch(language === 'ja' ? /。$/ : /\.$/)
      expect(sentence).not.toMatch(/[{}]|undefined|null|NaN|01900000/)
    }
  })

  it('every sentence of a rule is among those tried', () => {
    const tried = new Set(SAID.flatMap(([rule, verdict, , code]) => [`${rule}.${verdict}`, `${rule}.${code}`]))
    tried.add('sessionsCancelled.warns')
    expect(Object.keys(FINDINGS).filter((key) => !tried.has(key))).toEqual([])
  })
})

describe('sentences', () => {
  it('a refusal names what it speaks of, and what would make it possible', () => {
    const finding: Finding = {
      ...findingOf([
        'fitsAllowance',
        'broken',
        { allowance: 'meetings', asked: 90, left: 60, ...period },
        'allowance-exceeded',
      ]),
      remedies: ['basic', 'training-3h'],
    }
    expect(sentenceOf(finding, 'ja', vocabulary)).toBe(
      '打ち合わせ枠の残りは1時間で、1時間30分には足りません（2025年4月1日〜2025年6月30日）。CSプラン Basic、またはtraining-3hであればご利用いただけます。',
    )
    expect(sentenceOf(finding, 'en', vocabulary)).toBe(
      'Meetings: 1 h 30 min asked for, but only 1 h left (1 Apr 2025 to 30 Jun 2025). It is possible with CS Plan Basic or training-3h.',
    )
  })

  it('dates, hours, counts and days off are written as people write them', () => {
    const line = (rule: string, verdict: Finding['verdict'], facts: Finding['facts'], code?: Finding['code']) => [
      say([rule, verdict, facts, code], 'ja'),
      say([rule, verdict, facts, code], 'en'),
    ]
    expect(line('startsInFuture', 'holds', { start: '2025-04-14T10:00' })).toEqual([
      '開始は2025年4月14日(月) 10:00です。',
      'It starts on Mon 14 Apr 2025 10:00.',
    ])
    expect(line('fitsAllowance', 'draws', { allowance: 'trainings', asked: 1, leftAfter: 4, from: null })).toEqual([
      'trainingsから1回を使い、残りは4回になります。',
      'trainings: this takes 1 and leaves 4.',
    ])
    expect(line('inServiceWindow', 'broken', { date: '2025-04-26', name: 'saturday' }, 'not-a-business-day')).toEqual([
      '2025年4月26日(土)は土曜日のため、営業日ではありません。別の日をお選びください。',
      'Sat 26 Apr 2025 is not a business day (a Saturday). Please choose another day.',
    ])
    expect(line('notRetired', 'broken', { until: '2024-11-01' }, 'retired')).toEqual([
      'このサービスの提供は2024年10月31日で終了しました。',
      'This service is no longer offered; its last day was 31 Oct 2024.',
    ])
    expect(line('sessionsCancelled', 'holds', { count: 1 })[1]).toBe(
      'One session after the end will be cancelled, and what it took is returned.',
    )
    expect(line('stateAllows', 'broken', { state: 'cancelled', action: 'session.move' }, 'wrong-state')[1]).toBe(
      'This cannot be moved: it is cancelled.',
    )
    expect(line('staffFree', 'broken', { staff: '01900000-0000-7000-8000-000000000000' }, 'staff-busy')[0]).toMatch(
      /^担当者には/,
    )
  })

  it('a rule that gives too few facts is said by its code', () => {
    expect(say(['fitsAllowance', 'broken', {}, 'allowance-exceeded'], 'en')).toBe(
      'Not enough is left of the allowance.',
    )
    expect(say(['unheardOf', 'holds', {}], 'ja')).toBe('条件を満たしています。')
  })

  it('charges name their amount, or that it is not known', () => {
    const charge = { kind: 'travel-expense' as const, currency: 'JPY', quantity: 1, unit: 'journey', clause: 'x.1' }
    const charges = [
      { ...charge, amount: null },
      { ...charge, kind: 'language-surcharge' as const, amount: 100_000 },
    ]
    expect(chargesDetail({ charges }, 'ja')).toContain(
      '出張費 実費または別途お見積もり、外国語対応の追加料金 100,000円',
    )
    expect(chargesDetail({ charges }, 'en')).toContain(
      'travel expenses, at cost or as quoted; language surcharge, ¥100,000',
    )
    expect(chargesDetail({ charges: [{ ...charge, currency: 'EUR', amount: 12_345 }] }, 'en')).toContain('€123.45')
  })
})

describe('field errors', () => {
  it('name bounds and choices where they are known', () => {
    expect(fieldDetail('too-big', 'until', 'en', { maximum: 400 })).toBe('“until” must be 400 or less.')
    expect(fieldDetail('not-one-of', 'plan', 'en', { allowed: 'basic, advanced' })).toBe(
      '“plan” must be one of: basic, advanced.',
    )
    expect(fieldDetail('not-one-of', 'plan', 'ja')).toBe('「plan」に使えない値が指定されています。')
    expect(fieldDetail('too-big', 'until', 'ja')).toBe('「until」の書き方が正しくありません。')
  })
})
