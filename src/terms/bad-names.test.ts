import { describe } from 'vitest'
import { casesIn } from './bad-catalogues.fixture.ts'

describe('a name that does not exist', () =>
  casesIn('1.yaml', [
    [
      'of a clause',
      'class: { clause: t.2, remedies: [course, large] }',
      'class: { clause: t.9, remedies: [course, large] }',
      '1.yaml:46: supports.plain.excluded.class.clause: clause "t.9" is not in clauses.yaml; add it there or name an existing one',
    ],
    [
      'of the clause of hours',
      'hours: own, hoursClause: t.2',
      'hours: own, hoursClause: t.9',
      '1.yaml:98: plans.large.projects.hoursClause: clause "t.9" is not in clauses.yaml; add it there or name an existing one',
    ],
    [
      'of the clause that is overridden',
      'clause: t.3, overrides: t.2',
      'clause: t.3, overrides: t.9',
      '1.yaml:109: addOns.link.period.targets.0.overrides: clause "t.9" is not in clauses.yaml; add it there or name an existing one',
      '1.yaml:109: addOns.link.period.targets.0.overrides: two periods apply and neither overrides the other; write "t.2"',
    ],
    [
      'of the clause of journeys',
      'clauses: { main: t.1 }',
      'clauses: { main: t.9 }',
      '1.yaml:53: supports.plain.trips.clauses.main: clause "t.9" is not in clauses.yaml; add it there or name an existing one',
    ],
    [
      'of service hours',
      `hours: { value: day, clause: t.1 }
    remedies: { language: [course] }`,
      `hours: { value: night, clause: t.1 }
    remedies: { language: [course] }`,
      '1.yaml:38: supports.plain.hours.value: service hours "night" does not exist; write one of "day"',
    ],
    [
      'of a place',
      '[video, there]',
      '[video, moon]',
      '1.yaml:42: supports.plain.sessions.talk.places.value.1: place "moon" does not exist; write one of "video", "there"',
    ],
    [
      'of a session kind',
      `    sessions:
      talk:
        places: { value: [video, there]`,
      `    sessions:
      tolk:
        places: { value: [video, there]`,
      '1.yaml:41: supports.plain.sessions.tolk: session kind "tolk" does not exist; write one of "talk", "class"',
      '1.yaml:45: supports.plain.excluded: nothing is said of "talk"; include it under "sessions" or exclude it here with its clause',
    ],
    [
      'of an excluded kind',
      'class: { clause: t.2, remedies: [course, large] }',
      'klass: { clause: t.2, remedies: [course, large] }',
      '1.yaml:46: supports.plain.excluded.klass: session kind "klass" does not exist; write one of "talk", "class"',
      '1.yaml:45: supports.plain.excluded: nothing is said of "class"; include it under "sessions" or exclude it here with its clause',
    ],
    [
      'of the kind that must go before',
      'after: { value: talk',
      'after: { value: tolk',
      '1.yaml:66: supports.course.sessions.class.after.value: session kind of this support "tolk" does not exist; write one of "talk", "class"',
    ],
    [
      'of an allowance that is drawn',
      'draws: { allowance: talks,',
      'draws: { allowance: talk,',
      '1.yaml:43: supports.plain.sessions.talk.draws.allowance: allowance of this support "talk" does not exist; write one of "talks"',
      `1.yaml:48: supports.plain.allowances.talks: no session draws on "talks"; name it in a session's "draws" or drop it`,
    ],
    [
      'of an allowance that is granted',
      'classes: { value: 1',
      'klasses: { value: 1',
      '1.yaml:64: supports.course.sessions.class.draws.allowance: allowance of this support "classes" does not exist; write one of "klasses"',
      '1.yaml:69: supports.course.allowances.klasses: allowance "klasses" does not exist; write one of "talks", "classes", "trips"',
    ],
    [
      'of a kind for subcontractors',
      'subcontracting: { value: [class]',
      'subcontracting: { value: [klass]',
      '1.yaml:58: supports.course.subcontracting.value.0: session kind of this support "klass" does not exist; write one of "talk", "class"',
    ],
    [
      'of an office',
      'clauses: { main: t.1 }',
      'clauses: { main: t.1, side: t.1 }',
      '1.yaml:53: supports.plain.trips.clauses.side: office "side" does not exist; write one of "main"',
    ],
    [
      'of a region',
      'homeArea: { value: [東京都]',
      'homeArea: { value: [東京]',
      '1.yaml:24: offices.main.homeArea.value.0: region "東京" is not in "regions"; write it as it stands there',
    ],
    [
      'of a support in a phase',
      '{ phase: success, support: plain }',
      '{ phase: success, support: plane }',
      '1.yaml:96: plans.large.phases.1.support: support "plane" does not exist; write one of "plain", "course", "project"',
    ],
    [
      'of a support of an add-on',
      'support: project',
      'support: projekt',
      '1.yaml:70: supports.project: no plan or add-on gives this support; name it there or drop it',
      '1.yaml:108: addOns.link.support: support "projekt" does not exist; write one of "plain", "course", "project"',
    ],
    [
      'of the add-on of a project',
      'projects: { addOn: link,',
      'projects: { addOn: lnk,',
      '1.yaml:98: plans.large.projects.addOn: add-on "lnk" does not exist; write one of "course", "link", "link-month"',
    ],
    [
      'of the add-on that is extended',
      'rule: extends, addOn: link,',
      'rule: extends, addOn: lnk,',
      '1.yaml:116: addOns.link-month.period.addOn: add-on "lnk" does not exist; write one of "course", "link", "link-month"',
    ],
    [
      'of a remedy',
      'remedies: [course, large]',
      'remedies: [course, huge]',
      '1.yaml:46: supports.plain.excluded.class.remedies.1: plan or add-on "huge" does not exist; write one of "small", "large", "course", "link", "link-month"',
    ],
    [
      'of a remedy for the language',
      'remedies: { language: [course] }',
      'remedies: { language: [kourse] }',
      '1.yaml:39: supports.plain.remedies.language.0: plan or add-on "kourse" does not exist; write one of "small", "large", "course", "link", "link-month"',
    ],
    [
      'of a plan that an option needs',
      'needs: { plans: [large]',
      'needs: { plans: [huge]',
      '1.yaml:121: options.hub.needs.plans.0: plan "huge" does not exist; write one of "small", "large"',
    ],
    [
      'of an add-on that an option needs',
      'addOn: link, named: true',
      'addOn: lnk, named: true',
      '1.yaml:121: options.hub.needs.addOn: add-on "lnk" does not exist; write one of "course", "link", "link-month"',
    ],
    [
      'of what a price is for',
      'item: course, amount',
      'item: kourse, amount',
      '1.yaml:124: prices.1.item: plan or add-on "kourse" does not exist; write one of "small", "large", "course", "link", "link-month"',
    ],
    [
      'of what has retired',
      `prices:
`,
      `retirements: [{ service: fax, lastDay: 2025-01-31, clause: t.2 }]
prices:
`,
      '1.yaml:122: retirements.0.service: plan or add-on "fax" does not exist; write one of "small", "large", "course", "link", "link-month"',
    ],
    [
      'of a language of a support',
      `languages: { value: [ja], clause: t.1 }
    hours: { value: day, clause: t.1 }
    remedies: { language: [course] }`,
      `languages: { value: [fr], clause: t.1 }
    hours: { value: day, clause: t.1 }
    remedies: { language: [course] }`,
      `1.yaml:37: supports.plain.languages.value.0: language "fr" is not one of the catalogue's; write one of "ja", "en"`,
    ],
    [
      'of a language of an add-on',
      'languages: { value: [ja, en], clause: t.2,',
      'languages: { value: [ja, en, fr], clause: t.2,',
      `1.yaml:105: addOns.course.languages.value.2: language "fr" is not one of the catalogue's; write one of "ja", "en"`,
    ],
    [
      'of the language that decides',
      'authoritativeLanguage: { value: ja',
      'authoritativeLanguage: { value: fr',
      '1.yaml:8: authoritativeLanguage.value: "fr" is no language of the vendor; write one of "ja", "en"',
    ],
    [
      'of a currency',
      'currency: JPY',
      'currency: ZZZ',
      '1.yaml:5: currency: "ZZZ" is no currency; write an ISO 4217 code such as "JPY" or "EUR"',
    ],
    [
      'of a time zone',
      'timeZone: Asia/Tokyo',
      'timeZone: Asia/Edo',
      '1.yaml:6: timeZone: "Asia/Edo" is no time zone; write an IANA name such as "Asia/Tokyo"',
    ],
  ]))

describe('a circle', () =>
  casesIn('1.yaml', [
    [
      'of kinds that wait for each other',
      `      talk:
        places: { value: [video], clause: t.1 }
      class`,
      `      talk:
        places: { value: [video], clause: t.1 }
        after: { value: class, clause: t.1 }
      class`,
      '1.yaml:62: supports.course.sessions.talk.after: a circle of conditions: talk waits for class waits for talk; drop one of them',
    ],
    [
      'of a kind that waits for itself',
      'after: { value: talk',
      'after: { value: class',
      '1.yaml:66: supports.course.sessions.class.after: a circle of conditions: class waits for class; drop one of them',
    ],
    [
      'of add-ons that extend each other',
      'rule: months, value: 2, clause: t.2, targets: [{ target: Zed, value: 3, clause: t.3, overrides: t.2 }]',
      'rule: extends, addOn: link-month, value: 2, clause: t.2, hours: none, hoursClause: t.2',
      '1.yaml:98: plans.large.projects.addOn: a project needs an add-on with a period of months, a connection and a support; there is none yet, so drop it or add one',
      '1.yaml:109: addOns.link.period.addOn: a circle of conditions: link extends link-month extends link; drop one of them',
    ],
    [
      'of an override that overrides itself',
      'limit: { value: 2, clause: t.1 }',
      'limit: { value: 2, clause: t.1, overrides: t.1 }',
      '1.yaml:44: supports.plain.sessions.talk.limit.overrides: "t.1" cannot override itself; name the clause whose value is replaced',
    ],
  ]))
