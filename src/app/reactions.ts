/** Event → what follows, in order, in the transaction that caused it. Down is a call, up is a reaction. */
import type { React } from '../contracts/index.ts'
import type { Finding } from '../kernel/decision.ts'
import { cancelBeyond, type SessionServices } from '../sessions/index.ts'

export function reactionsOf(services: () => SessionServices): React {
  return async (tx, at, events) => {
    const told: Finding[] = []
    for (const event of events) {
      if (event.type === 'rightsEnded') told.push(...(await cancelBeyond(tx, services(), at, event)))
    }
    return told
  }
}
