/** Which of the server's meters a person asks about first, and what they give notice of. Only amounts and dates. */
import type { Account, Meter } from '../../api/types.ts'
import { daysBetween } from '../../i18n/civil.ts'
import { lastDay } from '../../ui/times.tsx'
import { contractOf } from './own-account.ts'

export const keyOf = (m: Meter) => `${m.holder.id} ${m.allowance} ${m.from}`
export const isTrips = (m: Meter) => m.allowance === 'trips'
const runs = (m: Meter, today: string) => m.from <= today && (m.until === null || today < m.until)

/** The allowance that stands in front: the contract's minutes that run today, else whatever else there is. */
export function leadOf(meters: readonly Meter[], today: string): Meter | undefined {
  const rank = (m: Meter) =>
    (runs(m, today) ? 0 : 8) +
    (m.holder.type === 'contract' ? 0 : 4) +
    (m.unit === 'minutes' ? 0 : 2) +
    (isTrips(m) ? 1 : 0)
  return [...meters].sort((a, b) => rank(a) - rank(b) || b.granted - a.granted)[0]
}

/** Beside the one in front: the same holder's first, trips after hours. */
export function furtherOf(meters: readonly Meter[], lead: Meter | undefined): Meter[] {
  const rank = (m: Meter) => (m.holder.id === lead?.holder.id ? 0 : 2) + (isTrips(m) ? 1 : 0)
  return meters.filter((m) => m !== lead).sort((a, b) => rank(a) - rank(b))
}

export type Notice =
  | { kind: 'trip'; clause: string }
  | { kind: 'lapse'; meter: Meter; on: string; days: number }
  | { kind: 'used'; meter: Meter; on: string }
  | { kind: 'ends' | 'given' | 'renews'; on: string; days: number }

const LAPSE_DAYS = 14
const END_DAYS = 45

/** What somebody should hear before it happens, the nearest first. */
export function noticesOf(account: Account, today: string): Notice[] {
  const found: Notice[] = []
  const contract = contractOf(account)
  if (contract?.endsOn && contract.state !== 'ended' && contract.state !== 'upcoming') {
    const days = daysBetween(today, lastDay(contract.endsOn))
    if (contract.state === 'notice-given') found.push({ kind: 'given', on: lastDay(contract.endsOn), days })
    else if (days <= END_DAYS) found.push({ kind: 'ends', on: lastDay(contract.endsOn), days })
  } else if (contract?.state === 'active' && contract.period.until !== null) {
    const days = daysBetween(today, lastDay(contract.period.until))
    if (days <= END_DAYS) found.push({ kind: 'renews', on: lastDay(contract.period.until), days })
  }
  for (const meter of account.meters) {
    if (!runs(meter, today)) continue
    if (isTrips(meter)) {
      if (meter.left === 0 && meter.granted > 0) found.push({ kind: 'trip', clause: meter.clause })
      continue
    }
    if (meter.until === null) continue
    const on = lastDay(meter.until)
    const days = daysBetween(today, on)
    if (meter.left > 0 && days <= LAPSE_DAYS) found.push({ kind: 'lapse', meter, on, days })
    else if (meter.left === 0 && meter.held === 0 && meter.granted > 0) found.push({ kind: 'used', meter, on })
  }
  const when = (n: Notice) => ('days' in n ? n.days : 99)
  return found.sort((a, b) => when(a) - when(b))
}
