/** The shapes of a catalogue's files as JSON Schema, so that an editor completes and explains them while one writes. */
import { z } from 'zod'
import { amendmentSchema, catalogueSchema, registerSchema } from './model.ts'

export const PUBLISHED: Record<string, z.ZodType> = {
  'catalogue.schema.json': catalogueSchema,
  'amendment.schema.json': amendmentSchema,
  'clauses.schema.json': registerSchema,
}

/** Draft 7 is what editors of YAML understand best. */
export function schemaText(schema: z.ZodType): string {
  return `${JSON.stringify(z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }), null, 2)}\n`
}
