/** Contracts, orders and the days they cover. */
import { type CivilDate, overlaps, type Period } from '../kernel/civil.ts'
import type { Instant } from '../kernel/clock.ts'

/** From this day on, under this plan; months and years counted from the anchor. */
export type Segment = { from: CivilDate; plan: string; anchor: CivilDate }

export type HeldOption = { option: string; from: CivilDate; until: CivilDate | null }

export type Contract = {
  accountId: string
  id: string
  start: CivilDate
  /** Exclusive; null while a year-round contract runs without notice. */
  endsOn: CivilDate | null
  noticeOn: CivilDate | null
  baseOffice: string
  responsibleId: string | null
  /** First day of the account's first contract (premier.8). */
  firstStart: CivilDate
  acceptedVersion: string
  consentedVersion: string
  createdAt: Instant
  version: number
  segments: Segment[]
  options: HeldOption[]
}

/** Days that one order brought, counted in months from the anchor. */
export type Coverage = {
  from: CivilDate
  until: CivilDate | null
  byOrderId: string
  anchor: CivilDate
  months: number
}

export type Order = {
  accountId: string
  id: string
  addOn: string
  /** The contract a set-up project is part of; null for what was ordered. */
  contractId: string | null
  language: string
  connection: string | null
  target: string | null
  options: string[]
  extendsId: string | null
  acceptedVersion: string
  createdAt: Instant
  version: number
  coverage: Coverage[]
}

export type ContractState = 'upcoming' | 'active' | 'notice-given' | 'ended'

/** The state of a contract on a day; nothing is stored that a date can tell. */
export function stateOf(c: Contract, today: CivilDate): ContractState {
  if (c.endsOn !== null && today >= c.endsOn) return 'ended'
  if (c.noticeOn !== null) return 'notice-given'
  return today < c.start ? 'upcoming' : 'active'
}

/** The segment that a day falls into; the first before the start. */
export const segmentOn = (c: Contract, day: CivilDate): Segment =>
  c.segments.findLast((s) => s.from <= day) ?? c.segments[0]!

/** The plan under which a day falls; the first before the start. */
export const planOn = (c: Contract, day: CivilDate): string => segmentOn(c, day).plan

export const optionsOn = (c: Contract, day: CivilDate): string[] =>
  c.options.filter((o) => o.from <= day && (o.until === null || day < o.until)).map((o) => o.option)

/** What is agreed on a day, for the record of changes. */
export const agreedIn = (c: Contract, day: CivilDate = c.start) => ({
  plan: planOn(c, day),
  endsOn: c.endsOn,
  noticeOn: c.noticeOn,
  baseOffice: c.baseOffice,
  responsibleId: c.responsibleId,
  options: optionsOn(c, day),
})

/** First day and exclusive end of all that an order covers; an order without days is open. */
export function coveredBy(o: Order): Period | null {
  const first = o.coverage[0]
  return first ? { from: first.from, until: o.coverage.at(-1)!.until } : null
}

/** What was agreed, by its name in the catalogue, and what tells it from another of its kind: a connection, or options. */
export type Offer = { offer: string; details: string[] }

export const contractOffer = (c: Contract, today: CivilDate): Offer => ({ offer: planOn(c, today), details: [] })
export const orderOffer = (o: Order): Offer => ({
  offer: o.addOn,
  details: o.connection === null ? o.options : [o.connection],
})

/** Whether an order stands beside a contract: a project inside it, or days of both in common; one that is open always does. */
export function overlapping(c: Contract, o: Order): boolean {
  if (o.contractId !== null) return o.contractId === c.id
  const covered = coveredBy(o)
  return covered === null || overlaps(covered, { from: c.start, until: c.endsOn })
}
