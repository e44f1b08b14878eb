/** What of a catalogue everybody may read: what the published terms say. The rest is how the vendor runs it. */
import type { CatalogueData } from './model.ts'
import { liesIn, valueAt } from './paths.ts'

/** Staffing, approval, ranks and the figures of the vendor's own work. */
const INTERNAL = ['plans.*.responsible', 'plans.*.rank', 'adjustment', 'rules']

/** A price is read by customers where the price book says so. */
export function isPublic(data: CatalogueData, path: string): boolean {
  if (path.startsWith('prices.')) return valueAt(data, `${path.split('.').slice(0, 2).join('.')}.published`) === true
  return !INTERNAL.some((pattern) => liesIn(path, pattern))
}
