import type { Meter, Usage } from '../../api/types.ts'

export const runsOn = (window: Meter, today: string) =>
  window.from <= today && (window.until === null || today < window.until)

/** What runs before what does not, the plan's before the orders', one order's together, hours before counts. */
const orderOf = (m: Meter, today: string) =>
  [
    runsOn(m, today) ? 0 : 1,
    m.holder.type === 'contract' ? 0 : 1,
    m.holder.type === 'contract' ? '' : m.holder.id,
    m.unit === 'minutes' ? 0 : 1,
  ].join(' ')

export const metersInOrder = (meters: readonly Meter[], today: string): Meter[] =>
  [...meters].sort((a, b) => orderOf(a, today).localeCompare(orderOf(b, today)))

export const usageInOrder = (usage: readonly Usage[], today: string): Usage[] => {
  const keyOf = (u: Usage) => {
    const window = u.windows.find((w) => runsOn(w, today)) ?? u.windows.at(-1)
    return window ? orderOf(window, today) : '2'
  }
  return [...usage].sort((a, b) => keyOf(a).localeCompare(keyOf(b)))
}
