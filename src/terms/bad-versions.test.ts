import { describe } from 'vitest'
import { casesIn } from './bad-catalogues.fixture.ts'

describe('a later version', () =>
  casesIn('2.yaml', [
    [
      'of a place that does not exist',
      'at: supports.plain.allowances.talks.value',
      'at: supports.plain.allowances.chats.value',
      '2.yaml:6: changes.0.at: "chats" of "supports.plain.allowances.chats.value" does not exist; name a place that does',
    ],
    [
      'of a field that does not exist',
      `at: plans.small.period
`,
      `at: plans.small.length
`,
      '2.yaml:8: changes.1.at: "length" of "plans.small.length" does not exist; name a place that does',
    ],
    [
      'of something every object has',
      `at: plans.small.period
`,
      `at: plans.constructor
`,
      '2.yaml:8: changes.1.at: "constructor" of "plans.constructor" does not exist; name a place that does',
    ],
    [
      'that changes nothing',
      'talks.value, value: 90',
      'talks.value, value: 60',
      '2.yaml:6: changes.0.at: "supports.plain.allowances.talks.value" has this value already; write another or drop the change',
    ],
    [
      'that changes one place twice',
      `at: plans.small.period
    value: { value: 4, clause: t.3, renews: false }`,
      `at: supports.plain.allowances.talks
    value: { value: 30, window: phase, clause: t.1 }`,
      '2.yaml:8: changes.1.at: two changes of equal rank, at "supports.plain.allowances.talks.value" and "supports.plain.allowances.talks"; keep one',
    ],
    [
      'with a value of the wrong shape',
      'value: { value: 4, clause: t.3, renews: false }',
      'value: { value: 4, clause: t.3, renews: never }',
      '2.yaml:9: plans.small.period.renews: write true or false',
    ],
    [
      'with a clause that does not exist',
      `  - clause: t.3
`,
      `  - clause: t.9
`,
      '2.yaml:7: changes.1.clause: clause "t.9" is not in clauses.yaml; add it there or name an existing one',
    ],
    [
      'with a clause in its value that does not exist',
      'value: { value: 4, clause: t.3',
      'value: { value: 4, clause: t.9',
      '2.yaml:9: plans.small.period.clause: clause "t.9" is not in clauses.yaml; add it there or name an existing one',
    ],
    [
      'that takes away what something else needs',
      `at: plans.small.period
    value: { value: 4, clause: t.3, renews: false }`,
      `at: addOns.link.connection.clause
    value: t.3
  - clause: t.3
    at: plans
    value: {}`,
      '2.yaml:5: supports.plain: no plan or add-on gives this support; name it there or drop it',
      '2.yaml:5: options.hub.needs.plans.0: plan "large" does not exist; there is none yet, so drop it or add one',
      '2.yaml:5: supports.plain.excluded.class.remedies.1: plan or add-on "large" does not exist; write one of "course", "link", "link-month"',
    ],
    [
      'of a version that does not exist',
      'basedOn: "1"',
      'basedOn: "0"',
      '2.yaml:4: basedOn: version "0" does not exist; write one of "1"',
    ],
    [
      'of itself',
      'basedOn: "1"',
      'basedOn: "2"',
      '2.yaml:4: basedOn: a circle of versions: "2" is based on "2", which is based on it in turn; write one of "1"',
    ],
    [
      'on the same day',
      'effective: 2025-06-01',
      'effective: 2025-01-01',
      '2.yaml:3: effective: version "1" takes effect on 2025-01-01 too, so neither is in force; write another day',
    ],
    [
      'before what it changes',
      'effective: 2025-06-01',
      'effective: 2024-06-01',
      '2.yaml:3: effective: takes effect before version "1" (2025-01-01), which it changes; write a later day',
    ],
    [
      'under the same name',
      'version: "2"',
      'version: "1"',
      '2.yaml:2: version: version "1" stands in 1.yaml too; give each its own',
    ],
    [
      'of another catalogue',
      'catalogue: small',
      'catalogue: large',
      '2.yaml:1: catalogue: changes a version of catalogue "small"; write "small"',
    ],
    [
      'in another zone',
      `at: plans.small.period
    value: { value: 4, clause: t.3, renews: false }`,
      `at: timeZone
    value: Europe/Berlin`,
      '2.yaml:9: timeZone: differs from version "1"; it is one for all versions, write "Asia/Tokyo"',
    ],
    [
      'with a field that nobody knows',
      'basedOn: "1"',
      `basedOn: "1"
because: now`,
      '2.yaml:5: because: unknown field "because"; the fields here are "catalogue", "version", "effective", "basedOn", "changes"',
    ],
  ]))
