/** The smallest catalogue that has one of everything: two plans, a project, its further month, a training, an option. */
import { CITED_EDGES } from './edges.ts'

const CLAUSES = ['t.1', 't.2', 't.3', ...CITED_EDGES]

export const REGISTER = `clauses:
${CLAUSES.map((id) => `  - { id: ${id}, kinds: [enforce], title: { ja: 題, en: Title }, text: { ja: 文, en: Text } }`).join('\n')}
`

export const VERSION = `catalogue: small
version: "1"
effective: 2025-01-01
name: { ja: 小, en: Small }
currency: JPY
timeZone: Asia/Tokyo
languages: [ja, en]
authoritativeLanguage: { value: ja, clause: t.1 }
acceptance: { clause: t.1 }
oneRunningContract: { clause: t.1 }
adjustment: { clause: t.1 }
holidays: { country: JP }
yearlyClosures: { value: [{ from: 12-29, to: 01-03, name: { ja: 休, en: Closed } }], clause: t.1 }
hours:
  day:
    days: [1, 2]
    windows: [{ from: "09:00", until: "12:00" }, { from: "13:00", until: "17:00" }]
regions:
  - { name: 東京都, aliases: [東京, Tokyo] }
  - { name: 京都府, aliases: [京都, Kyoto] }
offices:
  main:
    name: { ja: 本社, en: Main }
    homeArea: { value: [東京都], clause: t.1 }
kinds:
  talk: { name: { ja: 話, en: Talk } }
  class: { name: { ja: 講座, en: Class } }
places:
  video: { name: { ja: 画面, en: Video }, remote: true, travels: false }
  there: { name: { ja: 先方, en: There }, remote: false, travels: true }
allowances:
  talks: { name: { ja: 話, en: Talks }, unit: minutes }
  classes: { name: { ja: 講座, en: Classes }, unit: count }
  trips: { name: { ja: 出張, en: Trips }, unit: count }
supports:
  plain:
    languages: { value: [ja], clause: t.1 }
    hours: { value: day, clause: t.1 }
    remedies: { language: [course] }
    sessions:
      talk:
        places: { value: [video, there], clause: t.1 }
        draws: { allowance: talks, as: minutes, places: every }
        limit: { value: 2, clause: t.1 }
    excluded:
      class: { clause: t.2, remedies: [course, large] }
    allowances:
      talks: { value: 60, window: phase, clause: t.1 }
    trips:
      included: { value: 1, clause: t.1 }
      window: phase
      pool: shared
      clauses: { main: t.1 }
  course:
    languages: { value: of-the-order, clause: t.1 }
    hours: { value: day, clause: t.1 }
    remedies: { language: [] }
    subcontracting: { value: [class], clause: t.1 }
    sessions:
      talk:
        places: { value: [video], clause: t.1 }
      class:
        places: { value: [video], clause: t.1 }
        draws: { allowance: classes, as: count, places: every }
        maxMinutes: { value: 120, clause: t.1 }
        after: { value: talk, clause: t.1 }
    excluded: {}
    allowances:
      classes: { value: 1, window: order, clause: t.1 }
  project:
    languages: { value: [ja], clause: t.1 }
    hours: { value: day, clause: t.1 }
    remedies: { language: [] }
    sessions:
      talk: { places: { value: [video], clause: t.1 } }
    excluded:
      class: { clause: t.1, remedies: [course] }
    allowances: {}
plans:
  small:
    name: { ja: 小, en: Little }
    aliases: { value: [Mini], clause: t.2 }
    rank: 1
    period: { value: 3, clause: t.2, renews: false }
    phases: [{ phase: onboarding, support: plain }]
    responsible: { value: csm, clause: t.2 }
    projects: null
    projectsExcluded: { clause: t.2, remedies: [link, large] }
    rights: {}
  large:
    name: { ja: 大, en: Large }
    rank: 2
    period: { value: 12, clause: t.2, renews: true }
    phases:
      - { phase: onboarding, support: plain, months: { value: 5, clause: t.2 } }
      - { phase: success, support: plain }
    responsible: { value: csm, clause: t.2 }
    projects: { addOn: link, clause: t.2, hours: own, hoursClause: t.2 }
    rights: {}
addOns:
  course:
    name: { ja: 講座, en: Course }
    support: course
    period: { rule: delivered, clause: t.2 }
    languages: { value: [ja, en], clause: t.2, surcharge: { language: en, clause: t.2 } }
  link:
    name: { ja: 連携, en: Link }
    support: project
    period: { rule: months, value: 2, clause: t.2, targets: [{ target: Zed, value: 3, clause: t.3, overrides: t.2 }] }
    pastEnd: { clause: t.2, remedies: [link-month] }
    connection: { clause: t.2 }
    namesOptions: { clause: t.2 }
  link-month:
    name: { ja: 延長, en: Further month }
    support: null
    period: { rule: extends, addOn: link, value: 1, clause: t.2, hours: none, hoursClause: t.2 }
    connection: { clause: t.2 }
options:
  hub:
    name: { ja: ハブ, en: Hub }
    needs: { plans: [large], addOn: link, named: true, clause: t.2 }
prices:
  - { charge: service-fee, amount: null, from: 2025-01-01, clause: t.2 }
  - { charge: service-fee, item: course, amount: 100, from: 2025-01-01, clause: t.2 }
`

export const AMENDMENT = `catalogue: small
version: "2"
effective: 2025-06-01
basedOn: "1"
changes:
  - { clause: t.1, at: supports.plain.allowances.talks.value, value: 90 }
  - clause: t.3
    at: plans.small.period
    value: { value: 4, clause: t.3, renews: false }
`
