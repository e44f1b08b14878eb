/**
 * Open screens hear that something changed, over one long answer (server-sent events). What changed is not in it: only
 * which accounts, and only those that the person may see; the screen reads again what it shows.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { relationOf } from '../../kernel/access.ts'
import { must, Problem } from '../../kernel/failure.ts'
import type { Db } from '../../kernel/transaction.ts'
import { tokenOf } from '../http/call.ts'
import type { Identity, User } from '../identity/identity.ts'
import { type Signal, sendSignal } from './signals.ts'

/** What a screen is told: accounts of which something changed, lists of other things, whether there are new notices. */
export type Change = { accounts: string[]; things: string[]; notices: boolean; everything: boolean }

type Connection = { user: User; reply: FastifyReply; token: string | null; openedAt: number }

const MOST = 1_000
const MOST_A_PERSON = 8
/** Proxies close what is silent for a minute; at each beat it is asked anew whether the sign-in still holds. */
const BEAT = 25_000
const GATHER = 1_000
/** Bytes that wait for a client that does not read. */
const MOST_UNREAD = 65_536
/** A browser that was cut off comes back after so many milliseconds. */
const RETRY = 4_000

/** What of a signal is a person's business; null: nothing. */
export function changeFor(user: User, signal: Signal): Change | null {
  const everything = signal.everything === true
  const seesAll = relationOf('accounts.read', user.side, user.roles) === 'all'
  const accounts = signal.accounts.filter((id) => seesAll || id === user.accountId)
  const things = user.side === 'vendor' ? [...(signal.things ?? [])] : []
  // Whoever sees assigned sessions only is told by a notice; which account it was is not theirs to know.
  const notices = signal.users.includes(user.userId)
  if (!everything && !notices && accounts.length + things.length === 0) return null
  return { accounts, things, notices, everything }
}

export type Live = ReturnType<typeof openLive>

export function openLive(deps: { db: Db; log: Logger; wake(): void }) {
  const open = new Set<Connection>()
  const touched = { accounts: new Set<string>(), things: new Set<string>() }
  let timer: NodeJS.Timeout | undefined

  /** Requests that arrive together are told of together: one small transaction a second at most. */
  async function flush(): Promise<void> {
    timer = undefined
    const signal = { accounts: [...touched.accounts], users: [], things: [...touched.things] }
    touched.accounts.clear()
    touched.things.clear()
    deps.wake()
    try {
      await deps.db.transaction({ vendor: true }, (tx) => sendSignal(tx, signal))
    } catch (error) {
      deps.log.warn({ err: error }, 'a change could not be signalled')
    }
  }

  function close(connection: Connection): void {
    open.delete(connection)
    connection.reply.raw.end()
  }

  /** A client that keeps the line and reads nothing would have us keep what it is told without end. */
  function say(connection: Connection, text: string): void {
    const { raw } = connection.reply
    raw.write(text)
    if (raw.writableLength <= MOST_UNREAD) return
    open.delete(connection)
    raw.destroy()
  }

  function admit(user: User): void {
    const own = [...open].filter((c) => c.user.userId === user.userId)
    for (const oldest of own.slice(0, Math.max(0, own.length - MOST_A_PERSON + 1))) close(oldest)
    if (open.size >= MOST) throw new Problem('too-many-requests', undefined, { seconds: 30 })
  }

  function connect(request: FastifyRequest, reply: FastifyReply): void {
    const user = must(request.user, 'the gate has let somebody in')
    admit(user)
    reply.hijack()
    reply.raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    reply.raw.write(`retry: ${RETRY}\n\n`)
    const connection: Connection = { user, reply, token: tokenOf(request), openedAt: performance.now() }
    open.add(connection)
    reply.raw.on('close', () => open.delete(connection))
  }

  async function beat(identity: Identity): Promise<void> {
    for (const connection of [...open]) {
      const { token, user } = connection
      const now = token === null ? null : await identity.userOf(token).catch(() => user)
      if (now?.userId === user.userId && now.side === user.side && now.accountId === user.accountId) {
        connection.user = now
        say(connection, ': still here\n\n')
      } else close(connection)
    }
  }

  /** Somebody's request changed something. */
  function touch(user: User | null, path: string): void {
    if (user?.accountId) touched.accounts.add(user.accountId)
    const thing = /^\/api\/([a-z-]+)/.exec(path)?.[1]
    if (thing) touched.things.add(thing)
    timer ??= setTimeout(() => void flush(), GATHER).unref()
  }

  return {
    hear(signal: Signal): void {
      for (const connection of open) {
        const change = changeFor(connection.user, signal)
        if (change) say(connection, `event: change\ndata: ${JSON.stringify(change)}\n\n`)
      }
    },
    /** Registered before the routes, so that it hears of them. */
    watch(app: FastifyInstance): void {
      app.addHook('onResponse', async (request, reply) => {
        if (request.method === 'GET' || request.method === 'HEAD' || reply.statusCode >= 300) return
        if (/\/preview(\?|$)|[?&]preview=true/.test(request.url)) return
        touch(request.user, request.url)
      })
    },
    register(app: FastifyInstance, identity: Identity): void {
      app.get('/api/events', { config: { access: 'notifications.own' }, schema: { hide: true } }, connect)
      const beating = setInterval(() => void beat(identity), BEAT).unref()
      app.addHook('preClose', async () => {
        clearInterval(beating)
        clearTimeout(timer)
        for (const connection of open) close(connection)
      })
    },
    size: () => open.size,
  }
}
