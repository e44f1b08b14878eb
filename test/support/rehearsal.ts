/**
 * A stage that plays scenarios by the dozen: one application on one database, each scenario inside one transaction that
 * is rolled back at its end. Routes, rules, statements, constraints and row-level security are the real ones; only the
 * commit is not. The terms can be exchanged between two scenarios, for tests that ask what changed terms would change.
 */
import { NOBODY, openActors } from '../../src/app/actors.ts'
import { buildApplication } from '../../src/app/application.ts'
import type { Open, Stage } from '../../src/app/scenario/index.ts'
import { instantOf, settableClock } from '../../src/kernel/clock.ts'
import { must } from '../../src/kernel/failure.ts'
import { newId } from '../../src/kernel/ids.ts'
import { ownAccount } from '../../src/kernel/route.ts'
import { type Db, partOf, type Scope, type Tx } from '../../src/kernel/transaction.ts'
import type { Catalogues } from '../../src/terms/index.ts'
import { type TestDatabase, testDatabase } from './database.ts'

export type Rehearsal = {
  open: Open
  /** From the next scenario on these terms are in force. */
  use(terms: Catalogues): void
  close(): Promise<void>
}

/** Nobody guards these passwords. */
const CHEAP = { log2N: 4, r: 1, p: 1 }
const PLAYER = { email: 'player@example.invalid', password: 'scenario player' }

class Over extends Error {}

/** Begins a transaction and keeps it open until `end`, which undoes everything. */
function held(db: Db): Promise<{ tx: Tx; end(): Promise<void> }> {
  return new Promise((begun, failed) => {
    let finish = () => {}
    const finished = new Promise<void>((resolve) => {
      finish = resolve
    })
    const done = db
      .transaction({ vendor: true }, async (tx) => {
        begun({
          tx,
          end: () => {
            finish()
            return done
          },
        })
        await finished
        throw new Over()
      })
      .catch((error: unknown) => {
        if (!(error instanceof Over)) failed(error)
      })
  })
}

const tenantOf = (scope: Scope) =>
  'vendor' in scope
    ? "SET LOCAL app.scope = 'vendor'; SET LOCAL app.account_id = ''"
    : `SET LOCAL app.scope = ''; SET LOCAL app.account_id = '${ownAccount(scope)}'`

/** A database whose transactions are savepoints of the one that is open, one after the other. */
function inside(current: () => Tx): Db {
  let last: Promise<unknown> = Promise.resolve()
  async function once<T>(scope: Scope, run: (tx: Tx) => Promise<T>): Promise<T> {
    const tx = current()
    await tx.query(`SAVEPOINT step; ${tenantOf(scope)}`)
    try {
      const value = await run(partOf(tx))
      await tx.query('RELEASE step')
      return value
    } catch (error) {
      await tx.query('ROLLBACK TO step; RELEASE step')
      throw error
    }
  }
  function transaction<T>(scope: Scope, run: (tx: Tx) => Promise<T>): Promise<T> {
    const mine = last.then(() => once(scope, run))
    last = mine.catch(() => undefined)
    return mine
  }
  return { transaction, read: transaction, close: async () => undefined }
}

/** For `beforeAll`; `close` in `afterAll`. */
export async function openRehearsal(terms: Catalogues): Promise<Rehearsal> {
  const database: TestDatabase = await testDatabase({ max: 2 })
  // The application holds on to this object, so what it contains is exchanged.
  const catalogues: Catalogues = Object.assign(Object.create(Object.getPrototypeOf(terms)), terms)
  const clock = settableClock(0)
  let scene: { tx: Tx; end(): Promise<void> } | null = null
  const db = inside(() => must(scene, 'a scenario is open').tx)
  const built = await buildApplication({
    db,
    clock,
    catalogues,
    identity: { passwordCost: CHEAP, secondFactor: 'off' },
  })

  const { server, identity } = built

  async function open(): Promise<Stage> {
    clock.set(instantOf({ date: '2000-01-01', minute: 0 }, catalogues.timeZone))
    scene = await held(database.db)
    await identity.createUser({ name: 'player', ...PLAYER, side: 'vendor', roles: ['admin'] })
    const actors = openActors(built, 'player.invalid')
    let token: string | null = null
    const send = (method: 'GET' | 'POST', url: string, body: unknown, headers: Record<string, string>) =>
      server.inject({ method, url, headers, ...(body === undefined ? {} : { payload: body as object }) })
    const signedIn = async () => {
      const answer = await send('POST', '/api/auth/sign-in', PLAYER, {})
      return must(
        answer.cookies.find((c) => c.name === 'bansou_session'),
        `a sign-in, not ${answer.body}`,
      ).value
    }
    return {
      zone: catalogues.timeZone,
      setClock: (at) => {
        if (Math.abs(at - clock.now()) > 3_600_000) {
          token = null
          actors.signOut()
        }
        clock.set(at)
      },
      async request(method, path, body, as) {
        token ??= await signedIn()
        const bearer = as === undefined ? token : await actors.tokenOf(as)
        if (bearer === null) return NOBODY
        const headers: Record<string, string> = { authorization: `Bearer ${bearer}`, 'accept-language': 'ja' }
        if (method === 'POST') headers['idempotency-key'] = newId(clock.now())
        const answer = await send(method, path, body, headers)
        return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() }
      },
      async close() {
        await scene?.end()
        scene = null
      },
    }
  }
  return {
    open,
    use: (next) => Object.assign(catalogues, { versions: next.versions }),
    async close() {
      await server.close()
      await database.drop()
    },
  }
}
