import { describe, expect, it } from 'vitest'
import { readScenarios } from './format.ts'
import { type FileProblem, problemLine } from './problem.ts'
import { REFERENCE_VOCABULARY, type Vocabulary } from './vocabulary.ts'

/** An account and a running contract; every broken file below goes on from here as step 3. */
const OPENED = `name: Broken
clauses: [basic.11]
steps:
  - at: 2025-04-01T09:00
    do: account.create
    with: { account: acme, name: 株式会社アクメ, prefecture: 東京都 }
  - do: contract.open
    with: { contract: k1, account: acme, plan: basic, start: 2025-04-01, acceptTerms: true }
    expect: { outcome: allowed }
`
const step = (action: string, fields: string, more = '') =>
  `${OPENED}  - do: ${action}\n    with: { ${fields} }\n${more}`
const booking = (fields: string) => `session: s1, contract: k1, kind: meeting, place: online, ${fields}`
const MEETING = booking('start: 2025-04-14T10:00, minutes: 60')

const read = (text: string, words = REFERENCE_VOCABULARY) => readScenarios(text, words)
/** As the author gets them, but for the line of a field, which has tests of its own. */
const lines = (problems: FileProblem[]) =>
  problems.map(({ line, ...p }) => problemLine({ ...p, ...(line && !p.scenario && { line }) }, 'en', 'f.yaml'))
const AT_3 = 'f.yaml: scenario 1 "Broken", step 3: '

describe('a file that holds', () => {
  it('gives its scenarios with the time of each step and the fields as written', () => {
    const { scenarios, problems } = read(step('session.book', MEETING, '    exactly: { because: [] }\n'))
    expect(problems).toEqual([])
    expect(scenarios).toHaveLength(1)
    expect(scenarios[0]).toMatchObject({ number: 1, name: 'Broken', clauses: ['basic.11'] })
    expect(scenarios[0]!.steps[2]).toEqual({
      number: 3,
      at: '2025-04-01T09:00',
      do: 'session.book',
      with: { session: 's1', contract: 'k1', kind: 'meeting', place: 'online', start: '2025-04-14T10:00', minutes: 60 },
      exactly: { because: [] },
    })
  })

  it('may hold several documents, empty ones and comments, or be JSON', () => {
    expect(read(`# first\n---\n${OPENED}---\n${OPENED}---\n`).scenarios.map((s) => s.number)).toEqual([1, 2])
    const account = {
      name: 'J',
      steps: [{ at: '2025-04-01T09:00', do: 'holiday.add', with: { date: '2025-04-02', name: '創立記念日' } }],
    }
    expect(read(JSON.stringify(account, null, '\t')).problems).toEqual([])
    expect(read(JSON.stringify([account, account])).scenarios).toHaveLength(2)
  })

  it('reads `on` as a word, with and without quotes and under a YAML 1.1 header', () => {
    for (const text of [
      step('contract.end', 'contract: k1, on: 2025-05-01'),
      step('contract.end', 'contract: k1, "on": 2025-05-01'),
    ]) {
      expect(read(text).scenarios[0]!.steps[2]!.with).toEqual({ contract: 'k1', on: '2025-05-01' })
    }
    const old = read(`%YAML 1.1\n---\n${step('contract.end', 'contract: k1, on: 2025-05-01')}`)
    expect(old.scenarios[0]!.steps[2]!.with).toEqual({ contract: 'k1', on: '2025-05-01' })
  })

  it('may give a name again whose thing was quoted, refused or cancelled', () => {
    const open = 'contract: k2, account: acme, plan: premier, start: 2025-08-01'
    expect(
      read(
        step(
          'contract.quote',
          open,
          `  - do: contract.open\n    with: { ${open}, acceptTerms: false }\n  - do: contract.open\n    with: { ${open}, acceptTerms: true }\n`,
        ),
      ).problems,
    ).toEqual([])
    const booked = step('session.book', MEETING, '    expect: { outcome: allowed }\n')
    const again = `  - do: session.book\n    with: { ${MEETING} }\n`
    expect(read(`${booked}  - do: session.cancel\n    with: { session: s1 }\n${again}`).problems).toEqual([])
    expect(lines(read(booked + again).problems)).toEqual([
      'f.yaml: scenario 1 "Broken", step 4: with.session: "s1" already names the session of step 3: write another name',
    ])
  })

  it('may name what is not there when that is expected', () => {
    const text = step('session.cancel', 'session: ghost', '    expect: { because: [unknown-reference] }\n')
    expect(read(text).problems).toEqual([])
  })

  it('takes its plans, kinds and offices from the catalogue it is read under', () => {
    const words: Vocabulary = { ...REFERENCE_VOCABULARY, plans: ['bronze'], allowances: ['hours'] }
    expect(lines(read(OPENED, words).problems)).toEqual([
      'f.yaml: scenario 1 "Broken", step 2: with.plan: "basic" is not known: write one of bronze',
    ])
    const bronze = OPENED.replace('plan: basic', 'plan: bronze').replace(
      '{ outcome: allowed }',
      '{ remaining: { hours: 1 } }',
    )
    expect(read(bronze, words).problems).toEqual([])
  })
})

/** One broken file for each mistake, with the exact words that its author gets. */
const MISTAKES: [what: string, text: string, ...problems: string[]][] = [
  ['nothing in it', '# only a comment\n', 'f.yaml: holds no scenario: write name, clauses and steps'],
  [
    'no YAML',
    'steps:\n  - [1\n',
    'f.yaml: line 3, column 1: is neither YAML nor JSON: Flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
  ['a key twice', 'name: a\nname: b\n', 'f.yaml: line 2, column 1: is neither YAML nor JSON: Map keys must be unique'],
  [
    'a tag',
    'name: !!js/function x\n',
    'f.yaml: line 1, column 7: is neither YAML nor JSON: Unresolved tag: tag:yaml.org,2002:js/function',
  ],
  ['brackets without end', '['.repeat(20_000), 'f.yaml: nested more than 100 levels deep: this is no scenario'],
  [
    'a bomb of aliases',
    `a: &a [x]\nb: &b [${'*a,'.repeat(60)}]\nc: [${'*b,'.repeat(60)}]\n`,
    'f.yaml: document 1: its aliases unfold too far or name no anchor: write the values out',
  ],
  [
    'plain text',
    'hello',
    'f.yaml: scenario 1: "hello" is no mapping: write the fields of a scenario: name, clauses, steps',
  ],
  [
    'no name, no steps',
    'clauses: []\n',
    'f.yaml: scenario 1: name: is missing: write the name of the scenario, in quotes where it looks like a number',
    'f.yaml: scenario 1: steps: is missing: write a list of steps',
  ],
  ['steps left empty', 'name: a\nsteps: []\n', 'f.yaml: scenario 1 "a": steps: is empty: write at least one step'],
  [
    'an unknown field of the scenario',
    `title: x\n${OPENED}`,
    'f.yaml: scenario 1 "Broken": title: is no field of a scenario: write one of name, clauses, steps',
  ],
  [
    'no first time',
    OPENED.replace('at: 2025-04-01T09:00\n    ', ''),
    'f.yaml: scenario 1 "Broken", step 1: at: is missing: write the time of the first step, such as 2025-04-01T09:00',
  ],
  [
    'a time without minutes',
    `${OPENED}  - at: 2025-04-02T09\n    do: contract.end\n    with: { contract: k1, on: 2025-05-01 }\n`,
    `${AT_3}at: "2025-04-02T09" is no time of the calendar: write YYYY-MM-DDTHH:MM without a zone, such as 2025-04-14T10:00`,
  ],
  [
    'a time with a zone',
    step('session.book', booking('start: 2025-04-14T10:00+09:00, minutes: 60')),
    `${AT_3}with.start: "2025-04-14T10:00+09:00" is no time of the calendar: write YYYY-MM-DDTHH:MM without a zone, such as 2025-04-14T10:00`,
  ],
  [
    'an impossible date',
    step('contract.end', 'contract: k1, on: 2025-02-30'),
    `${AT_3}with.on: "2025-02-30" is no date of the calendar: write YYYY-MM-DD, such as 2025-04-01`,
  ],
  [
    'an hour that no day has',
    step('desk.close', 'date: 2025-04-18, from: 25:00'),
    `${AT_3}with.from: "25:00" is no time of day: write HH:MM, such as 13:30`,
  ],
  [
    'a clock that goes back',
    `${OPENED}  - at: 2025-03-01T09:00\n    do: contract.end\n    with: { contract: k1, on: 2025-05-01 }\n`,
    `${AT_3}at: 2025-03-01T09:00 is before the step above, 2025-04-01T09:00: write a time from then on, a clock does not go back`,
  ],
  [
    'no action',
    `${OPENED}  - with: { contract: k1 }\n`,
    `${AT_3}do: is missing: write an action, in quotes where it looks like a number`,
  ],
  [
    'an unknown field of a step',
    step('session.book', MEETING, '    expects: {}\n'),
    `${AT_3}expects: is no field of a step: write one of at, do, with, expect, exactly`,
  ],
  [
    'an action without fields',
    `${OPENED}  - do: session.cancel\n`,
    `${AT_3}with: is missing: write the fields of session.cancel: session`,
  ],
  [
    'an unknown field of an action',
    step('session.cancel', 'sesion: s1'),
    `${AT_3}with.session: is missing: write the file's own name of a session, such as a1`,
    `${AT_3}with.sesion: is no field of session.cancel: write one of session`,
  ],
  [
    'an unknown kind',
    step('session.book', MEETING.replace('kind: meeting', 'kind: meetup')),
    `${AT_3}with.kind: "meetup" is not known: write one of kickoff, meeting, training, preparation, review`,
  ],
  [
    'a word for yes',
    step('contract.change', 'contract: k1, on: 2025-05-01, acceptCharges: yes'),
    `${AT_3}with.acceptCharges: "yes" is not a yes or no: write true or false`,
  ],
  [
    'half a minute',
    step('session.book', booking('start: 2025-04-14T10:00, minutes: 0.5')),
    `${AT_3}with.minutes: 0.5 is not possible: write a whole number of minutes from 1`,
  ],
  [
    'negative minutes',
    step('session.complete', 'session: s1, minutes: -5'),
    `${AT_3}with.minutes: -5 is not possible: write a whole number of minutes from 0`,
  ],
  [
    'two holders',
    step('session.book', `order: o1, ${MEETING}`),
    `${AT_3}with: write exactly one of contract, order, project`,
  ],
  ['no holder', step('balance.read', ''), `${AT_3}with: write exactly one of contract, order, project`],
  [
    'a list that is none',
    step('contract.change', 'contract: k1, on: 2025-05-01, addOptions: survey'),
    `${AT_3}with.addOptions: "survey" is no list: write a list of options`,
  ],
  [
    'a wrong field inside an add-on',
    step(
      'contract.change',
      'contract: k1, on: 2025-05-01, addOns: [{ order: o1, addOn: card-mail, acceptTerms: true, account: acme }]',
    ),
    `${AT_3}with.addOns[0].account: is no field of an add-on: write one of order, addOn, start, months, tenant, target, language, options, acceptTerms, acceptCharges`,
  ],
  [
    'a visit without its journey',
    step('intake.request', 'intake: i1, contract: k1, way: visit'),
    `${AT_3}with.minutesAway: is missing: a visit needs the minutes of the journey from the office`,
  ],
  [
    'cards that are no number',
    step('intake.receive', 'intake: i1, consignment: c1, direction: to-vendor, kits: [], cards: many'),
    `${AT_3}with.cards: write the number of cards for one kit, or kit: number for each kit, from 0`,
  ],
  [
    'a number for a version',
    step('terms.consent', 'contract: k1, version: 2'),
    `${AT_3}with.version: 2 is no text: write the version, in quotes where it looks like a number`,
  ],
  [
    'an unknown outcome',
    step('session.book', MEETING, '    expect: { outcome: okay }\n'),
    `${AT_3}expect.outcome: "okay" is not known: write one of allowed, charged, refused`,
  ],
  [
    'an unknown field of expect',
    step('session.book', MEETING, '    expect: { left: 3 }\n'),
    `${AT_3}expect.left: is no field of expect: write one of outcome, applied, because, cites, remedies, warnings, charges, draws, remaining, lapsed, version, consent, period, phase, deadline, state`,
  ],
  [
    'an unknown allowance',
    step('session.book', MEETING, '    exactly: { remaining: { talks: 3 } }\n'),
    `${AT_3}exactly.remaining.talks: is no allowance: write one of meetings, trainings, support, trips, integration-meetings, reviews, preparation`,
  ],
  [
    'an unknown charge kind',
    step('session.book', MEETING, '    expect: { charges: [{ kind: fee }] }\n'),
    `${AT_3}expect.charges[0].kind: "fee" is not known: write one of service-fee, travel-expense, language-surcharge, extension-month, cancellation-fee, change-fee, data-conversion`,
  ],
  [
    'an unknown warning',
    step('session.book', MEETING, '    expect: { warnings: [no-hours-left, late] }\n'),
    `${AT_3}expect.warnings[1]: "late" is not known: write one of no-hours-left, deadline-past, custody-over-two-weeks, estimate-exceeded, subcontracted`,
  ],
  [
    'an unknown name',
    step('session.cancel', 'session: s9'),
    `${AT_3}with.session: no earlier step makes a session "s9": make it in an earlier step`,
  ],
  [
    'a mistyped name',
    step('contract.end', 'contract: k2, on: 2025-05-01'),
    `${AT_3}with.contract: no earlier step makes a contract "k2": write one of k1`,
  ],
  [
    'the name of something else',
    step('contract.end', 'contract: acme, on: 2025-05-01'),
    `${AT_3}with.contract: no earlier step makes a contract "acme": "acme" names an account, write it under its own field`,
  ],
  [
    'a name that comes later',
    step('session.cancel', 'session: s1', `  - do: session.book\n    with: { ${MEETING} }\n`),
    `${AT_3}with.session: no earlier step makes a session "s1": step 4 makes it, move that step up`,
  ],
  [
    'a name given twice',
    step('account.create', 'account: acme, name: B, prefecture: 東京都'),
    `${AT_3}with.account: "acme" already names the account of step 1: write another name`,
  ],
  [
    'a name given twice in one step',
    step(
      'contract.change',
      'contract: k1, on: 2025-05-01, addOns: [{ order: o1, addOn: card-mail, acceptTerms: true }, { order: o1, addOn: card-mail, acceptTerms: true }]',
    ),
    `${AT_3}with.addOns[1].order: "o1" already names the order of step 3: write another name`,
  ],
  [
    'a kit of another intake',
    step('intake.import', 'intake: i1, stage: 1, kit: kit1, imported: 3'),
    `${AT_3}with.intake: no earlier step makes an intake "i1": make it in an earlier step`,
    `${AT_3}with.kit: no earlier step makes a kit "kit1": make it in an earlier step`,
  ],
]

/** The lines of a text in which its problems are said to stand, with the fields they are about. */
const places = (source: string) =>
  read(source).problems.map((p) => [p.field, source.split('\n')[(p.line ?? 0) - 1]?.trim()])

describe('the line of a problem', () => {
  it.each(MISTAKES)('with %s stands in the file', (_what, text) => {
    const count = text.split('\n').length
    for (const p of read(text).problems.filter((q) => q.scenario))
      expect(p.line).toBeOneOf([...Array(count + 1).keys()].slice(1))
  })

  it('is that of the field, of the step where a field is missing, of the scenario where its steps are', () => {
    const flow = `${OPENED}  - at: 2025-05-01T09:00
    do: contract.change
    with:
      contract: k2
      on: 2025-02-30
      addOns:
        - order: o1
          addOn: card-post
          acceptTerms: true
    expect:
      remaining:
        talks: 3
  - do: session.cancel
    with: {}
---
# the second
name: Two
`
    expect(places(flow)).toEqual([
      ['with.on', 'on: 2025-02-30'],
      ['with.addOns[0].addOn', 'addOn: card-post'],
      ['expect.remaining.talks', 'talks: 3'],
      ['with.session', 'with: {}'],
      ['steps', 'name: Two'],
    ])
    const told = read(flow).problems.map((p) => problemLine(p, 'en', 'f.yaml'))
    expect(told).toContain(
      'f.yaml: line 14: scenario 1 "Broken", step 3: with.on: "2025-02-30" is no date of the calendar: write YYYY-MM-DD, such as 2025-04-01',
    )
  })

  it('is found for names and times, in lists at the top, through anchors and in JSON', () => {
    expect(places(step('contract.end', 'contract: k2,\n            on: 2025-05-01'))).toEqual([
      ['with.contract', 'with: { contract: k2,'],
    ])
    const item = {
      name: 'J',
      steps: [{ at: '2025-04-01T09', do: 'holiday.add', with: { date: '2025-04-02', name: 'x' } }],
    }
    expect(places(JSON.stringify([item, item], null, 1)).map(([, line]) => line)).toEqual([
      '"at": "2025-04-01T09",',
      '"at": "2025-04-01T09",',
    ])
    expect(read(JSON.stringify([item, item], null, 1)).problems.map((p) => p.line)).toEqual([6, 19])
    const shared = `name: A\nsteps:\n  - at: 2025-04-01T09:00\n    do: holiday.add\n    with: &w\n      name: x\n  - { do: holiday.add, with: *w }\n`
    expect(read(shared).problems.map((p) => [p.step, p.line])).toEqual([
      [1, 5],
      [2, 7],
    ])
  })
})

describe('in Japanese', () => {
  const said = (text: string) => read(text).problems.map((p) => problemLine(p, 'ja'))

  it.each(MISTAKES)('a file with %s is told so without a word of English', (_what, text) => {
    for (const { text: words } of read(text).problems) {
      expect(words.ja).toMatch(/[ぁ-ん]/)
      // What stays as it is written in a file: values, fields, codes, examples.
      expect(words.ja).not.toMatch(/\b(is|write|the|of|step|names|missing)\b/)
    }
  })

  it('says place, field, what is wrong and what to write instead', () => {
    expect(said(step('contract.end', 'contract: k1, on: 2025-02-30'))).toEqual([
      '11 行目: シナリオ 1「Broken」のステップ 3: with.on: "2025-02-30" は暦にある日付ではありません。YYYY-MM-DD の形で書いてください（例: 2025-04-01）。',
    ])
    expect(said('name: a\nname: b\n')).toEqual([
      '2 行目の 1 文字目: YAML としても JSON としても読み取れません。同じ項目が2回書かれています。',
    ])
    expect(said(step('session.cancel', 'session: s9'))).toEqual([
      '11 行目: シナリオ 1「Broken」のステップ 3: with.session: 予定「s9」を作るステップが前にありません。これより前のステップで作ってください。',
    ])
  })
})

describe('a broken file', () => {
  it.each(MISTAKES)('with %s is told so', (_what, text, ...problems) => {
    const result = read(text)
    expect(lines(result.problems)).toEqual(problems)
    expect(result.scenarios).toEqual([])
  })

  it('names an unknown action with all that there are', () => {
    const [line] = lines(read(step('session.bok', 'session: s1')).problems)
    expect(line).toMatch(
      /^f\.yaml: scenario 1 "Broken", step 3: do: "session\.bok" is no action: write one of staff\.create, .*session\.book/,
    )
  })

  it('tells every mistake at once, each on one line', () => {
    const text = `${OPENED}  - do: session.move\n    with: { start: soon }\n    expect: { phase: "a\\nb" }\n---\nname: Two\n`
    const told = lines(read(text).problems)
    expect(told).toHaveLength(4)
    expect(told.join('')).not.toContain('\n')
    expect(told[3]).toBe('f.yaml: scenario 2 "Two": steps: is missing: write a list of steps')
  })

  it('from a page is bounded in scenarios, steps and characters', () => {
    const limits = { scenarios: 1, steps: 3, characters: 2000 }
    const told = (text: string) =>
      readScenarios(text, REFERENCE_VOCABULARY, limits).problems.map((p) => problemLine(p, 'en'))
    expect(told(OPENED)).toEqual([])
    expect(told(`${OPENED}---\n${OPENED}`)).toEqual([
      'holds 2 scenarios: write at most 1',
      'holds 4 steps: write at most 3',
    ])
    expect(told(`${OPENED}# ${'x'.repeat(2000)}`)).toEqual(['is longer than 2000 characters: split it'])
  })
})
