/** Papers over HTTP: made, listed, opened. */
import { z } from 'zod'
import { formatInstant } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/failure.ts'
import { Download, type Route, route, scopeOf } from '../../kernel/route.ts'
import * as shape from '../../kernel/shapes.ts'
import { account } from '../../people/index.ts'
import type { Services } from '../services.ts'
import type { Vocabulary } from '../words/arguments.ts'
import { makeDocument } from './making.ts'
import { DOCUMENT_KINDS, documentFile, documentsOf, type Made } from './store.ts'

const documentShown = z
  .object({
    id: shape.id,
    accountId: shape.id,
    contractId: shape.id,
    kind: z.enum(DOCUMENT_KINDS),
    language: shape.language,
    number: z.string(),
    pages: z.int(),
    bytes: z.int(),
    madeAt: z.string(),
    madeBy: z.string(),
  })
  .meta({ id: 'Document', description: 'A paper as it was made; its file never changes' })

export function documentRoutes(services: Services, vocabulary: Vocabulary): Route[] {
  const { db, catalogues } = services
  const shown = (d: Made): z.infer<typeof documentShown> => ({
    id: d.id,
    accountId: d.accountId,
    contractId: d.subjectId,
    kind: d.kind,
    language: d.language,
    number: d.number,
    pages: d.pages,
    bytes: d.bytes,
    madeAt: formatInstant(d.madeAt, catalogues.timeZone),
    madeBy: d.madeByName,
  })
  return [
    route({
      method: 'GET',
      path: '/api/documents',
      tag: 'documents',
      summary: 'Papers that were made, newest first',
      may: 'documents.read',
      query: shape.strict({ ...shape.page, accountId: shape.id.optional() }),
      response: shape.listOf(documentShown),
      handler: ({ query, caller }) =>
        db.read(scopeOf(caller, query.accountId), async (tx) => {
          const accountId = query.accountId ?? null
          if (accountId !== null && (await account(tx, accountId)) === null)
            throw new Problem('unknown-reference', 'accountId')
          const after = shape.placeAfter(query.cursor)?.id ?? null
          const rows = await documentsOf(tx, { accountId, after, limit: query.limit + 1 })
          const items = rows.slice(0, query.limit)
          const last = rows.length > query.limit ? items.at(-1) : undefined
          return { items: items.map(shown), next: last ? shape.cursorOf(last.madeAt, last.id) : null }
        }),
    }),
    route({
      method: 'POST',
      path: '/api/documents',
      tag: 'documents',
      summary: 'Make a paper of a contract; where nothing has changed since, it is the one that was made',
      may: 'documents.make',
      status: 201,
      body: shape.strict({
        kind: z.enum(DOCUMENT_KINDS),
        contractId: shape.id,
        language: shape.language.optional().meta({ description: 'Left out: the language of the request' }),
      }),
      response: documentShown.extend({ isNew: z.boolean() }),
      handler: async ({ body, caller }) => {
        const asked = { ...body, language: body.language ?? caller.language }
        const { made, isNew } = await makeDocument(services, vocabulary, caller, asked)
        return { ...shown(made), isNew }
      },
    }),
    route({
      method: 'GET',
      path: '/api/documents/:id/file',
      tag: 'documents',
      summary: 'The paper itself, PDF',
      may: 'documents.read',
      params: shape.strict({ id: shape.id }),
      query: shape.strict({ open: shape.flag.optional().meta({ description: 'To be shown instead of saved' }) }),
      response: z.string().meta({ format: 'binary', description: 'PDF' }),
      handler: async ({ params, query, caller }) => {
        const found = await db.read(scopeOf(caller), (tx) => documentFile(tx, params.id))
        if (found === null) throw new Problem('unknown-reference', 'id')
        const name = `${found.kind}-${found.number}.pdf`
        return new Download(name, 'application/pdf', whole(found.file), query.open === true)
      },
    }),
  ]
}

async function* whole(file: Buffer): AsyncIterable<Uint8Array> {
  yield file
}
