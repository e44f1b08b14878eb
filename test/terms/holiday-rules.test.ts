import { expect, test } from 'vitest'
import { z } from 'zod'
import { holidayRuleSchema } from '../../src/calendar/index.ts'
import { catalogueSchema } from '../../src/terms/model.ts'

/** Descriptions and the way months and days are checked differ; fields, choices and bounds must not. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare)
  if (value === null || typeof value !== 'object') return value
  const kept = Object.entries(value).filter(
    ([key]) => !['description', '$schema', 'title', '$defs', 'definitions'].includes(key),
  )
  return Object.fromEntries(kept.map(([key, v]) => [key, key === 'name' ? 'a name' : bare(v)]))
}

test('a holiday rule that a catalogue may hold is one that the calendar keeps', () => {
  const inTerms = catalogueSchema.shape.holidays.shape.rules.unwrap().element
  const shape = (schema: z.ZodType) => bare(z.toJSONSchema(schema, { io: 'input' }))
  expect(shape(inTerms)).toEqual(shape(holidayRuleSchema))
})
