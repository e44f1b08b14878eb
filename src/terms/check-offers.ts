/** Checks of what is sold: plans, their phases and projects, add-ons, options, and what each refers to. */
import { circleIn, known, oneOf, type Report } from './findings.ts'
import type { AddOn, CatalogueData, Plan } from './model.ts'
import { foldCase, foldName } from './names.ts'
import { PHASES } from './offers.ts'
import { walk } from './walk.ts'

function phasesInOrder(name: string, plan: Plan, data: CatalogueData, report: Report) {
  const last = plan.phases.length - 1
  plan.phases.forEach((phase, i) => {
    const at = ['plans', name, 'phases', i]
    const before = plan.phases[i - 1]
    known(report, [...at, 'support'], phase.support, data.supports, 'support')
    if (!phase.months && i < last)
      report(at, 'only the last phase may run without "months"; say how long this one lasts')
    if (before && PHASES.indexOf(phase.phase) <= PHASES.indexOf(before.phase)) {
      report(
        [...at, 'phase'],
        `"${phase.phase}" cannot follow "${before.phase}"; the order is ${PHASES.join(', ')}, each once`,
      )
    }
    if (before?.months && phase.months && phase.months.value <= before.months.value) {
      report(
        [...at, 'months', 'value'],
        `ends no later than the phase before; months count from the start, write more than ${before.months.value}`,
      )
    }
    if (i === last && phase.months && (plan.period.renews || phase.months.value < plan.period.value)) {
      report([...at, 'months'], 'after it the plan would run on without a phase; drop "months" from the last phase')
    }
  })
}

function planNamesUnique(data: CatalogueData, report: Report) {
  const owners = new Map<string, string>()
  for (const [id, plan] of Object.entries(data.plans)) {
    const aliases = plan.aliases?.value ?? []
    const named = [
      { name: id, path: [] },
      ...Object.entries(plan.name).map(([language, name]) => ({ name, path: ['name', language] })),
      ...aliases.map((name, i) => ({ name, path: ['aliases', 'value', i] })),
    ]
    for (const { name, path } of named) {
      const owner = owners.get(foldName(name)) ?? id
      if (owner !== id)
        report(['plans', id, ...path], `"${name}" names plan "${owner}" too; give each plan names of its own`)
      owners.set(foldName(name), owner)
    }
  }
}

function plansConsistent(data: CatalogueData, report: Report) {
  const ranks = new Map<number, string>()
  for (const [name, plan] of Object.entries(data.plans)) {
    const twin = ranks.get(plan.rank)
    if (twin !== undefined) {
      report(
        ['plans', name, 'rank'],
        `plans "${twin}" and "${name}" have equal rank ${plan.rank}, so neither is the upgrade of the other; give each its own`,
      )
    }
    ranks.set(plan.rank, name)
    phasesInOrder(name, plan, data, report)
    if (plan.projects) projectsConsistent(name, plan.projects.addOn, data, report)
    if (!plan.projects && !plan.projectsExcluded) {
      report(['plans', name, 'projects'], 'projects are not included, but no clause says so; add "projectsExcluded"')
    }
    if (plan.projects && plan.projectsExcluded) {
      report(
        ['plans', name, 'projectsExcluded'],
        'projects are both included and excluded, and neither rule overrides the other; keep one',
      )
    }
  }
  planNamesUnique(data, report)
}

/** A project is bound to a connection, has a support of its own, and lasts a number of months. */
function projectsConsistent(plan: string, addOn: string, data: CatalogueData, report: Report) {
  const path = ['plans', plan, 'projects', 'addOn']
  if (!known(report, path, addOn, data.addOns, 'add-on')) return
  const a = data.addOns[addOn]
  if (a && (a.period.rule !== 'months' || !a.connection || a.support === null)) {
    const fit = Object.entries(data.addOns).filter(
      ([, b]) => b.period.rule === 'months' && b.connection && b.support !== null,
    )
    report(
      path,
      `a project needs an add-on with a period of months, a connection and a support; ${oneOf(fit.map(([id]) => id))}`,
    )
  }
}

function periodConsistent(name: string, addOn: AddOn, data: CatalogueData, report: Report) {
  const { period } = addOn
  if (period.rule === 'extends') {
    const path = ['addOns', name, 'period', 'addOn']
    if (!known(report, path, period.addOn, data.addOns, 'add-on')) return
    if (!data.addOns[period.addOn]?.connection) {
      report(
        path,
        `what is extended is found by its connection, and "${period.addOn}" has none; name another add-on or add "connection" there`,
      )
    }
  }
  if (period.rule !== 'months') return
  period.targets.forEach((t, i) => {
    const path = ['addOns', name, 'period', 'targets', i]
    if (t.overrides !== period.clause) {
      report([...path, 'overrides'], `two periods apply and neither overrides the other; write "${period.clause}"`)
    }
    if (period.targets.findIndex((other) => foldCase(other.target) === foldCase(t.target)) !== i) {
      report([...path, 'target'], `two periods of equal rank for "${t.target}"; keep one`)
    }
  })
}

function addOnsConsistent(data: CatalogueData, report: Report) {
  for (const [name, addOn] of Object.entries(data.addOns)) {
    if (name in data.plans)
      report(['addOns', name], `"${name}" is a plan too; what is sold has one name, choose another`)
    if (addOn.support !== null) known(report, ['addOns', name, 'support'], addOn.support, data.supports, 'support')
    periodConsistent(name, addOn, data, report)
    const spoken = addOn.languages
    spoken?.value.forEach((l, i) => {
      if (!data.languages.includes(l)) {
        report(
          ['addOns', name, 'languages', 'value', i],
          `language "${l}" is not one of the catalogue's; ${oneOf(data.languages)}`,
        )
      }
    })
    if (spoken?.surcharge && !spoken.value.includes(spoken.surcharge.language)) {
      report(
        ['addOns', name, 'languages', 'surcharge', 'language'],
        `nobody can order it in "${spoken.surcharge.language}"; ${oneOf(spoken.value)}`,
      )
    }
  }
  const graph = Object.fromEntries(
    Object.entries(data.addOns).map(([k, a]) => [k, a.period.rule === 'extends' ? [a.period.addOn] : []]),
  )
  const circle = circleIn(graph)
  if (circle)
    report(
      ['addOns', circle[0] ?? '', 'period', 'addOn'],
      `a circle of conditions: ${circle.join(' extends ')}; drop one of them`,
    )
}

function optionsConsistent(data: CatalogueData, report: Report) {
  for (const [name, { needs }] of Object.entries(data.options)) {
    if (!needs) continue
    const at = ['options', name, 'needs']
    for (const [i, plan] of needs.plans.entries()) known(report, [...at, 'plans', i], plan, data.plans, 'plan')
    const exists = known(report, [...at, 'addOn'], needs.addOn, data.addOns, 'add-on')
    if (exists && needs.named && !data.addOns[needs.addOn]?.namesOptions) {
      report([...at, 'named'], `orders of "${needs.addOn}" name no options; write false, or add "namesOptions" there`)
    }
  }
}

function remediesExist(data: CatalogueData, report: Report) {
  const offers = { ...data.plans, ...data.addOns }
  walk(data, (path, value) => {
    const inList = path.at(-2) === 'remedies' || (path.at(-3) === 'remedies' && path.at(-2) === 'language')
    if (inList && typeof value === 'string') known(report, path, value, offers, 'plan or add-on')
  })
}

export function offersConsistent(data: CatalogueData, report: Report): void {
  plansConsistent(data, report)
  addOnsConsistent(data, report)
  optionsConsistent(data, report)
  remediesExist(data, report)
}
