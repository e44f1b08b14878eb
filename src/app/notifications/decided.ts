/** Decisions that were carried out → what people are told of them. */

import { contractsOf, offersByIds, planOn, type SentOffer } from '../../contracts/index.ts'
import { ROLES, relationOf } from '../../kernel/access.ts'
import { formatCivilTime } from '../../kernel/civil.ts'
import { civilAt } from '../../kernel/clock.ts'
import type { Tx } from '../../kernel/transaction.ts'
import { type Decided, type SessionFacts, sessionFacts } from '../views/decided.ts'
import type { Happening } from './happening.ts'
import type { NoticeKind } from './kinds.ts'

const SESSION_KINDS: Record<string, NoticeKind> = {
  'session.book': 'session-booked',
  'session.move': 'session-moved',
  'session.cancel': 'session-cancelled',
  'session.complete': 'session-completed',
}
const CONTRACT_KINDS: Record<string, NoticeKind> = {
  'contract.open': 'contract-opened',
  'contract.change': 'contract-changed',
  'contract.end': 'contract-changed',
  'addon.order': 'contract-changed',
  'project.start': 'contract-changed',
}
const CHANGES: Record<string, string> = { 'contract.end': 'end', 'addon.order': 'order', 'project.start': 'project' }

const causeOf = (d: Decided) => `decision ${d.id}`

function sessionHappening(d: Decided, s: SessionFacts, zone: string): Happening {
  return {
    kind: SESSION_KINDS[d.action]!,
    cause: causeOf(d),
    at: d.at,
    accountId: d.accountId,
    audience: {
      customer: true,
      staff: [s.staffId, s.responsibleId].filter((id) => id !== null),
      except: d.byUser,
    },
    facts: {
      subject: s.id,
      kind: s.kind,
      place: s.place,
      start: formatCivilTime(civilAt(s.startsAt, zone)),
      minutes: d.action === 'session.complete' ? (s.actualMinutes ?? s.minutes) : s.minutes,
    },
  }
}

type Contracts = Awaited<ReturnType<typeof contractsOf>>

function contractHappening(d: Decided, contracts: Contracts, zone: string): Happening | null {
  const day = civilAt(d.at, zone).date
  const own = contracts.filter((c) => c.accountId === d.accountId)
  const contract = own.find((c) => c.id === d.subject?.id) ?? own.findLast((c) => c.start <= day) ?? own.at(-1)
  if (!contract) return null
  return {
    kind: CONTRACT_KINDS[d.action]!,
    cause: causeOf(d),
    at: d.at,
    accountId: d.accountId,
    audience: {
      customer: true,
      staff: contract.responsibleId === null ? [] : [contract.responsibleId],
      except: d.byUser,
    },
    facts: {
      subject: contract.id,
      plan: planOn(contract, day),
      from: contract.start,
      change: CHANGES[d.action] ?? 'change',
    },
  }
}

const OFFER_KINDS: Record<string, NoticeKind> = { 'offer.send': 'offer-sent', 'offer.decline': 'offer-declined' }

/** An acceptance is told as the contract or order that it is; a refusal by whoever sent the offer is waited for. */
const offerHappening = (d: Decided, offer: SentOffer): Happening => ({
  kind: OFFER_KINDS[d.action]!,
  cause: causeOf(d),
  at: d.at,
  accountId: d.accountId,
  audience: {
    ...(d.action === 'offer.send' ? { customer: true } : { users: [offer.askedBy] }),
    except: d.byUser,
  },
  facts: {
    subject: offer.id,
    offer: offer.kind === 'contract' ? offer.asked.plan : offer.asked.addOn,
    lastDay: offer.lastDay,
  },
})

/** Nobody approves one's own: those who may are told, but not who asked. */
const adjustmentHappening = (d: Decided, asked: NonNullable<Decided['asked']>): Happening => ({
  kind: 'adjustment-waiting',
  cause: causeOf(d),
  at: d.at,
  accountId: d.accountId,
  audience: {
    vendorRoles: ROLES.vendor.filter((role) => relationOf('ledger.adjust', 'vendor', [role]) !== null),
    except: d.byUser,
  },
  facts: { subject: d.subject?.id ?? null, allowance: asked.allowance, minutes: asked.leftAfter - asked.left },
})

/** What is to be told of some decisions; refusals and what was not carried out are nobody's news. */
export async function happeningsOf(tx: Tx, decided: readonly Decided[], zone: string): Promise<Happening[]> {
  const done = decided.filter((d) => d.applied)
  const sessions = done.filter((d) => d.action in SESSION_KINDS && d.subject !== null)
  const agreements = done.filter((d) => d.action in CONTRACT_KINDS)
  const answered = done.filter((d) => d.action in OFFER_KINDS && d.subject !== null)
  const refs = answered.map((d) => ({ accountId: d.accountId, id: d.subject!.id }))
  const offers = new Map((await offersByIds(tx, refs)).map((o) => [o.id, o]))
  const [found, contracts] = await Promise.all([
    sessionFacts(
      tx,
      sessions.map((d) => ({ accountId: d.accountId, id: d.subject!.id })),
    ),
    agreements.length === 0 ? [] : contractsOf(tx, [...new Set(agreements.map((d) => d.accountId))]),
  ])
  const byId = new Map(found.map((s) => [s.id, s]))
  return done.flatMap((d): Happening[] => {
    const session = d.subject === null ? undefined : byId.get(d.subject.id)
    if (d.action === 'ledger.ask') return d.asked === null ? [] : [adjustmentHappening(d, d.asked)]
    const offer = d.subject === null ? undefined : offers.get(d.subject.id)
    if (d.action in OFFER_KINDS) return offer ? [offerHappening(d, offer)] : []
    if (d.action in SESSION_KINDS) return session ? [sessionHappening(d, session, zone)] : []
    const happening = d.action in CONTRACT_KINDS ? contractHappening(d, contracts, zone) : null
    return happening ? [happening] : []
  })
}
