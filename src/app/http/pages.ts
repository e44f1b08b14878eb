/** The two front ends as files: console for the vendor's people, portal for a customer's. */
import { existsSync } from 'node:fs'
import { extname } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from '../../kernel/failure.ts'
import type { Side } from '../../kernel/route.ts'
import type { Identity } from '../identity/identity.ts'
import { tokenOf } from './call.ts'
import { PAGE_POLICY } from './guard.ts'

const HOME: Record<Side, string> = { vendor: '/console/', partner: '/console/', customer: '/portal/' }

/** A build puts a digest of the content in these names, so that they never change. */
const isImmutable = (path: string) => path.includes('/assets/')

function sendFile(path: string, reply: FastifyReply) {
  reply.headers({ 'content-security-policy': PAGE_POLICY, vary: 'accept-encoding' })
  reply.removeHeader('cache-control')
  return isImmutable(path)
    ? reply.sendFile(path, { maxAge: '365d', immutable: true })
    : reply.sendFile(path, { maxAge: 0, cacheControl: true })
}

/** What stands for the star of a route, decoded; never a way out of the folder. */
function restOf(request: FastifyRequest): string {
  const path = (request.params as { '*': string })['*']
  const parts = path.split(/[\\/]/)
  const hidden = parts.some((part, i) => part.startsWith('.') || (part === '' && i < parts.length - 1))
  if (hidden || path.includes('\0')) throw new Problem('not-found')
  return path
}

/** A path with an extension is a file; every other one is an address inside the front end, which its page resolves. */
function registerFrontEnd(app: FastifyInstance, name: 'console' | 'portal'): void {
  const page = `${name}/index.html`
  const open = { config: { access: 'public' as const }, schema: { hide: true } }
  app.get(`/${name}`, open, (_request, reply) => reply.redirect(`/${name}/`))
  app.get(`/${name}/*`, open, (request: FastifyRequest, reply: FastifyReply) => {
    const path = restOf(request)
    return sendFile(extname(path) === '' ? page : `${name}/${path}`, reply)
  })
}

export async function registerPages(app: FastifyInstance, folder: string, identity: Identity): Promise<void> {
  await app.register(fastifyStatic, { root: folder, serve: false, preCompressed: true, dotfiles: 'deny' })
  registerFrontEnd(app, 'console')
  registerFrontEnd(app, 'portal')
  const open = { config: { access: 'public' as const }, schema: { hide: true } }
  if (existsSync(`${folder}/assets`)) {
    app.get('/assets/*', open, (request: FastifyRequest, reply) => sendFile(`assets/${restOf(request)}`, reply))
  }
  app.get('/favicon.ico', open, (_request, reply) => {
    if (!existsSync(`${folder}/favicon.ico`)) throw new Problem('not-found')
    return sendFile('favicon.ico', reply)
  })
  // Pages for people who are not signed in: both front ends know them; the console's answers.
  for (const path of ['/sign-in', '/reset', '/invite', '/open'])
    app.get(path, open, (_request, reply) => sendFile('console/index.html', reply))
  app.get('/', open, async (request, reply) => {
    const token = tokenOf(request)
    const user = token === null ? null : await identity.userOf(token)
    return reply.redirect(user ? HOME[user.side] : '/sign-in')
  })
}
