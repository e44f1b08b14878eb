import { describe } from 'vitest'
import { casesIn } from './bad-catalogues.fixture.ts'

describe('two rules of equal rank', () =>
  casesIn('1.yaml', [
    [
      'for the order of plans',
      'rank: 2',
      'rank: 1',
      '1.yaml:92: plans.large.rank: plans "small" and "large" have equal rank 1, so neither is the upgrade of the other; give each its own',
    ],
    [
      'for a price',
      '- { charge: service-fee, item: course, amount: 100',
      '- { charge: service-fee, amount: 100',
      '1.yaml:124: prices.1: two prices of equal rank for "service-fee" from 2025-01-01; keep one or give it another date',
    ],
    [
      'for a kind that is included and excluded',
      'class: { clause: t.2, remedies: [course, large] }',
      `class: { clause: t.2, remedies: [course, large] }
      talk: { clause: t.2, remedies: [] }`,
      '1.yaml:47: supports.plain.excluded.talk: "talk" is both included and excluded, and neither rule overrides the other; keep one',
    ],
    [
      'for a period, where the override is not said',
      'overrides: t.2 }]',
      'overrides: t.1 }]',
      '1.yaml:109: addOns.link.period.targets.0.overrides: two periods apply and neither overrides the other; write "t.2"',
    ],
    [
      'for a period of one target',
      ', targets: [{',
      ', targets: [{ target: " ZED", value: 4, clause: t.3, overrides: t.2 }, {',
      '1.yaml:109: addOns.link.period.targets.1.target: two periods of equal rank for "Zed"; keep one',
    ],
    [
      'for projects that are included and excluded',
      'hours: own, hoursClause: t.2 }',
      `hours: own, hoursClause: t.2 }
    projectsExcluded: { clause: t.2, remedies: [] }`,
      '1.yaml:99: plans.large.projectsExcluded: projects are both included and excluded, and neither rule overrides the other; keep one',
    ],
    [
      'for a last day',
      `prices:
`,
      `retirements:
  - { service: link, lastDay: 2025-01-31, clause: t.2 }
  - { service: link, lastDay: 2025-02-28, clause: t.2 }
prices:
`,
      '1.yaml:124: retirements.1: two last days of equal rank for "link"; keep one',
    ],
    [
      'for what is sold under one name',
      `  link-month:
`,
      `  large:
`,
      '1.yaml:113: addOns.large: "large" is a plan too; what is sold has one name, choose another',
      '1.yaml:110: addOns.link.pastEnd.remedies.0: plan or add-on "link-month" does not exist; write one of "small", "large", "course", "link"',
    ],
    [
      'for the plan that a name means',
      'name: { ja: 大, en: Large }',
      'name: { ja: 大, en: mini }',
      '1.yaml:91: plans.large.name.en: "mini" names plan "small" too; give each plan names of its own',
    ],
    [
      'for the region that a name means',
      'aliases: [京都, Kyoto]',
      'aliases: [京都, "tokyo "]',
      '1.yaml:20: regions.1: "tokyo" may mean "東京都", "京都府"; each way of writing a region must mean one',
    ],
  ]))

describe('parts that do not fit together', () =>
  casesIn('1.yaml', [
    [
      'a kind of which nothing is said',
      `      class: { clause: t.2, remedies: [course, large] }
`,
      `      {}
`,
      '1.yaml:45: supports.plain.excluded: nothing is said of "class"; include it under "sessions" or exclude it here with its clause',
    ],
    [
      'a count drawn as minutes',
      'draws: { allowance: classes, as: count',
      'draws: { allowance: classes, as: minutes',
      '1.yaml:64: supports.course.sessions.class.draws.as: "classes" has the unit "count"; write "count"',
    ],
    [
      'an allowance that nothing draws',
      '      talks: { value: 60',
      `      classes: { value: 2, window: phase, clause: t.1 }
      talks: { value: 60`,
      `1.yaml:48: supports.plain.allowances.classes: no session draws on "classes"; name it in a session's "draws" or drop it`,
    ],
    [
      'trips among the allowances',
      '      talks: { value: 60',
      `      trips: { value: 2, window: phase, clause: t.1 }
      talks: { value: 60`,
      '1.yaml:48: supports.plain.allowances.trips: "trips" has its own field; write it under "trips"',
    ],
    [
      'trips that are not counted',
      `  trips: { name: { ja: 出張, en: Trips }, unit: count }
`,
      '',
      '1.yaml:48: supports.plain.trips: trips are counted, but "allowances" has no "trips" of unit count; add it there',
    ],
    [
      'a journey without trips',
      `[video], clause: t.1 }
      class:`,
      `[video, there], clause: t.1 }
      class:`,
      '1.yaml:61: supports.course.sessions.talk.places: a place that needs a journey is allowed, but the support has no "trips"; add them or drop the place',
    ],
    [
      'an office without a clause for journeys',
      `offices:
`,
      `offices:
  side: { name: { ja: 支店, en: Side }, homeArea: { value: [京都府], clause: t.1 } }
`,
      '1.yaml:54: supports.plain.trips.clauses: no clause speaks for journeys of office "side"; add it',
    ],
    [
      'a remote place to travel to',
      'remote: false, travels: true',
      'remote: true, travels: true',
      '1.yaml:30: places.there: nobody travels to a remote place; set "remote" or "travels" to false',
    ],
    [
      'a language of the order under a plan',
      `languages: { value: [ja], clause: t.1 }
    hours: { value: day, clause: t.1 }
    remedies: { language: [course] }`,
      `languages: { value: of-the-order, clause: t.1 }
    hours: { value: day, clause: t.1 }
    remedies: { language: [course] }`,
      `1.yaml:37: supports.plain.languages.value: the language is the order's, but "small", "large" fixes none; list the languages here or under "languages" there`,
    ],
    [
      'a surcharge on a language that nobody can order',
      'surcharge: { language: en',
      'surcharge: { language: fr',
      '1.yaml:105: addOns.course.languages.surcharge.language: nobody can order it in "fr"; write one of "ja", "en"',
    ],
    [
      'a window of the order under a plan',
      'talks: { value: 60, window: phase',
      'talks: { value: 60, window: order',
      '1.yaml:48: supports.plain.allowances.talks.window: plan "small" is no order; write "phase" or another window',
    ],
    [
      'a support that nobody gives',
      'support: project',
      'support: null',
      '1.yaml:70: supports.project: no plan or add-on gives this support; name it there or drop it',
      '1.yaml:98: plans.large.projects.addOn: a project needs an add-on with a period of months, a connection and a support; there is none yet, so drop it or add one',
    ],
    [
      'phases in the wrong order',
      `      - { phase: onboarding, support: plain, months: { value: 5, clause: t.2 } }
      - { phase: success, support: plain }`,
      `      - { phase: success, support: plain, months: { value: 5, clause: t.2 } }
      - { phase: onboarding, support: plain }`,
      '1.yaml:96: plans.large.phases.1.phase: "onboarding" cannot follow "success"; the order is onboarding, success, each once',
    ],
    [
      'a phase without its length',
      '{ phase: onboarding, support: plain, months: { value: 5, clause: t.2 } }',
      '{ phase: onboarding, support: plain }',
      '1.yaml:95: plans.large.phases.0: only the last phase may run without "months"; say how long this one lasts',
    ],
    [
      'a plan that outlives its phases',
      '{ phase: success, support: plain }',
      '{ phase: success, support: plain, months: { value: 4, clause: t.2 } }',
      '1.yaml:96: plans.large.phases.1.months.value: ends no later than the phase before; months count from the start, write more than 5',
      '1.yaml:96: plans.large.phases.1.months: after it the plan would run on without a phase; drop "months" from the last phase',
    ],
    [
      'a project that has no connection',
      'projects: { addOn: link,',
      'projects: { addOn: course,',
      '1.yaml:98: plans.large.projects.addOn: a project needs an add-on with a period of months, a connection and a support; write one of "link"',
    ],
    [
      'projects of which nothing is said',
      `    projectsExcluded: { clause: t.2, remedies: [link, large] }
`,
      '',
      '1.yaml:87: plans.small.projects: projects are not included, but no clause says so; add "projectsExcluded"',
    ],
    [
      'a further month of what has no connection',
      'rule: extends, addOn: link,',
      'rule: extends, addOn: course,',
      '1.yaml:116: addOns.link-month.period.addOn: what is extended is found by its connection, and "course" has none; name another add-on or add "connection" there',
    ],
    [
      'an option named on orders that name none',
      `    namesOptions: { clause: t.2 }
`,
      '',
      '1.yaml:120: options.hub.needs.named: orders of "link" name no options; write false, or add "namesOptions" there',
    ],
    [
      'hours that end before they begin',
      '{ from: "13:00", until: "17:00" }',
      '{ from: "17:00", until: "13:00" }',
      '1.yaml:17: hours.day.windows.1.until: "13:00" is not after "17:00"; write a later time',
    ],
    [
      'hours that overlap',
      '{ from: "13:00", until: "17:00" }',
      '{ from: "11:30", until: "17:00" }',
      '1.yaml:17: hours.day.windows.1.from: begins before the window above ends; write "12:00" or later',
    ],
    [
      'a vendor without an office',
      `offices:
  main:
    name: { ja: 本社, en: Main }
    homeArea: { value: [東京都], clause: t.1 }
`,
      `offices: {}
`,
      '1.yaml:21: offices: a vendor has an office; add one with its home area',
      '1.yaml:50: supports.plain.trips.clauses.main: office "main" does not exist; there is none yet, so drop it or add one',
    ],
  ]))
