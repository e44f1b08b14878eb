/** The answer to every request: allowed, possible with a charge, or refused, with the clauses it rests on. */
import type { Period } from './civil.ts'

export const REFUSAL_CODES = [
  'outside-period',
  'requires-acceptance',
  'requires-plan-or-add-on',
  'requires-order',
  'requires-tenant',
  'requires-earlier-contract',
  'requires-period',
  'retired',
  'overlaps',
  'already-used',
  'wrong-state',
  'kind-not-included',
  'requires-step',
  'channel-not-included',
  'session-too-long',
  'language-not-supported',
  'outside-hours',
  'crosses-hours',
  'not-a-business-day',
  'in-the-past',
  'allowance-exceeded',
  'staff-busy',
  'desk-closed',
  'out-of-scope',
  'setting-not-supported',
  'too-far',
  'name-card-required',
  'slip-missing',
  'cards-unaccounted',
  'no-refund',
  'not-permitted',
  'unknown-reference',
] as const
/** Why a step is refused; the order above is the order in which a decision lists them, most fundamental first. */
export type RefusalCode = (typeof REFUSAL_CODES)[number]

export const WARNING_CODES = [
  'no-hours-left',
  'deadline-past',
  'custody-over-two-weeks',
  'estimate-exceeded',
  'subcontracted',
] as const
export type WarningCode = (typeof WARNING_CODES)[number]

export const CHARGE_KINDS = [
  'service-fee',
  'travel-expense',
  'language-surcharge',
  'extension-month',
  'cancellation-fee',
  'change-fee',
  'data-conversion',
] as const
export type ChargeKind = (typeof CHARGE_KINDS)[number]

/** A clause of the catalogue (`basic.11`) or a settled corner (`edge.26`). */
export type ClauseRef = string

/** `amount` in whole units of the currency's smallest unit the catalogue bills in (yen), null where no price is held. */
export type Charge = {
  kind: ChargeKind
  amount: number | null
  currency: string
  quantity: number
  unit: string
  clause: ClauseRef
}
export type Draw = { allowance: string; minutes?: number; count?: number; clause: ClauseRef }

/** Values that a sentence about a finding needs; minutes, counts, dates as text, names of enum members. */
export type Facts = Record<string, string | number | null>

/**
 * One line of an answer. `rule` is the claim that was tested, named like a sentence; `verdict` says how it came out.
 * A broken one carries its refusal code, a warning its warning code.
 */
export type Finding = {
  rule: string
  verdict: 'holds' | 'broken' | 'draws' | 'charges' | 'warns'
  code?: RefusalCode | WarningCode
  clauses: ClauseRef[]
  facts: Facts
  remedies?: string[]
}

export type Outcome = 'allowed' | 'charged' | 'refused'

export type Decision = {
  outcome: Outcome
  applied: boolean
  because: RefusalCode[]
  cites: ClauseRef[]
  remedies: string[]
  warnings: WarningCode[]
  charges: Charge[]
  draws: Draw[]
  remaining: Record<string, number>
  findings: Finding[]
  lapsed?: Record<string, number>
  period?: Period
  phase?: string
  state?: string
  deadline?: string
  version?: string
  consent?: 'express' | 'deemed' | 'none'
  /** What the step made or touched. */
  subject?: { type: string; id: string; version?: number }
}

const rank = new Map(REFUSAL_CODES.map((code, i) => [code as string, i]))
const unique = <T>(items: T[]): T[] => [...new Set(items)]

/** Charges that do not make a step wait: what is ordered has its price in the order (edge.28). */
const waitsForAcceptance = (c: Charge) => c.kind !== 'service-fee'

/**
 * Folds findings into the answer. Refused when one is broken; charged when a charge other than a service fee arises;
 * cites the clauses of what broke, else of everything that held (edge.34). Not applied yet: the command says so.
 */
export function decide(
  findings: Finding[],
  found: { charges?: Charge[]; draws?: Draw[]; remaining?: Record<string, number> } & Partial<Decision> = {},
): Decision {
  const broken = findings.filter((f) => f.verdict === 'broken')
  const refused = broken.length > 0
  const charges = refused ? [] : (found.charges ?? [])
  const basis = refused ? broken : findings
  return {
    ...found,
    outcome: refused ? 'refused' : charges.some(waitsForAcceptance) ? 'charged' : 'allowed',
    applied: false,
    because: unique(broken.map((f) => f.code as RefusalCode)).sort((a, b) => rank.get(a)! - rank.get(b)!),
    cites: unique([...basis.flatMap((f) => f.clauses), ...charges.map((c) => c.clause)]),
    remedies: unique(broken.flatMap((f) => f.remedies ?? [])),
    warnings: refused ? [] : unique(findings.filter((f) => f.verdict === 'warns').map((f) => f.code as WarningCode)),
    charges,
    draws: refused ? [] : (found.draws ?? []),
    remaining: found.remaining ?? {},
    findings,
  }
}

/** Whether a decision may take effect: never when refused, a charged one only with the charges accepted (edge.26). */
export const mayApply = (d: Decision, acceptCharges: boolean) =>
  d.outcome === 'allowed' || (d.outcome === 'charged' && acceptCharges)

export const holds = (rule: string, clauses: ClauseRef[], facts: Facts = {}): Finding => ({
  rule,
  verdict: 'holds',
  clauses,
  facts,
})
export const broken = (
  rule: string,
  code: RefusalCode,
  clauses: ClauseRef[],
  facts: Facts = {},
  remedies: string[] = [],
): Finding => ({ rule, verdict: 'broken', code, clauses, facts, remedies })
