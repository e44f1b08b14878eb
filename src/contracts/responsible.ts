/** Who answers for a contract. Nothing of the terms depends on it, so it is set, not decided. */
import { recordChanges } from '../kernel/audit.ts'
import { Problem } from '../kernel/failure.ts'
import { remember, replayOf } from '../kernel/idempotency.ts'
import type { Call } from '../kernel/route.ts'
import { mustMatch, ownAccount, scopeOf } from '../kernel/route.ts'
import { lockAccounts, staffByIds } from '../people/index.ts'
import { accountsOfHolders, contractsOf } from './queries.ts'
import type { ContractServices } from './scene.ts'
import { setResponsible } from './store.ts'

export type Responsible = { id: string; responsibleId: string | null; before: string | null; version: number }

/**
 * Names another person, or nobody, for a contract that has not ended. Answers who it was before, so that it can be set
 * back. Throws `unknown-reference` for a contract or person that is not there, `stale-version` where somebody was faster.
 */
export function changeResponsible(
  services: ContractServices,
  call: Pick<Call<unknown, unknown, unknown>, 'caller' | 'idempotency' | 'ifMatch'>,
  contractId: string,
  staffId: string | null,
): Promise<Responsible> {
  return services.db.transaction(scopeOf(call.caller), async (tx) => {
    const earlier = await replayOf(tx, call.idempotency)
    if (earlier) return earlier.body as Responsible
    const accountId = (await accountsOfHolders(tx, [contractId], ownAccount(scopeOf(call.caller)))).get(contractId)
    if (accountId === undefined) throw new Problem('unknown-reference', 'id')
    await lockAccounts(tx, [accountId])
    const contract = (await contractsOf(tx, [accountId])).find((c) => c.id === contractId)
    if (!contract) throw new Problem('unknown-reference', 'id')
    mustMatch(call.ifMatch, contract.version)
    if (staffId !== null && !(await staffByIds(tx, [staffId])).some((s) => s.active))
      throw new Problem('unknown-reference', 'responsibleId')
    await setResponsible(tx, contract, staffId)
    const sides = { before: { responsibleId: contract.responsibleId }, after: { responsibleId: staffId } }
    const subject = { type: 'contract', id: contractId }
    const change = { action: 'contract.responsible', accountId, subject, ...sides } as const
    await recordChanges(tx, call.caller, [change], services.clock.now())
    const changed = {
      id: contractId,
      responsibleId: staffId,
      before: contract.responsibleId,
      version: contract.version + 1,
    }
    await remember(tx, call.idempotency, 200, changed)
    return changed
  })
}
