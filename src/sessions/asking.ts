/** Requests for sessions before they are judged: whose they are, whether their names exist, what cannot be judged at all. */
import { accountsOfHolders } from '../contracts/index.ts'
import type { CivilTime } from '../kernel/civil.ts'
import { civilAt } from '../kernel/clock.ts'
import type { Decision } from '../kernel/decision.ts'
import { Problem } from '../kernel/failure.ts'
import type { IdempotencyRef } from '../kernel/idempotency.ts'
import type { Settled } from '../kernel/lane.ts'
import type { Caller } from '../kernel/route.ts'
import type { Tx } from '../kernel/transaction.ts'
import { regionOf } from '../people/index.ts'
import type { Question, Scene, SessionServices } from './facts.ts'
import type { SessionRequest } from './model.ts'

export type BookingAsk = {
  caller: Caller
  idempotency: IdempotencyRef | null
  holderId: string
  startsAt: number
  request: Omit<SessionRequest, 'start' | 'region'> & { prefecture: string | null }
  staffId: string | null
  acceptCharges: boolean
}

/** One ask with its account and its wall-clock time, ready to be judged. */
export type Work = { ask: BookingAsk; question: Question; request: SessionRequest }

/** Checks the names a request uses; whether they are included is for the rules to say. */
function requestOf(services: SessionServices, ask: BookingAsk, start: CivilTime, today: string): SessionRequest {
  const catalogue = services.catalogues.on(today)
  const { data } = catalogue
  const known = (field: string, value: string | null, names: Record<string, unknown>) => {
    if (value !== null && !(value in names))
      throw new Problem('invalid-field', field, { code: 'not-one-of', allowed: Object.keys(names).join(', ') })
  }
  const { prefecture, ...request } = ask.request
  known('kind', request.kind, data.kinds)
  known('place', request.place, data.places)
  known('office', request.office, data.offices)
  if (request.language !== null && !data.languages.includes(request.language))
    throw new Problem('invalid-field', 'language', { code: 'not-one-of', allowed: data.languages.join(', ') })
  const region = prefecture === null ? null : regionOf(data.regions, prefecture)
  if (prefecture !== null && region === null) throw new Problem('invalid-field', 'prefecture', { code: 'not-one-of' })
  return { ...request, start, region }
}

/** What is answered already, and what is to be judged with its place among the asks. */
export type Sorted = { settled: (Settled<Decision> | null)[]; works: { at: number; work: Work }[] }

/** The accounts of what is asked for, as far as the scope may see them. */
export function ownersOf(tx: Tx, asks: BookingAsk[], own: string | null): Promise<Map<string, string>> {
  return accountsOfHolders(tx, [...new Set(asks.map((a) => a.holderId))], own)
}

/** Answers what cannot be judged at once, and gives the rest its place, account and wall-clock time. */
export function sortOut(
  services: SessionServices,
  asks: BookingAsk[],
  whose: Map<string, string>,
  now: number,
): Sorted {
  const zone = services.catalogues.timeZone
  const today = civilAt(now, zone).date
  const works: Sorted['works'] = []
  const settled = asks.map((ask, at): Settled<Decision> | null => {
    const accountId = whose.get(ask.holderId)
    if (accountId === undefined) return { error: new Problem('unknown-reference', 'contractId') }
    try {
      const request = requestOf(services, ask, civilAt(ask.startsAt, zone), today)
      works.push({
        at,
        work: {
          ask,
          request,
          question: {
            accountId,
            holderId: ask.holderId,
            start: request.start,
            minutes: request.minutes,
            staffId: ask.staffId,
          },
        },
      })
      return null
    } catch (error) {
      return { error }
    }
  })
  return { settled, works }
}

/** What cannot take a session, or a person who is not there, found once the facts are loaded. */
export function unanswerable(scene: Scene, work: Work): Problem | null {
  const holder = scene.holders.get(work.question.holderId)
  if (!holder || holder.stretches.length === 0) return new Problem('unknown-reference', 'orderId')
  const staffId = work.question.staffId
  return staffId !== null && !scene.staff.get(staffId)?.active ? new Problem('unknown-reference', 'staffId') : null
}
