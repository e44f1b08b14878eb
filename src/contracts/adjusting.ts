/** Corrections of the ledger with a second person. */
import { civilAt } from '../kernel/clock.ts'
import { broken, type Decision, decide, type Finding, holds } from '../kernel/decision.ts'
import { Problem } from '../kernel/failure.ts'
import type { IdempotencyRef } from '../kernel/idempotency.ts'
import { type Caller, scopeOf } from '../kernel/route.ts'
import type { Tx } from '../kernel/transaction.ts'
import { Books, type WindowSpec } from '../ledger/index.ts'
import { answer } from '../notices/index.ts'
import { staffByIds } from '../people/index.ts'
import { type HolderRef, holdersOf, refOf, whose } from './allowances.ts'
import type { Offer } from './model.ts'
import type { ContractServices } from './scene.ts'
import { type Holder, stretchOn, windowSpecs } from './timeline.ts'

export type AdjustAsked = HolderRef & {
  allowance: string
  minutes?: number | undefined
  count?: number | undefined
  reason: string
  byId: string
  approvedById: string
}

/** The two persons of a correction: who makes it, and who approves it. */
async function personsOf(tx: Tx, asked: AdjustAsked) {
  const staff = await staffByIds(tx, [...new Set([asked.byId, asked.approvedById])])
  const named = (who: string, field: string) => {
    const s = staff.find((x) => x.id === who && x.active)
    if (!s) throw new Problem('unknown-reference', field)
    return s
  }
  return { by: named(asked.byId, 'byId'), approver: named(asked.approvedById, 'approvedById') }
}

const unitOf = (asked: AdjustAsked) => (asked.minutes === undefined ? 'count' : 'minutes')

/** The window of the allowance among those of today; none where the holder has no period today. */
function specAsked(asked: AdjustAsked, specs: WindowSpec[] | null): WindowSpec | undefined {
  const spec = specs?.find((s) => s.allowance === asked.allowance)
  if (specs && !spec)
    throw new Problem('invalid-field', 'allowance', {
      code: 'not-one-of',
      allowed: specs.map((s) => s.allowance).join(', '),
    })
  // Sixty minutes of an allowance of sessions would be sixty sessions.
  if (spec && spec.unit !== unitOf(asked)) throw new Problem('invalid-field', spec.unit, { code: 'required' })
  return spec
}

const outsidePeriod = ({ holder, offer }: { holder: Holder; offer: Offer }): Finding =>
  broken('startsInPeriod', 'outside-period', [holder.periodClause], {
    from: holder.stretches[0]!.from,
    until: holder.stretches.at(-1)!.until,
    plan: offer.offer,
  })

/** Mends the ledger: a reason, and a second person's approval (price.1). The window of the present day is adjusted. */
export async function adjustLedger(
  services: ContractServices,
  caller: Caller,
  idempotency: IdempotencyRef | null,
  asked: AdjustAsked,
): Promise<Decision> {
  const id = refOf(asked)
  const accountId = await services.db.read(scopeOf(caller), (tx) => whose(tx, id, caller))
  return answer(
    services,
    { accountId, action: 'ledger.adjust', caller, idempotency, preview: false },
    async (tx, at) => {
      const today = civilAt(at.now, services.catalogues.timeZone).date
      const catalogue = services.catalogues.on(today)
      const clause = catalogue.data.adjustment.clause
      const { holders } = (await holdersOf(tx, catalogue, [accountId], today)).get(accountId)!
      const h = holders.find((x) => x.holder.id === id)
      if (!h) throw new Problem('unknown-reference', 'orderId')
      const { by, approver } = await personsOf(tx, asked)
      const stretch = stretchOn(h.holder, today)
      const specs = stretch ? windowSpecs(catalogue, h.holder, stretch, today) : null
      const spec = specAsked(asked, specs)
      const books = await Books.load(tx, [{ accountId, holderId: id, since: today }])
      const remaining = () =>
        Object.fromEntries(
          (specs ?? []).map((s) => {
            const w = books.find(s)
            return [s.allowance, w ? books.left(w) : s.amount]
          }),
        )
      const second =
        by.id === approver.id
          ? broken('secondPerson', 'not-permitted', [clause], {})
          : holds('secondPerson', [clause], { approver: approver.name })
      const decision = decide([second, ...(spec ? [] : [outsidePeriod(h)])], { remaining: remaining() })
      if (decision.outcome === 'refused' || !spec) return { decision, version: catalogue.version }
      const cause = {
        type: 'adjustment',
        id,
        clause,
        at: at.now,
        byUser: caller.userId,
        byName: by.name,
        reason: asked.reason,
        approvedBy: approver.name,
      }
      const amount = (asked.minutes ?? asked.count)!
      const window = books.find(spec) ?? books.open(spec, { ...cause, type: h.holder.type })
      if (amount < 0 && -amount > books.left(window))
        throw new Problem('invalid-field', unitOf(asked), { code: 'too-small', minimum: -books.left(window) })
      books.adjust(window, amount, cause)
      await books.flush(tx)
      return { decision: { ...decision, applied: true, remaining: remaining() }, version: catalogue.version }
    },
  )
}
