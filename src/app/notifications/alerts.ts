/** What no decision tells of, because a day brings it: contracts about to end, allowances nearly used or about to lapse. */
import { type AccountHolders, holdersOf, type Meter, metersOn, metersUntil, planOn } from '../../contracts/index.ts'
import { type CivilDate, dayNumber } from '../../kernel/civil.ts'
import type { Instant } from '../../kernel/clock.ts'
import type { Tx } from '../../kernel/transaction.ts'
import { windowsOf } from '../../ledger/index.ts'
import type { Catalogue } from '../../terms/index.ts'
import type { Audience, Happening } from './happening.ts'

/** Days before the end at which people are told, each once. */
const ENDING = [30, 14, 7] as const
const NEARLY_USED = 0.8
/** A window of months lapses in a fortnight, one of weeks in a few days. */
const LONG_WINDOW = 60
const LAPSES_SOON = { long: 14, short: 5 }

const daysUntil = (from: CivilDate, until: CivilDate) => dayNumber(until) - dayNumber(from)

type Contracts = AccountHolders['contracts']

const told = (contracts: Contracts, today: CivilDate): Audience => ({
  customer: true,
  staff: contracts
    .filter((c) => c.start <= today && (c.endsOn === null || today < c.endsOn))
    .flatMap((c) => c.responsibleId ?? []),
})

/** The nearest of the days that has come; a contract that was found late is told of once, not three times. */
export const endingStep = (days: number): number | null =>
  days < 1 ? null : (ENDING.findLast((step) => days <= step) ?? null)

function endings(accountId: string, { contracts }: AccountHolders, today: CivilDate, at: Instant): Happening[] {
  return contracts.flatMap((c): Happening[] => {
    if (c.endsOn === null || c.start > today) return []
    const days = daysUntil(today, c.endsOn)
    const step = endingStep(days)
    // What follows without a gap does not end in the eyes of those who use it.
    if (step === null || contracts.some((next) => next.start === c.endsOn)) return []
    return [
      {
        kind: 'contract-ending',
        cause: `ending ${c.id} ${c.endsOn} ${step}`,
        at,
        accountId,
        audience: told(contracts, today),
        facts: { subject: c.id, plan: planOn(c, today), days, until: c.endsOn },
      },
    ]
  })
}

function meterAlerts(accountId: string, m: Meter, audience: Audience, today: CivilDate, at: Instant): Happening[] {
  const name = `${m.holder.id} ${m.allowance} ${m.office} ${m.from}`
  const facts = { subject: m.holder.id, allowance: m.allowance, left: m.left, until: m.until }
  const alerts: Happening[] = []
  const used = m.granted === 0 ? 0 : (m.granted - m.left) / m.granted
  if (used >= NEARLY_USED && m.left > 0)
    alerts.push({
      kind: 'allowance-low',
      cause: `low ${name}`,
      at,
      accountId,
      audience,
      facts: { ...facts, share: Math.floor(used * 100) },
    })
  if (m.until !== null && m.left > 0 && used < NEARLY_USED) {
    const soon = daysUntil(m.from, m.until) >= LONG_WINDOW ? LAPSES_SOON.long : LAPSES_SOON.short
    if (daysUntil(today, m.until) <= soon)
      alerts.push({ kind: 'allowance-lapsing', cause: `lapsing ${name}`, at, accountId, audience, facts })
  }
  return alerts
}

/** What is to be told of some accounts on a day. Told again on the next, it has the same causes, and nobody hears of it. */
export async function alertsOf(
  tx: Tx,
  catalogue: Catalogue,
  accountIds: string[],
  today: CivilDate,
  at: Instant,
): Promise<Happening[]> {
  const [all, windows] = await Promise.all([holdersOf(tx, catalogue, accountIds, today), windowsOf(tx, accountIds)])
  const byAccount = Map.groupBy(windows, (w) => w.accountId)
  return accountIds.flatMap((id) => {
    const own = all.get(id)!
    const audience = told(own.contracts, today)
    const rows = byAccount.get(id) ?? []
    const meters = metersOn(
      own.holders.flatMap((h) => metersUntil(catalogue, h, rows, today)),
      today,
    )
    return [...endings(id, own, today, at), ...meters.flatMap((m) => meterAlerts(id, m, audience, today, at))]
  })
}
