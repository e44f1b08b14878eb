import { describe, expect, test } from 'vitest'
import { casesIn, errorsOf, WHOLE } from './bad-catalogues.fixture.ts'

test('the catalogue that all cases start from has no mistake', () => expect(errorsOf(WHOLE)).toEqual([]))

describe('a file that cannot be read', () =>
  casesIn('1.yaml', [
    [
      'is cut short',
      `languages: [ja, en]
author`,
      `languages: [ja, en
author`,
      '1.yaml:8: (whole file): not readable as YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    [
      'says one thing twice',
      'currency: JPY',
      `currency: JPY
currency: EUR`,
      '1.yaml:6: (whole file): "currency" stands twice in one mapping, so that one of the two would be lost; keep one',
    ],
    [
      'names an anchor that does not exist',
      `kinds:
  talk:`,
      `kinds:
  talk: *nowhere
  tolk:`,
      '1.yaml:1: (whole file): not readable as YAML: Unresolved alias (the anchor must be set before the alias): nowhere',
    ],
    [
      'says one name twice in a register',
      '  there: { name: { ja: 先方',
      '  video: { name: { ja: 先方',
      '1.yaml:30: (whole file): "video" stands twice in one mapping, so that one of the two would be lost; keep one',
    ],
  ]))

describe('a field', () =>
  casesIn('1.yaml', [
    [
      'that nobody knows',
      '        limit: { value: 2',
      '        limitt: { value: 2',
      '1.yaml:44: supports.plain.sessions.talk.limitt: unknown field "limitt"; the fields here are "places", "draws", "maxMinutes", "limit", "after"',
    ],
    [
      'that nobody knows in one of several shapes',
      'rule: delivered, clause: t.2 }',
      'rule: delivered, clause: t.2, months: 2 }',
      '1.yaml:104: addOns.course.period.months: unknown field "months"; the fields here are "rule", "clause"',
    ],
    [
      'that nobody knows at the top',
      'currency: JPY',
      'curency: JPY',
      '1.yaml:1: currency: missing; write a text',
      '1.yaml:5: curency: unknown field "curency"; the fields here are "catalogue", "version", "effective", "name", "currency", "timeZone", "languages", "authoritativeLanguage", "acceptance", "oneRunningContract", "adjustment", "holidays", "yearlyClosures", "hours", "regions", "offices", "kinds", "places", "allowances", "supports", "plans", "addOns", "options", "prices", "retirements", "rules"',
    ],
    [
      'that is missing',
      `    rank: 1
`,
      '',
      '1.yaml:80: plans.small.rank: missing; write a number',
    ],
    [
      'with another value than its choices',
      `window: phase, clause: t.1 }
    trips`,
      `window: week, clause: t.1 }
    trips`,
      '1.yaml:48: supports.plain.allowances.talks.window: write one of "phase", "service-month", "calendar-month", "contract-year", "order"',
    ],
    [
      'with another rule than those there are',
      'rule: delivered',
      'rule: forever',
      '1.yaml:104: addOns.course.period.rule: write one of "months", "stated", "extends", "delivered"',
    ],
    [
      'that is a text instead of a number',
      'talks: { value: 60',
      'talks: { value: sixty',
      '1.yaml:48: supports.plain.allowances.talks.value: write a number',
    ],
    [
      'that is half a minute',
      'talks: { value: 60',
      'talks: { value: 60.5',
      '1.yaml:48: supports.plain.allowances.talks.value: write a whole number',
    ],
    [
      'of nothing',
      'talks: { value: 60',
      'talks: { value: 0',
      '1.yaml:48: supports.plain.allowances.talks.value: write a number above 0',
    ],
    [
      'that is a list where one is meant',
      'support: course',
      'support: [course]',
      '1.yaml:103: addOns.course.support: write a text',
    ],
    [
      'that is one where a list is meant',
      'subcontracting: { value: [class]',
      'subcontracting: { value: class',
      '1.yaml:58: supports.course.subcontracting.value: write a list',
    ],
    [
      'of languages that is neither a list nor of the order',
      'languages: { value: of-the-order',
      'languages: { value: any',
      '1.yaml:55: supports.course.languages.value: write "of-the-order", or a list',
    ],
    [
      'that is empty',
      `video], clause: t.1 }
        draws: { allowance: classes`,
      `], clause: t.1 }
        draws: { allowance: classes`,
      '1.yaml:63: supports.course.sessions.class.places.value: write at least 1 item',
    ],
    [
      'without the Japanese words',
      'name: { ja: 画面, en: Video }',
      'name: { en: Video }',
      '1.yaml:29: places.video.name.ja: missing; write a text',
    ],
    [
      'with words in a language of nobody',
      'name: { ja: 画面, en: Video }',
      'name: { ja: 画面, en: Video, jp: 画面 }',
      '1.yaml:29: places.video.name.jp: "jp" is no language of the vendor; write one of "ja", "en"',
    ],
    [
      'with a name that is none',
      '  there: { name: { ja: 先方',
      '  There: { name: { ja: 先方',
      '1.yaml:30: places.There: "There" is no name; write a lower-case name such as "training-3h"',
    ],
    [
      'without its clause',
      'limit: { value: 2, clause: t.1 }',
      'limit: { value: 2 }',
      '1.yaml:44: supports.plain.sessions.talk.limit.clause: missing; write a text',
    ],
    [
      'with a clause that is no id',
      'limit: { value: 2, clause: t.1 }',
      'limit: { value: 2, clause: first }',
      '1.yaml:44: supports.plain.sessions.talk.limit.clause: write a clause id such as "basic.11"',
    ],
    [
      'with a day that does not exist',
      'effective: 2025-01-01',
      'effective: 2025-02-30',
      '1.yaml:3: effective: write a day that exists, such as "2025-02-28"',
    ],
    [
      'with a day that is no day',
      'effective: 2025-01-01',
      'effective: January',
      '1.yaml:3: effective: write a date such as "2025-04-01"',
    ],
    [
      'with a month and day that does not exist',
      'to: 01-03',
      'to: 13-03',
      '1.yaml:13: yearlyClosures.value.0.to: write a month and day that exists, such as "12-29"',
    ],
    [
      'with a time that does not exist',
      'until: "17:00"',
      'until: "24:30"',
      '1.yaml:17: hours.day.windows.1.until: write a time such as "10:00"',
    ],
    [
      'that stands twice in a list',
      '[video, there]',
      '[video, video, there]',
      '1.yaml:42: supports.plain.sessions.talk.places.value.1: "video" stands twice in the list; keep one',
    ],
  ]))

describe('a register', () =>
  casesIn('clauses.yaml', [
    [
      'that holds a clause twice',
      '  - { id: t.2',
      `  - { id: t.1, kinds: [inform], title: { ja: 題, en: Title }, text: { ja: 文, en: Text } }
  - { id: t.2`,
      'clauses.yaml:3: clauses.1.id: clause "t.1" stands twice; give each clause once',
    ],
    [
      'that lacks a corner which the rules cite',
      `  - { id: edge.10, kinds: [enforce], title: { ja: 題, en: Title }, text: { ja: 文, en: Text } }
`,
      '',
      'clauses.yaml:1: clauses: the rules cite "edge.10", of which there are no words; add them',
    ],
    [
      'with a way of meeting a clause that there is not',
      'id: t.2, kinds: [enforce]',
      'id: t.2, kinds: [forbid]',
      'clauses.yaml:3: clauses.1.kinds.0: write one of "enforce", "run", "inform", "record"',
    ],
    [
      'with words in a language of nobody',
      'id: t.3, kinds: [enforce], title: { ja: 題',
      'id: t.3, kinds: [enforce], title: { fr: Titre, ja: 題',
      'clauses.yaml:4: clauses.2.title.fr: "fr" is no language of the vendor; write one of "ja", "en"',
    ],
  ]))
