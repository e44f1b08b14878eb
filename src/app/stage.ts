/** A stage for scenarios: the whole application on a database of its own, with a clock that the story sets. */

import { instantOf, settableClock } from '../kernel/clock.ts'
import { must } from '../kernel/failure.ts'
import { newId } from '../kernel/ids.ts'
import { openDb } from '../kernel/transaction.ts'
import type { Catalogues } from '../terms/index.ts'
import { NOBODY, openActors } from './actors.ts'
import { buildApplication } from './application.ts'
import { freshDatabase } from './postgres/throwaway.ts'
import type { Open, Stage } from './scenario/index.ts'

/** Signing in must be real, not slow: nobody guards these passwords. */
const CHEAP = { log2N: 4, r: 1, p: 1 }
const EMAIL = 'player@example.invalid'
const PASSWORD = 'scenario player'

/** No story is dated before it: the player must be somebody already when it begins. */
const BEGINNING = { date: '1900-01-01', minute: 0 }

/** Opens stages on a server that lets us create databases; every one starts empty. */
export function stageOn(connectionString: string, catalogues: Catalogues): Open {
  return async (language): Promise<Stage> => {
    const database = await freshDatabase(connectionString)
    const db = openDb({ connectionString: database.connectionString, max: 3 })
    const clock = settableClock(instantOf(BEGINNING, catalogues.timeZone))
    async function strike(): Promise<void> {
      await db.close()
      await database.drop()
    }
    async function build() {
      const built = await buildApplication({
        db,
        clock,
        catalogues,
        checkResponses: true,
        identity: { passwordCost: CHEAP, secondFactor: 'off' },
      })
      await built.identity.createUser({
        name: 'player',
        email: EMAIL,
        password: PASSWORD,
        side: 'vendor',
        roles: ['admin'],
      })
      return built
    }
    // A stage that cannot be set leaves no database behind.
    const built = await build().catch(async (fault: unknown) => {
      await strike()
      throw fault
    })
    const { server } = built
    const actors = openActors(built, 'player.invalid')
    let token: string | null = null
    const send = (method: 'GET' | 'POST', url: string, body: unknown, headers: Record<string, string>) =>
      server.inject({ method, url, headers, ...(body === undefined ? {} : { payload: body as object }) })
    async function signedIn(): Promise<string> {
      if (token !== null) return token
      const signIn = await send('POST', '/api/auth/sign-in', { email: EMAIL, password: PASSWORD }, {})
      const cookie = must(
        signIn.cookies.find((c) => c.name === 'bansou_session'),
        `a cookie from the sign-in, which answered ${signIn.statusCode}`,
      )
      token = cookie.value
      return token
    }
    return {
      zone: catalogues.timeZone,
      // Moved by days, a sign-in may be over: the next request makes a new one.
      setClock: (at) => {
        if (Math.abs(at - clock.now()) > 3_600_000) {
          token = null
          actors.signOut()
        }
        clock.set(at)
      },
      async request(method, path, body, as) {
        const bearer = as === undefined ? await signedIn() : await actors.tokenOf(as)
        if (bearer === null) return NOBODY
        const headers = {
          authorization: `Bearer ${bearer}`,
          'accept-language': language,
          ...(method === 'POST' ? { 'idempotency-key': newId(clock.now()) } : {}),
        }
        const answer = await send(method, path, body, headers)
        return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() }
      },
      async close() {
        await server.close()
        await strike()
      },
    }
  }
}
