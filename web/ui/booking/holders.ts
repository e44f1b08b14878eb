import type { HolderRef } from '../../api/commands.ts'
import type { Account, Meter } from '../../api/types.ts'
import type { Names } from '../me-context.ts'

/** What a session can be booked under: the running contracts, the add-on orders and the set-up projects of an account. */
export type BookingHolder = { id: string; label: string; ref: HolderRef; meters: Meter[] }

const OVER = new Set(['ended', 'cancelled', 'closed', 'delivered'])

export function holdersOf(
  account: Account,
  names: Names,
  bookable: (addOn: string) => boolean = () => true,
): BookingHolder[] {
  const metersOf = (id: string) => account.meters.filter((m) => m.holder.id === id)
  return [
    ...account.contracts
      .filter((c) => !OVER.has(c.state))
      .map((c) => ({ id: c.id, label: names.plan(c.plan), ref: { contractId: c.id }, meters: metersOf(c.id) })),
    ...account.orders
      .filter((o) => !OVER.has(o.state) && bookable(o.addOn))
      .map((o) => ({
        id: o.id,
        label: [names.addOn(o.addOn), o.connection ?? o.options.map(names.option).join(', ')]
          .filter(Boolean)
          .join(' · '),
        ref: o.included ? { projectId: o.id } : { orderId: o.id },
        meters: metersOf(o.id),
      })),
  ]
}
