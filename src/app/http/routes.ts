/** Registers contract objects: shape checked, handler called, its answer or decision put into words. */
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Clock } from '../../kernel/clock.ts'
import type { Decision } from '../../kernel/decision.ts'
import { must, Problem } from '../../kernel/failure.ts'
import { Download, type Language, type Route } from '../../kernel/route.ts'
import type { Vocabulary } from '../words/arguments.ts'
import { chargesDetail, problemTitle, refusalDetail, sayDecision } from '../words/render.ts'
import { callerOf, idempotencyOf, ifMatchOf } from './call.ts'
import { type FieldError, fieldErrors, InvalidRequest } from './field-errors.ts'
import { problemAnswers, problemType, sendDocument } from './problem.ts'

export type Answering = {
  clock: Clock
  vocabulary: Vocabulary
  /** Whether answers are held against their schemas: a fault of ours, looked for in tests. */
  checkResponses: boolean
}

export type CheckedRoute = Pick<Route, 'params' | 'query' | 'body' | 'file'>

/** Checks all parts before it complains, so that a person sees every mistake at once. */
export function checkRequest(
  route: CheckedRoute,
  request: FastifyRequest,
): { params: unknown; query: unknown; body: unknown } {
  const errors: FieldError[] = []
  const part = (schema: z.ZodType | undefined, input: unknown): unknown => {
    if (schema === undefined) return undefined
    const read = schema.safeParse(input)
    if (!read.success) errors.push(...fieldErrors(read.error, input))
    return read.data
  }
  const params = part(route.params, request.params)
  // An address that names nothing that could exist is not a mistake in a form.
  if (errors[0]) throw new Problem('unknown-reference', errors[0].field)
  const query = part(route.query, request.query)
  if (route.query === undefined)
    for (const name of Object.keys(request.query as object))
      errors.push({ field: name, code: 'unknown-field', facts: {} })
  if (route.file && !Buffer.isBuffer(request.body)) errors.push({ field: 'file', code: 'required', facts: {} })
  const body = route.file ? request.body : part(route.body, request.body === undefined ? {} : request.body)
  if (errors.length > 0) throw new InvalidRequest(errors)
  return { params, query, body }
}

type Answered = { decision: Decision; asked: boolean; language: Language }

function sendDecision(route: Route, { decision, asked, language }: Answered, reply: FastifyReply, how: Answering) {
  const said = sayDecision(decision, language, how.vocabulary)
  if (how.checkResponses) mustAnswerAsDeclared(route, said)
  if (asked) return reply.code(200).send(said)
  const common = { clauses: decision.cites, remedies: decision.remedies, decision: said }
  if (decision.outcome === 'refused') {
    const code = must(decision.because[0], 'a refusal has a code')
    const detail = refusalDetail(said, language)
    return sendDocument(reply, {
      type: problemType(code),
      title: problemTitle('refused', language),
      status: 422,
      code,
      detail,
      ...common,
    })
  }
  if (decision.outcome === 'charged' && !decision.applied) {
    const code = 'charges-not-accepted'
    const detail = chargesDetail(decision, language)
    return sendDocument(reply, {
      type: problemType(code),
      title: problemTitle(code, language),
      status: 409,
      code,
      detail,
      ...common,
    })
  }
  return reply.code(route.status).send(said)
}

function mustAnswerAsDeclared(route: Route, value: unknown): void {
  const read = route.response.safeParse(value)
  if (!read.success)
    throw new Error(`${route.method} ${route.path} does not answer what it declares: ${read.error.message}`)
}

const sendDownload = ({ name, type, content, opens }: Download, reply: FastifyReply) =>
  reply
    .header('content-disposition', `${opens ? 'inline' : 'attachment'}; filename="${name}"`)
    .type(type)
    .send(Readable.from(content))

async function answer(route: Route, request: FastifyRequest, reply: FastifyReply, how: Answering) {
  const user = must(request.user, 'a route with an action is reached signed in')
  const caller = callerOf(user, request, how.clock.now())
  const { params, query, body } = checkRequest(route, request)
  request.body = body
  const asked = route.asks || (query as { preview?: boolean } | undefined)?.preview === true
  const idempotency = route.method === 'GET' || asked ? null : idempotencyOf(request, caller.userId, how.clock)
  const value = await route.handler({ params, query, body, caller, idempotency, ifMatch: ifMatchOf(request) })
  if (route.answersDecision)
    return sendDecision(route, { decision: value as Decision, asked, language: caller.language }, reply, how)
  if (value instanceof Download) return sendDownload(value, reply)
  if (how.checkResponses) mustAnswerAsDeclared(route, value)
  return reply.code(route.status).send(value)
}

/** What each kind of route can answer besides success, for the reference. */
function failuresOf(route: Route) {
  const codes = [400, 401, 403, ...(route.params || route.body ? [404] : []), 500, 503]
  if (route.method !== 'GET') codes.push(412, 413, 415, 422)
  if (route.answersDecision && !route.asks) codes.push(409)
  return problemAnswers(...codes)
}

/** What a file may be sent as. */
export const FILE_TYPES = [
  'application/octet-stream',
  'text/csv',
  'text/plain',
  'application/vnd.ms-excel',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
] as const

/** The request's body as the reference shows it. */
function bodyOf({ file, body }: Route) {
  if (file) return { consumes: [...FILE_TYPES], body: z.string().meta({ format: 'binary', description: 'The file' }) }
  return body && { body }
}

export function registerRoutes(app: FastifyInstance, routes: readonly Route[], how: Answering): void {
  for (const route of routes) {
    app.route({
      method: route.method,
      url: route.path,
      config: { access: route.may, takesFile: route.file !== undefined },
      ...(route.file && { bodyLimit: route.file.bytes }),
      schema: {
        summary: route.summary,
        tags: [route.tag],
        ...(route.params && { params: route.params }),
        ...(route.query && { querystring: route.query }),
        ...bodyOf(route),
        response: { [route.status]: route.response, ...failuresOf(route) },
      },
      handler: (request, reply) => answer(route, request, reply, how),
    })
  }
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

/** An address that exists answers other methods by naming those that it takes. */
export function registerRefusedMethods(app: FastifyInstance, taken: ReadonlyMap<string, ReadonlySet<string>>): void {
  for (const [url, methods] of taken) {
    const allow = [...methods].join(', ')
    app.route({
      method: METHODS.filter((method) => !methods.has(method)),
      url,
      config: { access: 'public', refuses: true },
      schema: { hide: true },
      handler: (_request, reply) => {
        reply.header('allow', allow)
        throw new Problem('method-not-allowed')
      },
    })
  }
}
