/** The HTTP server: contract objects in, problem documents out, nobody in without a sign-in. */
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  LogController,
} from 'fastify'
import type { Logger } from 'pino'
import { z } from 'zod'
import { type Action, isSeen, relationOf } from '../../kernel/access.ts'
import type { Clock } from '../../kernel/clock.ts'
import { must, Problem } from '../../kernel/failure.ts'
import { newId } from '../../kernel/ids.ts'
import type { Route } from '../../kernel/route.ts'
import type { Db } from '../../kernel/transaction.ts'
import type { Identity, Recognised, User } from '../identity/identity.ts'
import { nameOf } from '../members/organisations.ts'
import type { Vocabulary } from '../words/arguments.ts'
import { registerCompression } from './compression.ts'
import { isSafe, recognised, refuseCrossSite, refuseWhileViewing, setHeaders } from './guard.ts'
import { accessLogOf, lineOf } from './log.ts'
import { registerPages } from './pages.ts'
import { problemAnswers, sendProblem } from './problem.ts'
import { registerDocument, registerReference } from './reference.ts'
import { FILE_TYPES, registerRefusedMethods, registerRoutes } from './routes.ts'
import { type Describe, registerSignIn } from './sign-in.ts'
import { registerViewing } from './viewing.ts'

export type ServerOptions = {
  services: { db: Db; clock: Clock }
  routes: readonly Route[]
  identity: Identity
  /** What GET /api/me and a sign-in answer. */
  describe: Describe
  /** The catalogue's words for the sentences of decisions. */
  vocabulary: Vocabulary
  /** The folder that holds console/ and portal/ as built; left out: no pages. */
  staticDir?: string
  log?: Logger
  /** Hears of every request that changed something. */
  watch?: (app: FastifyInstance) => void
  /** Holds every answer against its schema; for tests. */
  checkResponses?: boolean
  /** Addresses of the proxies whose X-Forwarded-* are believed: `loopback`, or a list with commas; true: anybody's. */
  trustProxy?: boolean | string
  /** The address under which people reach this installation (`https://bansou.example.jp`); left out: what each request says. */
  site?: string
  /** The address that letters name where `site` is left out: a request's own could be made up by whoever sends it. */
  siteOfLetters?: string
  /** The zone of moments in answers; left out: UTC. */
  zone?: string
}

export type WayIn = { method: string; path: string; access: 'public' | Action | null }

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: 'public' | Action
    /** It answers that the address does not take the method. */
    refuses?: boolean
    /** The body is a file, not JSON. */
    takesFile?: boolean
  }
  interface FastifyInstance {
    /** Every address of the API with the action that it is; null: it names none, and is closed. */
    waysIn: WayIn[]
  }
  interface FastifyRequest {
    user: User | null
    /** All that is known of the sign-in or the key, where the gate has let it in. */
    known: Recognised | null
  }
}

const MEGABYTE = 1_048_576

function optionsOf({ services, log, trustProxy }: ServerOptions): FastifyServerOptions {
  return {
    ...(log && { loggerInstance: log }),
    bodyLimit: MEGABYTE,
    // A client that sends slowly, or keeps a connection for nothing, is let go.
    requestTimeout: 30_000,
    keepAliveTimeout: 65_000,
    logController: new LogController({ disableRequestLogging: true }),
    // While it stops, requests under way are finished; its own answer for new ones would be no problem document.
    return503OnClosing: false,
    trustProxy: trustProxy ?? false,
    requestIdHeader: false,
    genReqId: (request) => {
      const given = request.headers['x-request-id']
      return typeof given === 'string' && /^[\w-]{1,64}$/.test(given) ? given : newId(services.clock.now())
    },
    routerOptions: { maxParamLength: 300 },
    frameworkErrors: (error, request, reply) => sendProblem(error, request as FastifyRequest, reply as FastifyReply),
    clientErrorHandler: (_error, socket) => {
      if (!socket.writable) return
      const body =
        '{"type":"urn:bansou:problem:malformed-body","title":"Malformed request","status":400,"code":"malformed-body"}'
      socket.end(
        `HTTP/1.1 400 Bad Request\r\ncontent-type: application/problem+json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`,
      )
    },
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Where a route takes a file: what a browser calls CSV and Excel, and what a program sends that does not say. */
function readFiles(app: FastifyInstance): void {
  app.addContentTypeParser([...FILE_TYPES], { parseAs: 'buffer' }, (request, body: Buffer, done) =>
    request.routeOptions.config.takesFile ? done(null, body) : done(new Problem('unsupported-media-type')),
  )
}

/** JSON only, in UTF-8; an empty body is none at all. Keys that would reach a prototype are malformed. */
function readJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    const malformed = () => done(new Problem('malformed-body'))
    if (request.routeOptions.config.takesFile) return done(new Problem('unsupported-media-type', 'file'))
    if (body.length === 0) return done(null, undefined)
    let text: string
    try {
      text = utf8.decode(body)
    } catch {
      return malformed()
    }
    void parse(request, text, (error, value) => (error ? malformed() : done(null, value)))
  })
}

/** The one gate. A route that says nothing about access is a fault, and closed. */
function registerGate(app: FastifyInstance, identity: Identity): void {
  app.decorateRequest('user', null)
  app.decorateRequest('known', null)
  app.addHook('onRequest', async (request, reply) => {
    setHeaders(request, reply)
    const { access } = request.routeOptions.config
    if (access === undefined && request.is404) return
    refuseCrossSite(request)
    refuseWhileViewing(request)
    if (access === 'public') return
    const action = must(access, `a stated access of ${request.routeOptions.url}`)
    const known = await recognised(identity, request, ['open'])
    const { user } = known
    if (relationOf(action, user.side, user.roles) === null) throw new Problem('not-permitted')
    if (known.scopes !== null && !known.scopes.includes(action)) throw new Problem('scope-missing')
    if (user.viewedBy !== null && !isSafe(request.method)) throw new Problem('read-only-view')
    if (user.viewedBy !== null && !isSeen(action)) throw new Problem('not-permitted')
    request.user = user
    request.known = known
  })
}

function registerHealth(app: FastifyInstance, { db }: ServerOptions['services']): void {
  app.get('/api/health', {
    config: { access: 'public' },
    schema: {
      summary: 'Whether the server and its database answer',
      tags: ['health'],
      security: [],
      response: { 200: z.object({ status: z.literal('ok') }), ...problemAnswers(503) },
    },
    handler: async () => {
      await db.read({ vendor: true }, (tx) => tx.query('select 1 as one'))
      return { status: 'ok' }
    },
  })
}

export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const { services, identity } = options
  const app = Fastify(optionsOf(options))
  const taken = new Map<string, Set<string>>()
  app.decorate('waysIn', [])
  app.addHook('onRoute', ({ url, method, config }) => {
    if (!url.startsWith('/api')) return
    const names = config?.refuses ? [] : [method].flat()
    for (const name of names) app.waysIn.push({ method: name, path: url, access: config?.access ?? null })
    const methods = taken.get(url) ?? new Set()
    for (const name of [method].flat()) methods.add(name)
    taken.set(url, methods)
  })
  readJson(app)
  readFiles(app)
  // Requests are checked by their contracts, all parts at once (routes.ts); here is nothing left to compile.
  app.setValidatorCompiler(() => () => true)
  app.setSerializerCompiler(() => JSON.stringify)
  app.setErrorHandler(sendProblem)
  app.setNotFoundHandler(() => {
    throw new Problem('not-found')
  })
  registerGate(app, identity)
  registerCompression(app)
  options.watch?.(app)
  if (options.log) {
    const access = accessLogOf(options.log)
    app.addHook('onResponse', (request, reply, done) => {
      access.info(lineOf(request, reply.statusCode, reply.elapsedTime))
      done()
    })
  }
  await registerDocument(app)
  registerSignIn(app, {
    identity,
    clock: services.clock,
    describe: options.describe,
    site: options.site ?? null,
    zone: options.zone ?? 'UTC',
    siteOfLetters: options.siteOfLetters ?? options.site ?? 'http://localhost',
    organisationName: (organisation) => services.db.read({ vendor: true }, (tx) => nameOf(tx, organisation)),
  })
  registerViewing(app, { identity, clock: services.clock })
  registerHealth(app, services)
  registerReference(app)
  registerRoutes(app, options.routes, {
    clock: services.clock,
    vocabulary: options.vocabulary,
    checkResponses: options.checkResponses ?? false,
  })
  if (options.staticDir) await registerPages(app, options.staticDir, identity)
  registerRefusedMethods(app, new Map(taken))
  return app
}
