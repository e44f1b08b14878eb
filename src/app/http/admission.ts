/**
 * Who may try a password or a code now. Guesses are counted by browser and person, by address, and by person. The last slows
 * strangers down and never shuts anybody out: a browser that its person has signed in with before has a count of its own,
 * so that nobody can be locked out from elsewhere (docs/decisions/0006-sign-in-methods.md).
 */
import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../../kernel/clock.ts'
import { must, Problem } from '../../kernel/failure.ts'
import type { Sealer } from '../identity/secret.ts'
import { cookieIn } from './call.ts'
import { type Limit, openLimiter } from './limiter.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

const LIMITS: Record<string, Limit> = {
  // One person at one address; one address trying many people; many addresses trying one person.
  pair: { failures: 10, within: 5 * MINUTE },
  address: { failures: 100, within: 5 * MINUTE },
  person: { failures: 50, within: 15 * MINUTE, every: 2_000 },
  // A browser that the person has signed in with before.
  device: { failures: 10, within: 5 * MINUTE },
  // Six digits: whoever has the password tries few of a million.
  code: { failures: 8, within: 10 * MINUTE },
  codes: { failures: 20, within: HOUR },
  // What costs no guess but work: challenges, letters, look-ups of links.
  asking: { failures: 60, within: 5 * MINUTE },
  letter: { failures: 3, within: HOUR },
}

const DEVICE_COOKIE = 'bansou_device'
const YEAR_SECONDS = 365 * 86_400
/** Checks of passwords under way at once, each 32 MB and a thread: more wait with the client, not with us. */
const MOST_AT_ONCE = 60

/** Whoever has an IPv6 network has 2^64 addresses of it. */
export function networkOf(ip: string): string {
  if (!ip.includes(':') || ip.startsWith('::ffff:')) return ip
  const [head = '', tail] = ip.toLowerCase().split('::')
  const first = head === '' ? [] : head.split(':')
  const last = tail === undefined || tail === '' ? [] : tail.split(':')
  const gap = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length)
  return [...first, ...Array<string>(gap).fill('0'), ...last]
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, ''))
    .join(':')
}

export type Admission = {
  /** Lets an attempt at a person's password through or throws `too-many-requests`; tells by its answer how it ended. */
  password<T>(request: FastifyRequest, email: string, attempt: () => Promise<T | null>): Promise<T | null>
  /** The same for a code of somebody whose password was right. */
  code<T>(
    request: FastifyRequest,
    person: { userId: string; email: string },
    attempt: () => Promise<T | null>,
  ): Promise<T | null>
  /** Counts something that anybody may ask for; throws `too-many-requests`. */
  asking(request: FastifyRequest): void
  /** Whether one more letter to this address may be sent; the answer to the client is the same either way. */
  mayWrite(email: string): boolean
  /** From now on this browser is known as one of the person's. */
  remember(request: FastifyRequest, reply: FastifyReply, email: string): void
}

export function openAdmission(clock: Clock, sealer: Sealer): Admission {
  const limiter = openLimiter(clock, (name) =>
    must(LIMITS[name.slice(0, name.indexOf(' '))], 'every name begins with a limit'),
  )
  let underWay = 0

  const nameOf = (nonce: string, email: string) => `${nonce} ${email.trim().toLowerCase()}`
  /** What this browser is called, if its cookie was given for this person; it says nothing of others. */
  function deviceOf(request: FastifyRequest, email: string): string | null {
    const [nonce, signature] = (cookieIn(request.headers.cookie, DEVICE_COOKIE) ?? '').split('.')
    if (nonce === undefined || signature === undefined) return null
    return sealer.isSigned(nameOf(nonce, email), signature, 'device') ? nonce : null
  }

  /** Counts under the names; a success forgets the first and pardons the others, a fault of ours pardons all. */
  async function counted<T>(names: [string, ...string[]], attempt: () => Promise<T | null>): Promise<T | null> {
    limiter.admit(...names)
    const done = await attempt().catch((fault: unknown) => {
      limiter.pardon(...names)
      throw fault
    })
    if (done === null) return null
    const [own, ...others] = names
    limiter.forget(own)
    limiter.pardon(...others)
    return done
  }

  async function inTurn<T>(attempt: () => Promise<T>): Promise<T> {
    if (underWay >= MOST_AT_ONCE) throw new Problem('too-many-requests', undefined, { seconds: 2 })
    underWay++
    try {
      return await attempt()
    } finally {
      underWay--
    }
  }

  return {
    password(request, email, attempt) {
      const person = email.trim().toLowerCase()
      const device = deviceOf(request, email)
      if (device !== null) return counted([`device ${device}`], attempt)
      const network = networkOf(request.ip)
      const names: [string, ...string[]] = [`pair ${network} ${person}`, `address ${network}`, `person ${person}`]
      return counted(names, () => inTurn(attempt))
    },

    code(request, { userId, email }, attempt) {
      const device = deviceOf(request, email)
      if (device !== null) return counted([`code ${userId} ${device}`], attempt)
      return counted([`code ${userId} ${networkOf(request.ip)}`, `codes ${userId}`], attempt)
    },

    asking: (request) => limiter.admit(`asking ${networkOf(request.ip)}`),

    mayWrite(email) {
      try {
        limiter.admit(`letter ${email.trim().toLowerCase()}`)
        return true
      } catch {
        return false
      }
    },

    remember(request, reply, email) {
      if (deviceOf(request, email) !== null) return
      const nonce = randomBytes(16).toString('base64url')
      const value = `${nonce}.${sealer.sign(nameOf(nonce, email), 'device')}`
      const secure = request.protocol === 'https' ? '; Secure' : ''
      reply.header(
        'set-cookie',
        `${DEVICE_COOKIE}=${value}; Path=/api/auth; HttpOnly; SameSite=Lax; Max-Age=${YEAR_SECONDS}${secure}`,
      )
    },
  }
}
