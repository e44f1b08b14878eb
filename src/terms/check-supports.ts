/** Checks of what is given: kinds, places, allowances, trips, languages of each support. */
import { circleIn, known, oneOf, quoted, type Report } from './findings.ts'
import { type CatalogueData, type SessionTerms, type Support, TRIPS } from './model.ts'
import { OF_THE_ORDER } from './supports.ts'
import type { Path } from './walk.ts'

type At = (...rest: Path) => Path
type Scope = { data: CatalogueData; name: string; support: Support; at: At; report: Report }

function sessionConsistent({ data, support, at, report }: Scope, kind: string, terms: SessionTerms) {
  const here: At = (...rest) => at('sessions', kind, ...rest)
  known(report, here(), kind, data.kinds, 'session kind')
  for (const [i, place] of terms.places.value.entries())
    known(report, here('places', 'value', i), place, data.places, 'place')
  if (terms.after)
    known(report, here('after', 'value'), terms.after.value, support.sessions, 'session kind of this support')
  if (
    terms.draws &&
    known(report, here('draws', 'allowance'), terms.draws.allowance, support.allowances, 'allowance of this support')
  ) {
    const unit = data.allowances[terms.draws.allowance]?.unit
    if (unit !== undefined && unit !== terms.draws.as) {
      report(here('draws', 'as'), `"${terms.draws.allowance}" has the unit "${unit}"; write "${unit}"`)
    }
  }
  if (kind in support.excluded) {
    report(
      at('excluded', kind),
      `"${kind}" is both included and excluded, and neither rule overrides the other; keep one`,
    )
  }
  if (terms.places.value.some((p) => data.places[p]?.travels) && !support.trips) {
    report(
      here('places'),
      'a place that needs a journey is allowed, but the support has no "trips"; add them or drop the place',
    )
  }
}

function everyKindDecided({ data, support, at, report }: Scope) {
  for (const kind of Object.keys(support.excluded))
    known(report, at('excluded', kind), kind, data.kinds, 'session kind')
  for (const kind of Object.keys(data.kinds)) {
    if (kind in support.sessions || kind in support.excluded) continue
    report(
      at('excluded'),
      `nothing is said of "${kind}"; include it under "sessions" or exclude it here with its clause`,
    )
  }
}

function allowancesUsed({ data, support, at, report }: Scope) {
  const drawn = new Set(Object.values(support.sessions).map((s) => s.draws?.allowance))
  for (const allowance of Object.keys(support.allowances)) {
    if (allowance === TRIPS) report(at('allowances', TRIPS), `"${TRIPS}" has its own field; write it under "trips"`)
    else if (
      known(report, at('allowances', allowance), allowance, data.allowances, 'allowance') &&
      !drawn.has(allowance)
    ) {
      report(
        at('allowances', allowance),
        `no session draws on "${allowance}"; name it in a session's "draws" or drop it`,
      )
    }
  }
}

function tripsConsistent({ data, support, at, report }: Scope) {
  const { trips } = support
  if (!trips) return
  if (data.allowances[TRIPS]?.unit !== 'count') {
    report(at('trips'), `trips are counted, but "allowances" has no "${TRIPS}" of unit count; add it there`)
  }
  for (const office of Object.keys(trips.clauses))
    known(report, at('trips', 'clauses', office), office, data.offices, 'office')
  for (const office of Object.keys(data.offices)) {
    if (!(office in trips.clauses))
      report(at('trips', 'clauses'), `no clause speaks for journeys of office "${office}"; add it`)
  }
}

function languagesConsistent({ data, name, support, at, report }: Scope) {
  const { value } = support.languages
  const path = at('languages', 'value')
  if (value !== OF_THE_ORDER) {
    for (const [i, l] of value.entries()) {
      if (!data.languages.includes(l))
        report([...path, i], `language "${l}" is not one of the catalogue's; ${oneOf(data.languages)}`)
    }
    return
  }
  const without = [
    ...Object.entries(data.plans).filter(([, p]) => p.phases.some((phase) => phase.support === name)),
    ...Object.entries(data.addOns).filter(([, a]) => a.support === name && !a.languages),
  ].map(([offer]) => offer)
  if (without.length > 0) {
    report(
      path,
      `the language is the order's, but ${quoted(without)} fixes none; list the languages here or under "languages" there`,
    )
  }
}

/** The order speaks of the span that an order covers; under a plan nothing would say how long that is. */
function windowsFit({ data, name, support, at, report }: Scope) {
  const plans = Object.entries(data.plans).filter(([, p]) => p.phases.some((phase) => phase.support === name))
  const addOns = Object.entries(data.addOns).filter(([, a]) => a.support === name)
  if (plans.length === 0 && addOns.length === 0)
    report(at(), 'no plan or add-on gives this support; name it there or drop it')
  if (plans.length === 0) return
  for (const [allowance, a] of Object.entries(support.allowances)) {
    if (a.window !== 'order') continue
    report(
      at('allowances', allowance, 'window'),
      `plan "${plans[0]?.[0]}" is no order; write "phase" or another window`,
    )
  }
}

export function supportsConsistent(data: CatalogueData, report: Report): void {
  for (const [name, support] of Object.entries(data.supports)) {
    const scope: Scope = { data, name, support, report, at: (...rest) => ['supports', name, ...rest] }
    known(report, scope.at('hours', 'value'), support.hours.value, data.hours, 'service hours')
    for (const [kind, terms] of Object.entries(support.sessions)) sessionConsistent(scope, kind, terms)
    everyKindDecided(scope)
    allowancesUsed(scope)
    tripsConsistent(scope)
    languagesConsistent(scope)
    windowsFit(scope)
    for (const [i, kind] of (support.subcontracting?.value ?? []).entries()) {
      known(report, scope.at('subcontracting', 'value', i), kind, support.sessions, 'session kind of this support')
    }
    const circle = circleIn(
      Object.fromEntries(Object.entries(support.sessions).map(([k, t]) => [k, t.after ? [t.after.value] : []])),
    )
    if (circle)
      report(
        scope.at('sessions', circle[0] ?? '', 'after'),
        `a circle of conditions: ${circle.join(' waits for ')}; drop one of them`,
      )
  }
}
