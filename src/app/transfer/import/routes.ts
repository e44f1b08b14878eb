/** Imports over HTTP: a file comes as it is, with its kind and mapping in the address; mappings are saved and listed. */
import { z } from 'zod'
import { formatInstant } from '../../../kernel/clock.ts'
import { Problem } from '../../../kernel/failure.ts'
import { type Route, route } from '../../../kernel/route.ts'
import * as shape from '../../../kernel/shapes.ts'
import type { Mapping } from './columns.ts'
import { IMPORT_KINDS, type ImportKind } from './file-kinds.ts'
import { savedMapping, savedMappings, saveMapping } from './mappings.ts'
import { importReport, mappingShape } from './report.ts'
import { type ImportWorld, runImport } from './run-import.ts'

export const MOST_BYTES = 30 * 1_048_576
/** Said to whoever finds another import running; a large one takes about as long. */
const SECONDS = 20

const kind = z.enum(IMPORT_KINDS)

/** A mapping in the address: JSON, head → field. */
const columnsText = z
  .string()
  .max(20_000)
  .transform((text, ctx): Mapping => {
    try {
      return mappingShape.parse(JSON.parse(text))
    } catch {
      ctx.issues.push({ code: 'custom', input: text, ...shape.coded('wrong-format'), message: '' })
      return z.NEVER
    }
  })

const savedShape = z.object({ kind, name: z.string(), columns: mappingShape, at: z.string(), by: z.string() })

async function mappingFor({ db }: ImportWorld, of: ImportKind, name: string | undefined): Promise<Mapping> {
  if (name === undefined) return {}
  const saved = await db.read({ vendor: true }, (tx) => savedMapping(tx, of, name))
  if (saved === null) throw new Problem('unknown-reference', 'mapping')
  return saved.columns
}

function runRoute(world: ImportWorld): Route {
  // A file lies in memory while it is read: one at a time.
  let running = false
  return route({
    method: 'POST',
    path: '/api/imports',
    tag: 'imports',
    summary: 'Import accounts, contracts or past sessions from CSV or Excel, all or nothing',
    may: 'imports.run',
    file: { bytes: MOST_BYTES },
    query: shape.strict({
      kind,
      dryRun: shape.flag.optional(),
      mapping: shape.text(100).optional(),
      columns: columnsText.optional(),
    }),
    body: z.custom<Buffer>((value) => Buffer.isBuffer(value), shape.coded('required')),
    response: importReport,
    handler: async ({ query, body, caller, idempotency }) => {
      if (running) throw new Problem('too-many-requests', undefined, { seconds: SECONDS })
      running = true
      try {
        const mapping = { ...(await mappingFor(world, query.kind, query.mapping)), ...query.columns }
        const dryRun = query.dryRun === true
        return await runImport(world, { kind: query.kind, bytes: body, mapping, dryRun, caller, idempotency })
      } finally {
        running = false
      }
    },
  })
}

export function importRoutes(world: ImportWorld): Route[] {
  const { db, clock, catalogues } = world
  return [
    runRoute(world),
    route({
      method: 'GET',
      path: '/api/import-mappings',
      tag: 'imports',
      summary: 'Saved mappings of columns',
      may: 'imports.run',
      query: shape.strict({ kind: kind.optional() }),
      response: shape.listOf(savedShape),
      handler: async ({ query }) => {
        const saved = await db.read({ vendor: true }, (tx) => savedMappings(tx, query.kind ?? null))
        return { items: saved.map((m) => ({ ...m, at: formatInstant(m.at, catalogues.timeZone) })), next: null }
      },
    }),
    route({
      method: 'PUT',
      path: '/api/import-mappings',
      tag: 'imports',
      summary: 'Save what the columns of a file mean, under a name',
      may: 'imports.run',
      body: shape.strict({ kind, name: shape.text(100), columns: mappingShape }),
      response: savedShape,
      handler: async ({ body, caller }) => {
        const at = clock.now()
        await db.transaction({ vendor: true }, (tx) => saveMapping(tx, { ...body, at }, caller))
        return { ...body, at: formatInstant(at, catalogues.timeZone), by: caller.name }
      },
    }),
  ]
}
