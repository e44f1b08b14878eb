/** Plans and add-ons as a person compares them: what is given in which phase, how long, and what more may be asked for. */
import type { Catalogue } from './catalogue.ts'
import type { AddOn, Plan } from './model.ts'
import type { Support } from './supports.ts'

function given(catalogue: Catalogue, id: string | null) {
  if (id === null) return null
  const { languages, sessions, allowances, trips }: Support = catalogue.support(id)
  return {
    languages: languages.value,
    sessions: Object.entries(sessions).map(([kind, s]) => ({
      kind,
      places: s.places.value,
      maxMinutes: s.maxMinutes?.value ?? null,
    })),
    allowances: Object.entries(allowances).map(([allowance, a]) => ({
      allowance,
      amount: a.value,
      unit: catalogue.unit(allowance),
      window: a.window,
      clause: a.clause,
    })),
    trips: trips ? { included: trips.included.value, window: trips.window, clause: trips.included.clause } : null,
  }
}

const planShown = (catalogue: Catalogue, id: string, plan: Plan) => ({
  id,
  name: plan.name,
  months: plan.period.value,
  renews: plan.period.renews,
  clause: plan.period.clause,
  phases: plan.phases.map((p) => ({
    phase: p.phase,
    months: p.months?.value ?? null,
    given: given(catalogue, p.support),
  })),
  projects: plan.projects?.addOn ?? null,
})

const addOnShown = (catalogue: Catalogue, id: string, addOn: AddOn) => ({
  id,
  name: addOn.name,
  rule: addOn.period.rule,
  months: 'value' in addOn.period ? addOn.period.value : null,
  clause: addOn.period.clause,
  languages: addOn.languages?.value ?? null,
  given: given(catalogue, addOn.support),
})

/** Plans from the lowest rank to the highest, add-ons as the file has them. */
export function offersOf(catalogue: Catalogue) {
  const plans = Object.entries(catalogue.data.plans).sort(([, a], [, b]) => a.rank - b.rank)
  return {
    plans: plans.map(([id, plan]) => planShown(catalogue, id, plan)),
    addOns: Object.entries(catalogue.data.addOns).map(([id, addOn]) => addOnShown(catalogue, id, addOn)),
  }
}
