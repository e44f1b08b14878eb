/** How every command is carried out: one transaction that answers, takes effect, and keeps the answer. */
import type { Clock, Instant } from '../kernel/clock.ts'
import type { Decision } from '../kernel/decision.ts'
import { type IdempotencyRef, remember, replayOf } from '../kernel/idempotency.ts'
import { type Caller, scopeOf } from '../kernel/route.ts'
import type { Db, Scope, Tx } from '../kernel/transaction.ts'
import { lockAccounts } from '../people/index.ts'
import { type Answer, recordAnswers } from './commands.ts'

export type Asked = {
  accountId: string
  /** The command's name in the history of answers: `contract.open`. */
  action: string
  caller: Caller
  idempotency: IdempotencyRef | null
  /** Only asked: nothing is written, locked or kept. */
  preview: boolean
  /** Where the caller is merely assigned and what it is about was found in the own scope: the account's. */
  scope?: Scope
}

/** What a command knows of its circumstances. `writes` is false for a preview. */
export type Circumstances = {
  now: Instant
  writes: boolean
  caller: Caller
  /** Says from what to what the command moved its subject, to be kept with the answer; a second word replaces the first. */
  moved?: (change: Change) => void
}

/** What a command came to: the decision, and the terms it was made under. */
type Carried = { decision: Decision; version: string }
type Change = NonNullable<Answer['change']>

/**
 * Runs a command on one account: the account's row is locked first, so that whoever changes its books is alone with them;
 * the answer is kept, refusals too; a repeated idempotency key answers what was answered. `versionOf` names the terms.
 */
export async function answer(
  services: { db: Db; clock: Clock },
  asked: Asked,
  run: (tx: Tx, at: Circumstances) => Promise<Carried>,
): Promise<Decision> {
  const { accountId, action, caller } = asked
  const scope = asked.scope ?? scopeOf(caller, accountId)
  const { clock } = services
  if (asked.preview)
    return services.db.read(scope, async (tx) => (await run(tx, { now: clock.now(), writes: false, caller })).decision)
  return services.db.transaction(scope, async (tx) => {
    const replay = await replayOf(tx, asked.idempotency)
    if (replay) return replay.body as Decision
    await lockAccounts(tx, [accountId])
    // Only now: who waited for the lock must not date its movements before those that it waited for.
    const now = clock.now()
    const told: { change: Change | null } = { change: null }
    const moved = (change: Change) => {
      told.change = change
    }
    const { decision, version } = await run(tx, { now, writes: true, caller, moved })
    const { change } = told
    await recordAnswers(tx, [
      { accountId, at: now, action, version, byUser: caller.userId, byName: caller.name, decision, change },
    ])
    await remember(tx, asked.idempotency, 200, decision)
    return decision
  })
}
