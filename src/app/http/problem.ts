/** Failures as problem documents (RFC 9457): one shape, one place that knows which status each has. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Problem, type ProblemCode } from '../../kernel/failure.ts'
import type { Language } from '../../kernel/route.ts'
import { decision, FIELD_CODES, type FieldCode } from '../../kernel/shapes.ts'
import type { AnswerCode } from '../words/problems.ts'
import { fieldDetail, problemDetail, problemTitle, type Values } from '../words/render.ts'
import { type FieldError, InvalidRequest } from './field-errors.ts'
import { languageOf } from './language.ts'

export const STATUS: Record<ProblemCode, number> = {
  'malformed-body': 400,
  'invalid-field': 400,
  'not-signed-in': 401,
  'role-ended': 401,
  'code-wrong': 401,
  'passkey-refused': 401,
  'second-factor-needed': 403,
  'second-factor-missing': 403,
  'passkey-elsewhere': 403,
  'bound-to-provider': 403,
  'scope-missing': 403,
  'link-unknown': 404,
  'link-used': 410,
  'link-expired': 410,
  'sign-in-first': 409,
  'link-of-another': 403,
  'already-member': 409,
  'already-invited': 409,
  'last-administrator': 409,
  'own-last-role': 409,
  'role-is-over': 409,
  'handover-open': 409,
  'not-permitted': 403,
  'read-only-view': 403,
  'unknown-reference': 404,
  'not-found': 404,
  'method-not-allowed': 405,
  'already-exists': 409,
  'stale-version': 412,
  'body-too-large': 413,
  'unsupported-media-type': 415,
  'idempotency-key-reused': 422,
  'too-many-requests': 429,
  internal: 500,
  unavailable: 503,
  'no-databases': 503,
}

export const problemDocument = z
  .object({
    type: z.string().meta({ examples: ['urn:bansou:problem:invalid-field'] }),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'A problem code, or the first refusal code of the decision' }),
    detail: z.string().meta({ description: 'One sentence in the language asked for' }),
    field: z.string().optional(),
    errors: z.array(z.object({ field: z.string(), code: z.enum(FIELD_CODES), detail: z.string() })).optional(),
    clauses: z.array(z.string()).optional(),
    remedies: z.array(z.string()).optional(),
    decision: decision.optional(),
  })
  .meta({ id: 'Problem', description: 'Why a request was not carried out (RFC 9457)' })
export type ProblemDocument = z.output<typeof problemDocument>

const MEANINGS: Record<number, string> = {
  400: 'The body or a field is not right; errors names each field',
  401: 'Not signed in, or the sign-in has expired',
  403: 'Signed in, without the right to do this',
  404: 'What is named does not exist, or belongs to somebody else',
  409: 'It comes with a charge that was not accepted, or exists already',
  410: 'The link was used already, or has expired',
  412: 'Changed since the version in If-Match',
  413: 'More than is taken here: 1 MB, for a file 30 MB',
  415: 'Not application/json, or where a file is taken no file',
  422: 'Refused by the terms, with the decision; or an idempotency key used for other content',
  429: 'Tried too often; Retry-After says when to try again',
  500: 'A fault of the system; nothing was changed',
  503: 'The database is not available; safe to repeat under the same Idempotency-Key, for the answer may have been lost after its effect',
}

/** Failures by status, as the reference shows them. */
export const problemAnswers = (...statuses: number[]) =>
  Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: MEANINGS[status] ?? 'A problem',
        content: { 'application/problem+json': { schema: problemDocument } },
      },
    ]),
  )

export const problemType = (code: string) => `urn:bansou:problem:${code}`

export function documentOf(
  code: AnswerCode,
  status: number,
  language: Language,
  field?: string,
  facts: Values = {},
): ProblemDocument {
  return {
    type: problemType(code),
    title: problemTitle(code, language),
    status,
    code,
    detail: problemDetail(code, language, field, facts),
    ...(field === undefined ? {} : { field }),
  }
}

function invalidDocument(errors: FieldError[], language: Language): ProblemDocument {
  const said = errors.map(({ field, code, facts }) => ({
    field,
    code,
    detail: fieldDetail(code, field, language, facts),
  }))
  const whole = documentOf('invalid-field', 400, language, undefined, { count: said.length })
  const [first] = said
  return {
    ...whole,
    ...(first && { field: first.field }),
    detail: said.length === 1 && first ? first.detail : whole.detail,
    errors: said,
  }
}

const MEGABYTE = 1_048_576

/** Fastify's own complaints about a request, and Node's. */
const FRAMEWORK: Record<string, ProblemCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed-body',
  FST_ERR_BAD_URL: 'not-found',
  FST_ERR_MAX_PARAM_LENGTH: 'not-found',
  ECONNRESET: 'malformed-body',
}

/** SQLSTATE of text that the database cannot hold (U+0000): the client's, found late. */
const UNSTORABLE = new Set(['22021', '22P05'])

const isFieldCode = (code: unknown): code is FieldCode => (FIELD_CODES as readonly unknown[]).includes(code)

/** What went wrong, as something that may be said to the client; `internal` where it is a bug. */
export function problemOf(error: unknown): Problem | InvalidRequest {
  if (error instanceof InvalidRequest) return error
  if (error instanceof Problem) {
    if (error.code !== 'invalid-field') return error
    const { code, ...facts } = error.facts
    return new InvalidRequest([{ field: error.field ?? '', code: isFieldCode(code) ? code : 'wrong-format', facts }])
  }
  const code = (error as { code?: unknown } | null)?.code
  if (typeof code === 'string') {
    if (UNSTORABLE.has(code)) return new InvalidRequest([{ field: '', code: 'control-character', facts: {} }])
    const known = FRAMEWORK[code]
    if (known) return new Problem(known)
  }
  return new Problem('internal')
}

export function sendDocument(reply: FastifyReply, document: ProblemDocument): FastifyReply {
  return reply
    .code(document.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(document)
}

function headersOf(problem: Problem, reply: FastifyReply): void {
  if (problem.code === 'not-signed-in') reply.header('www-authenticate', 'Bearer realm="bansou"')
  if (problem.code === 'unavailable') reply.header('retry-after', '2')
  if (problem.code === 'too-many-requests') reply.header('retry-after', String(problem.facts.seconds ?? 60))
  // Fastify closes the connection on a body it has not read; clients that are still sending would see a reset, not the
  // answer. Left open, Node reads the rest away.
  if (problem.code === 'body-too-large') reply.removeHeader('connection')
}

/** Answers any failure. Bugs are logged with their stack, and answered without it. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = languageOf(request)
  const problem = problemOf(error)
  if (problem instanceof InvalidRequest) return sendDocument(reply, invalidDocument(problem.errors, language))
  headersOf(problem, reply)
  if (problem.code === 'internal') request.log.error({ err: error }, 'a request failed by a fault of the system')
  if (problem.code === 'unavailable') request.log.warn('the database is not available')
  const megabytes = Math.floor((request.routeOptions.bodyLimit ?? MEGABYTE) / MEGABYTE)
  const facts = { ...problem.facts, request: request.id, method: request.method, megabytes }
  const document = documentOf(problem.code, STATUS[problem.code], language, problem.field, facts)
  return sendDocument(reply, document)
}
