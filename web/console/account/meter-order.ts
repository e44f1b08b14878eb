import type { Meter, Usage } from '../../api/types.ts'

/** What runs before what does not, the plan's before the orders', hours before counts. */
const rank = (m: Meter, today: string) =>
  (m.from <= today && (m.until === null || today < m.until) ? 0 : 4) + (m.holder.type === 'contract' ? 0 : 2) + (m.unit === 'minutes' ? 0 : 1)

export const metersInOrder = (meters: readonly Meter[], today: string): Meter[] => [...meters].sort((a, b) => rank(a, today) - rank(b, today))

export const usageInOrder = (usage: readonly Usage[], today: string): Usage[] => {
  const now = (u: Usage) => {
    const window = u.windows.find((w) => w.from <= today && (w.until === null || today < w.until)) ?? u.windows.at(-1)
    return window ? rank(window, today) : 8
  }
  return [...usage].sort((a, b) => now(a) - now(b))
}
