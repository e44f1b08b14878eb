/** What every command of the room stands on: the account as it is, the terms in force, who asks. */
import { raiseLines } from '../charges/index.ts'
import type { CivilDate } from '../kernel/civil.ts'
import { type Clock, civilAt } from '../kernel/clock.ts'
import type { Charge, Decision } from '../kernel/decision.ts'
import { Problem } from '../kernel/failure.ts'
import { newId } from '../kernel/ids.ts'
import type { Db, Tx } from '../kernel/transaction.ts'
import { Books, type Cause } from '../ledger/index.ts'
import { type Asked, answer, type Circumstances } from '../notices/index.ts'
import { account } from '../people/index.ts'
import type { Catalogue, Catalogues } from '../terms/index.ts'
import type { React } from './events.ts'
import type { Contract } from './model.ts'
import { contractsOf, ordersOf } from './queries.ts'
import type * as rules from './rules.ts'
import { type Holder, windowSpecs } from './timeline.ts'

export type ContractServices = { db: Db; clock: Clock; catalogues: Catalogues; react: React }

export type Scene = Circumstances & {
  tx: Tx
  catalogue: Catalogue
  today: CivilDate
  accountId: string
  facts: rules.AccountFacts
}

export async function sceneOf(
  services: ContractServices,
  tx: Tx,
  at: Circumstances,
  accountId: string,
): Promise<Scene> {
  const today = civilAt(at.now, services.catalogues.timeZone).date
  const catalogue = services.catalogues.on(today)
  const known = await account(tx, accountId)
  if (!known) throw new Problem('unknown-reference', 'accountId')
  const [contracts, orders] = await Promise.all([contractsOf(tx, [accountId]), ordersOf(tx, [accountId])])
  return {
    ...at,
    tx,
    catalogue,
    today,
    accountId,
    facts: { existingCustomer: known.existingCustomer, contracts, orders },
  }
}

export const within = (services: ContractServices, asked: Asked, run: (scene: Scene) => Promise<Decision>) =>
  answer(services, asked, async (tx, at) => {
    const scene = await sceneOf(services, tx, at, asked.accountId)
    return { decision: await run(scene), version: scene.catalogue.version }
  })

export const causeOf = (scene: Scene, type: string, id: string, clause: string): Cause => ({
  type,
  id,
  clause,
  at: scene.now,
  byUser: scene.caller.userId,
  byName: scene.caller.name,
})

export function mustKnow(scene: Scene, what: 'plans' | 'addOns' | 'options' | 'offices', id: string, field: string) {
  if (!(id in scene.catalogue.data[what]))
    throw new Problem('invalid-field', field, {
      code: 'not-one-of',
      allowed: Object.keys(scene.catalogue.data[what]).join(', '),
    })
}

export async function raise(scene: Scene, charges: Charge[], holderId: string, causeType: string, causeId: string) {
  await raiseLines(
    scene.tx,
    charges.map((c) => ({
      ...c,
      accountId: scene.accountId,
      id: newId(scene.now),
      at: scene.now,
      holderId,
      causeType,
      causeId,
      byName: scene.caller.name,
    })),
  )
}

/** Opens the windows of a holder that hold a day, so that what is granted stands in the ledger from the beginning. */
export async function openWindows(scene: Scene, h: Holder, day: CivilDate, cause: Cause): Promise<void> {
  const stretch = h.stretches.find((s) => s.from <= day && (s.until === null || day < s.until))
  if (!stretch) return
  const books = await Books.load(scene.tx, [{ accountId: h.accountId, holderId: h.id, since: day }])
  for (const spec of windowSpecs(scene.catalogue, h, stretch, day)) if (!books.find(spec)) books.open(spec, cause)
  await books.flush(scene.tx)
}

export const contractIn = (scene: Scene, id: string): Contract => {
  const contract = scene.facts.contracts.find((c) => c.id === id)
  if (!contract) throw new Problem('unknown-reference', 'contractId')
  return contract
}
