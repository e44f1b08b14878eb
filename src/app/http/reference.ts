/** The API reference: the OpenAPI document, and a page to read and try it, without anything from another site. */
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import about from '../../../package.json' with { type: 'json' }
import { must } from '../../kernel/failure.ts'
import { COOKIE } from './call.ts'
import { PAGE_POLICY } from './guard.ts'

type OpenApi = { paths: object; components?: { schemas?: Record<string, unknown> } }

const DESCRIPTION = `Every request is answered by a decision that cites its clauses. Failures are problem documents (RFC 9457).

- Sign in at \`POST /api/auth/sign-in\`; send the session as cookie, or its value as \`Authorization: Bearer\`.
- \`Accept-Language: ja\` or \`en\` chooses the language of sentences.
- A command sent again with the same \`Idempotency-Key\` answers what it answered, and does nothing.
- \`If-Match: "3"\` refuses a change of what is no longer version 3.
- Times carry their offset (\`2025-04-14T10:00:00+09:00\`); dates are civil days (\`2025-04-14\`).`

const text = (description: string) => ({ type: 'string', description })
const HEADERS = { 'accept-language': text('ja (default) or en') }
const COMMAND_HEADERS = {
  ...HEADERS,
  'idempotency-key': text('1 to 200 visible characters; repeat the command safely'),
  'if-match': text('the version that was seen, in quotation marks'),
}

/** Headers are read once for all routes (call.ts), so they stand in no route's schema and are added here. */
const transform: typeof jsonSchemaTransform = (input) => {
  const { schema, url } = jsonSchemaTransform(input)
  const { method } = input.route
  const properties = method === 'GET' || method === 'HEAD' ? HEADERS : COMMAND_HEADERS
  return { schema: { ...schema, headers: { type: 'object', properties } }, url }
}

/** Each schema is made in two forms, for requests and for answers; what no address leads to is left out. */
function withoutUnreferred(document: OpenApi): OpenApi {
  const schemas = document.components?.schemas ?? {}
  const reached = new Set<string>()
  const follow = (part: unknown): void => {
    for (const [, name] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (name === undefined || reached.has(name)) continue
      reached.add(name)
      follow(schemas[name])
    }
  }
  follow(document.paths)
  const kept = Object.fromEntries(Object.entries(schemas).filter(([name]) => reached.has(name)))
  return { ...document, components: { ...document.components, schemas: kept } }
}

export async function registerDocument(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Bansou API', version: about.version, description: DESCRIPTION },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: COOKIE },
          token: { type: 'http', scheme: 'bearer' },
        },
      },
      security: [{ session: [] }, { token: [] }],
    },
    transform,
    transformObject: jsonSchemaTransformObject,
  })
}

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bansou API</title>
<link rel="icon" href="data:,">
<style>body { margin: 0 }</style>
</head>
<body>
<noscript>The document itself: <a href="/api/openapi.json">/api/openapi.json</a></noscript>
<div id="app"></div>
<script src="/api/reference/viewer.js"></script>
<script src="/api/reference/start.js"></script>
</body>
</html>
`

const START = `Scalar.createApiReference('#app', {
  url: '/api/openapi.json', theme: 'none', withDefaultFonts: false, telemetry: false, hideClientButton: true,
  showDeveloperTools: 'never', agent: { disabled: true }, mcp: { disabled: true },
})
`

/** The viewer is five megabytes inside its package's module: read when the first person asks, kept compressed. */
async function loadViewer(): Promise<Buffer> {
  const { default: reference } = await import('@scalar/fastify-api-reference')
  const host = Fastify()
  await host.register(reference, { routePrefix: '/reference', configuration: { url: '/openapi.json' } })
  const answer = await host.inject('/reference/js/scalar.js')
  await host.close()
  must(answer.statusCode === 200, 'the reference package serves its viewer')
  return promisify(gzip)(answer.rawPayload)
}

export function registerReference(app: FastifyInstance): void {
  const open = { config: { access: 'public' as const }, schema: { hide: true } }
  let viewer: Promise<Buffer> | undefined
  let document: string | undefined

  app.get('/api/openapi.json', open, (_request, reply) => {
    document ??= JSON.stringify(withoutUnreferred(app.swagger() as OpenApi))
    return reply
      .header('cache-control', 'no-cache')
      .type('application/json; charset=utf-8')
      .serializer(String)
      .send(document)
  })
  app.get('/api', open, (_request, reply) =>
    reply
      .headers({ 'content-security-policy': PAGE_POLICY, 'cache-control': 'no-cache' })
      .type('text/html; charset=utf-8')
      .send(PAGE),
  )
  app.get('/api/', open, (_request, reply) => reply.redirect('/api'))
  app.get('/api/reference/start.js', open, (_request, reply) =>
    reply.header('cache-control', 'no-cache').type('text/javascript; charset=utf-8').send(START),
  )
  app.get('/api/reference/viewer.js', open, async (request, reply) => {
    viewer ??= loadViewer()
    const packed = await viewer
    reply
      .headers({ 'cache-control': 'public, max-age=86400', vary: 'accept-encoding' })
      .type('text/javascript; charset=utf-8')
    if (/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? '')))
      return reply.header('content-encoding', 'gzip').send(packed)
    return reply.send(await promisify(gunzip)(packed))
  })
}
