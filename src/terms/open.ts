/** `open.yaml` beside a catalogue: clauses whose room is not built yet, so that nobody takes them for forgotten. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { TermsLoadError } from './load.ts'
import type { OpenClauses } from './matrix.ts'
import { readSource, shaped, type TermsError } from './source.ts'
import { clauseRef, id } from './values.ts'

export const OPEN_FILE = 'open.yaml'

const openSchema = z.strictObject({ open: z.record(id, z.array(clauseRef).min(1)) })

export function openClauses(folder: string): OpenClauses {
  const file = join(folder, OPEN_FILE)
  if (!existsSync(file)) return {}
  const errors: TermsError[] = []
  const read = shaped(readSource(file, readFileSync(file, 'utf8')), openSchema, errors)
  if (errors.length > 0 || !read) throw new TermsLoadError(errors)
  return read.open
}
