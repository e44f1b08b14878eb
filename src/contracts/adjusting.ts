/** Corrections of the ledger: one person asks, another approves or declines, each signed in as oneself (price.1). */
import { civilAt } from '../kernel/clock.ts'
import { broken, type Decision, decide, type Finding, holds } from '../kernel/decision.ts'
import { Problem } from '../kernel/failure.ts'
import type { IdempotencyRef } from '../kernel/idempotency.ts'
import { newId } from '../kernel/ids.ts'
import { type Caller, mustMatch, scopeOf } from '../kernel/route.ts'
import type { Tx } from '../kernel/transaction.ts'
import { Books, type WindowSpec } from '../ledger/index.ts'
import { answer, type Circumstances } from '../notices/index.ts'
import {
  type Adjustment,
  type AdjustmentState,
  accountOfAdjustment,
  adjustmentOf,
  decideAdjustment,
  insertAdjustment,
} from './adjustments.ts'
import { type HolderRef, holdersOf, refOf, whose } from './allowances.ts'
import type { Offer } from './model.ts'
import type { ContractServices } from './scene.ts'
import { type Holder, stretchOn, windowSpecs } from './timeline.ts'

export type AdjustAsked = HolderRef & {
  allowance: string
  minutes?: number | undefined
  count?: number | undefined
  reason: string
}
type Command = { caller: Caller; idempotency: IdempotencyRef | null; ifMatch: number | null; preview: boolean }

type Wanted = { accountId: string; holderId: string } & Pick<Adjustment, 'allowance' | 'unit' | 'amount'>

/** The window of the allowance among those of today; none where the holder has no period today. */
function specAsked(wanted: Wanted, specs: WindowSpec[] | null): WindowSpec | undefined {
  const spec = specs?.find((s) => s.allowance === wanted.allowance)
  if (specs && !spec)
    throw new Problem('invalid-field', 'allowance', {
      code: 'not-one-of',
      allowed: specs.map((s) => s.allowance).join(', '),
    })
  // Sixty minutes of an allowance of sessions would be sixty sessions.
  if (spec && spec.unit !== wanted.unit) throw new Problem('invalid-field', spec.unit, { code: 'required' })
  return spec
}

const outsidePeriod = ({ holder, offer }: { holder: Holder; offer: Offer }): Finding =>
  broken('startsInPeriod', 'outside-period', [holder.periodClause], {
    from: holder.stretches[0]!.from,
    until: holder.stretches.at(-1)!.until,
    plan: offer.offer,
  })

/** What a correction would meet today: the window of the present day, and what is left of each allowance. */
async function deskOf(tx: Tx, services: ContractServices, at: Circumstances, wanted: Wanted) {
  const today = civilAt(at.now, services.catalogues.timeZone).date
  const catalogue = services.catalogues.on(today)
  const { accountId, holderId } = wanted
  const { holders } = (await holdersOf(tx, catalogue, [accountId], today)).get(accountId)!
  const held = holders.find((x) => x.holder.id === holderId)
  if (!held) throw new Problem('unknown-reference', 'orderId')
  const stretch = stretchOn(held.holder, today)
  const specs = stretch ? windowSpecs(catalogue, held.holder, stretch, today) : null
  const spec = specAsked(wanted, specs)
  const books = await Books.load(tx, [{ accountId, holderId, since: today }])
  const leftIn = (s: WindowSpec) => {
    const window = books.find(s)
    return window ? books.left(window) : s.amount
  }
  const remaining = () => Object.fromEntries((specs ?? []).map((s) => [s.allowance, leftIn(s)]))
  const left = spec ? leftIn(spec) : 0
  if (spec && wanted.amount < 0 && -wanted.amount > left)
    throw new Problem('invalid-field', wanted.unit, { code: 'too-small', minimum: -left })
  const outside = spec ? [] : [outsidePeriod(held)]
  return {
    clause: catalogue.data.adjustment.clause,
    version: catalogue.version,
    held,
    spec,
    books,
    left,
    outside,
    remaining,
  }
}

/** Asks for a correction; nothing moves before a second person approves it. The answer says what would be left then. */
export async function askAdjustment(
  services: ContractServices,
  command: Command,
  asked: AdjustAsked,
): Promise<Decision> {
  const { caller, idempotency, preview } = command
  const holderId = refOf(asked)
  const accountId = await services.db.read(scopeOf(caller), (tx) => whose(tx, holderId, caller))
  const unit = asked.minutes === undefined ? ('count' as const) : ('minutes' as const)
  const wanted = { accountId, holderId, allowance: asked.allowance, unit, amount: (asked.minutes ?? asked.count)! }
  return answer(services, { accountId, action: 'ledger.ask', caller, idempotency, preview }, async (tx, at) => {
    const { clause, version, left, outside, remaining } = await deskOf(tx, services, at, wanted)
    const waits = holds('secondPerson', [clause], {
      stage: 'asked',
      allowance: asked.allowance,
      unit,
      left,
      leftAfter: left + wanted.amount,
    })
    const decision = decide([waits, ...outside], { remaining: remaining() })
    if (decision.outcome === 'refused' || !at.writes) return { decision, version }
    const id = newId(at.now)
    await insertAdjustment(tx, {
      ...wanted,
      id,
      reason: asked.reason,
      state: 'pending',
      askedAt: at.now,
      askedBy: caller.userId,
      askedByName: caller.name,
      decidedAt: null,
      decidedBy: null,
      decidedByName: null,
      version: 1,
    })
    const { accountId: _, ...of } = wanted
    at.moved?.({ before: null, after: { ...of, reason: asked.reason, state: 'pending' } })
    const subject = { type: 'adjustment', id, version: 1 }
    return { decision: { ...decision, applied: true, state: 'pending', subject }, version }
  })
}

const EDGE: Record<Exclude<AdjustmentState, 'pending'>, string> = {
  approved: 'approve',
  declined: 'decline',
  withdrawn: 'decline',
}

/** Runs a step on a correction that still waits; one that was decided is `wrong-state`. */
async function decideOn(
  services: ContractServices,
  { caller, idempotency, ifMatch, preview }: Command,
  id: string,
  stateOf: (adjustment: Adjustment) => Exclude<AdjustmentState, 'pending'>,
  run: (tx: Tx, at: Circumstances, adjustment: Adjustment) => Promise<{ decision: Decision; version: string }>,
): Promise<Decision> {
  const accountId = await services.db.read(scopeOf(caller), (tx) => accountOfAdjustment(tx, id))
  if (accountId === null) throw new Problem('unknown-reference', 'id')
  return answer(services, { accountId, action: 'ledger.adjust', caller, idempotency, preview }, async (tx, at) => {
    const adjustment = await adjustmentOf(tx, accountId, id)
    mustMatch(ifMatch, adjustment.version)
    const state = stateOf(adjustment)
    if (adjustment.state !== 'pending') {
      const catalogue = services.catalogues.on(civilAt(at.now, services.catalogues.timeZone).date)
      const action = EDGE[state]
      const over = broken('stateAllows', 'wrong-state', [catalogue.data.adjustment.clause], {
        state: adjustment.state,
        action,
      })
      return { decision: decide([over], { state: adjustment.state }), version: catalogue.version }
    }
    const { decision, version } = await run(tx, at, adjustment)
    if (decision.outcome === 'refused' || !at.writes) return { decision, version }
    await decideAdjustment(tx, adjustment, { state, at: at.now, by: caller.userId, byName: caller.name })
    const { holderId, allowance, unit, amount, reason } = adjustment
    at.moved?.({ before: { state: 'pending' }, after: { state, holderId, allowance, unit, amount, reason } })
    const subject = { type: 'adjustment', id, version: adjustment.version + 1 }
    return { decision: { ...decision, applied: true, state, subject }, version }
  })
}

/** Approves what another person asked for: the window of the present day moves now. */
export const approveAdjustment = (services: ContractServices, command: Command, id: string): Promise<Decision> =>
  decideOn(
    services,
    command,
    id,
    () => 'approved',
    async (tx, at, adjustment) => {
      const { clause, version, held, spec, books, outside, remaining } = await deskOf(tx, services, at, adjustment)
      const { caller } = command
      const second =
        adjustment.askedBy === caller.userId
          ? broken('secondPerson', 'not-permitted', [clause])
          : holds('secondPerson', [clause], { approver: caller.name })
      const decision = decide([second, ...outside], { remaining: remaining() })
      if (decision.outcome === 'refused' || !spec) return { decision, version }
      const cause = {
        type: 'adjustment',
        id: adjustment.id,
        clause,
        at: at.now,
        byUser: adjustment.askedBy,
        byName: adjustment.askedByName,
        reason: adjustment.reason,
        approvedBy: caller.name,
      }
      books.adjust(books.find(spec) ?? books.open(spec, { ...cause, type: held.holder.type }), adjustment.amount, cause)
      if (at.writes) await books.flush(tx)
      return { decision: { ...decision, remaining: remaining() }, version }
    },
  )

/** Declines what another person asked for, or takes back what one asked for oneself. Nothing moves. */
export const declineAdjustment = (services: ContractServices, command: Command, id: string): Promise<Decision> => {
  const stateOf = (a: Adjustment) => (a.askedBy === command.caller.userId ? 'withdrawn' : 'declined')
  return decideOn(services, command, id, stateOf, async (_tx, at, adjustment) => {
    const catalogue = services.catalogues.on(civilAt(at.now, services.catalogues.timeZone).date)
    const clause = catalogue.data.adjustment.clause
    const said = holds('secondPerson', [clause], { stage: stateOf(adjustment) })
    return { decision: decide([said]), version: catalogue.version }
  })
}
