/** What the rooms share at run time, put together once. */
import { join } from 'node:path'
import { type CalendarConfig, holidayRuleSchema } from '../calendar/index.ts'
import type { ContractServices } from '../contracts/index.ts'
import type { CivilDate } from '../kernel/civil.ts'
import { type Clock, civilAt } from '../kernel/clock.ts'
import type { Db } from '../kernel/transaction.ts'
import type { SessionServices } from '../sessions/index.ts'
import type { Catalogue, Catalogues } from '../terms/index.ts'
import { reactionsOf } from './reactions.ts'

export type Services = ContractServices & SessionServices & { today(): CivilDate; catalogue(): Catalogue }

/** The folder of the stories that come along. */
export const SCENARIOS_FOLDER = join(import.meta.dirname, '../../scenarios')

/** The folder that holds the catalogues, beside the program. */
export const TERMS_FOLDER = join(import.meta.dirname, '../../terms')

const configs = new WeakMap<Catalogue, CalendarConfig>()

/** The days of a catalogue, one object a version because calendars are kept by it. A holiday rule it cannot read throws. */
export function calendarConfig(catalogue: Catalogue): CalendarConfig {
  const known = configs.get(catalogue)
  if (known) return known
  const { holidays, yearlyClosures, hours } = catalogue.data
  const made: CalendarConfig = {
    holidays: { ...holidays, rules: holidays.rules.map((rule) => holidayRuleSchema.parse(rule)) },
    yearlyClosures: yearlyClosures.value,
    weekdays: [...new Set(Object.values(hours).flatMap((h) => h.days))],
  }
  configs.set(catalogue, made)
  return made
}

export function buildServices(db: Db, clock: Clock, catalogues: Catalogues): Services {
  for (const catalogue of catalogues.versions) calendarConfig(catalogue)
  const today = () => civilAt(clock.now(), catalogues.timeZone).date
  const services: Services = {
    db,
    clock,
    catalogues,
    calendarConfig,
    today,
    catalogue: () => catalogues.on(today()),
    react: reactionsOf(() => services),
  }
  return services
}
