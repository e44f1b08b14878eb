/** What the shapes of a catalogue are made of. The descriptions are what an editor shows beside a field. */
import { z } from 'zod'
import { isCivilDate } from '../kernel/civil.ts'

export const id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'a lower-case name such as "training-3h"')

export const clauseRef = z
  .string()
  .regex(/^[a-z-]+\.\d+$/, 'a clause id such as "basic.11"')
  .meta({ description: 'The clause that this comes from; it must stand in clauses.yaml' })

export const civilDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'a date such as "2025-04-01"', abort: true })
  .refine(isCivilDate, 'a day that exists, such as "2025-02-28"')

export const monthDay = z
  .string()
  .regex(/^\d{2}-\d{2}$/, { error: 'a month and day such as "12-29"', abort: true })
  .refine((text) => isCivilDate(`2000-${text}`), 'a month and day that exists, such as "12-29"')

export const time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time such as "10:00"')

/** Words for people. The screens speak Japanese and English; a catalogue may hold further languages of its own. */
export const words = z
  .object({ ja: z.string().min(1), en: z.string().min(1) })
  .catchall(z.string().min(1))
  .meta({ id: 'Words', description: 'Words by language; "ja" and "en" are always needed' })

export const whole = z.number().int().positive()
export const count = z.number().int().nonnegative()

export const overrides = clauseRef
  .optional()
  .meta({ description: 'The clause whose value this one replaces, where both would apply' })

/** A value with the clause it comes from and, where it overrides another clause's value, that clause. */
export const datum = <V extends z.ZodType>(value: V) => z.strictObject({ value, clause: clauseRef, overrides })

/** The clause that says so, and the plans and add-ons that would help. */
export const saying = z.strictObject({
  clause: clauseRef,
  remedies: z.array(id).meta({ description: 'Plans and add-ons that would make it possible' }),
})
