/**
 * Offers: the vendor sends a contract or an order as quoted; the customer accepts it, which runs that very command under
 * the customer's own name and with its own acceptance (scope.1), or declines.
 */
import { createHash } from 'node:crypto'
import { addDays, type CivilDate } from '../kernel/civil.ts'
import { broken, type Decision, decide, type Finding, holds } from '../kernel/decision.ts'
import { Problem } from '../kernel/failure.ts'
import type { IdempotencyRef } from '../kernel/idempotency.ts'
import { newId } from '../kernel/ids.ts'
import { type Caller, mustMatch, scopeOf } from '../kernel/route.ts'
import type { Tx } from '../kernel/transaction.ts'
import { type Asked, answer } from '../notices/index.ts'
import { staffList } from '../people/index.ts'
import {
  decideOfferRow,
  insertOffer,
  type OfferAsked,
  type OfferState,
  offerPlace,
  offerState,
  type SentOffer,
  sentOffer,
} from './offer-store.ts'
import { decideOpening, responsibleFor } from './opening.ts'
import { decideOrder } from './orders.ts'
import { type ContractServices, type Scene, sceneOf } from './scene.ts'

type Command = { caller: Caller; idempotency: IdempotencyRef | null; ifMatch: number | null; preview: boolean }

/** For how many days at most an offer stands. */
const LONGEST = 366
/** Under which name the command stands in the history of answers: an acceptance is the command itself. */
const COMMANDS = { contract: 'contract.open', order: 'addon.order' } as const

/** How a step is called in the sentence that speaks of it. */
const SAID = { accept: 'offer.accept', decline: 'offer.turn-down', withdraw: 'offer.withdraw' } as const

/** What a person accepts, in a few letters: another outcome, price, period or version is another offer. */
export function fingerprintOf(decision: Decision, version: string): string {
  const { outcome, because, warnings, charges, period } = decision
  const seen = JSON.stringify([version, outcome, because, warnings, charges, period ?? null])
  return createHash('sha256').update(seen).digest('base64url').slice(0, 22)
}

/** What the offer's command would be answered now; nothing is written, no acceptance asked for. */
function quoteIn(scene: Scene, offer: OfferAsked): Promise<Decision> {
  const quiet = { ...scene, writes: false }
  return offer.kind === 'contract'
    ? decideOpening(quiet, offer.asked, { asksAcceptance: false, quote: true })
    : decideOrder(quiet, offer.asked, { quote: true })
}

export type Accepted = { terms: boolean; charges: boolean }

/** Runs the offer's command with what the person accepts. */
async function runIn(scene: Scene, offer: OfferAsked, { terms, charges }: Accepted): Promise<Decision> {
  if (offer.kind === 'order')
    return decideOrder(scene, { ...offer.asked, acceptTerms: terms, acceptCharges: charges }, { quote: false })
  const { addOns = [], responsibleId, ...rest } = offer.asked
  // Who was to be responsible may have left since; then somebody else is.
  const there = (await staffList(scene.tx)).some((s) => s.id === responsibleId && s.active)
  const contract = {
    ...rest,
    ...(there ? { responsibleId } : {}),
    addOns: addOns.map((o) => ({ ...o, acceptTerms: terms })),
    acceptTerms: terms,
    acceptCharges: charges,
  }
  return decideOpening(scene, contract, { asksAcceptance: true, quote: false })
}

/** The present answer to open offers, for whoever reads them: read in the account's own transaction. */
export async function presentAnswer(
  services: ContractServices,
  tx: Tx,
  caller: Caller,
  offer: SentOffer,
): Promise<{ decision: Decision; termsVersion: string; seen: string }> {
  const scene = await sceneOf(services, tx, { now: services.clock.now(), writes: false, caller }, offer.accountId)
  const decision = await quoteIn(scene, offer)
  const { version } = scene.catalogue
  return { decision, termsVersion: version, seen: fingerprintOf(decision, version) }
}

/** The one who carries the fewest contracts is chosen now: a customer's own transaction sees no other's contracts. */
async function settled(scene: Scene, offer: OfferAsked): Promise<OfferAsked> {
  if (offer.kind === 'order') return offer
  const role = scene.catalogue.plan(offer.asked.plan).responsible.value
  const responsibleId = await responsibleFor(scene, offer.asked.responsibleId, role)
  return { ...offer, asked: { ...offer.asked, ...(responsibleId === null ? {} : { responsibleId }) } }
}

function mustBeAhead(lastDay: CivilDate, today: CivilDate): void {
  const latest = addDays(today, LONGEST)
  if (lastDay < today || lastDay > latest)
    throw new Problem('invalid-field', 'lastDay', { code: 'outside-dates', earliest: today, latest })
}

/** Sends an offer. What would be refused now is not sent: the decision says why. */
export function sendOffer(
  services: ContractServices,
  { caller, idempotency, preview }: Command,
  accountId: string,
  sent: OfferAsked & { lastDay: CivilDate; note: string | null },
): Promise<Decision> {
  return answer(services, { accountId, action: 'offer.send', caller, idempotency, preview }, async (tx, at) => {
    const scene = await sceneOf(services, tx, at, accountId)
    mustBeAhead(sent.lastDay, scene.today)
    const { version } = scene.catalogue
    const decision = await quoteIn(scene, sent)
    if (decision.outcome === 'refused' || !at.writes) return { decision, version }
    const id = newId(at.now)
    at.moved?.({ before: null, after: { kind: sent.kind, lastDay: sent.lastDay, state: 'open', asked: sent.asked } })
    await insertOffer(tx, {
      ...(await settled(scene, sent)),
      accountId,
      id,
      quoted: decision,
      quotedAs: fingerprintOf(decision, version),
      termsVersion: version,
      lastDay: sent.lastDay,
      note: sent.note,
      state: 'open',
      askedAt: at.now,
      askedBy: caller.userId,
      askedByName: caller.name,
      decidedAt: null,
      decidedByName: null,
      reason: null,
      madeId: null,
      version: 1,
    })
    const subject = { type: 'offer', id, version: 1 }
    return { decision: { ...decision, applied: true, state: 'open', subject }, version }
  })
}

/** Why an offer cannot be answered in its state: it was answered, taken back, or its last day has passed. */
const overFinding = (scene: Scene, state: OfferState, action: string): Finding =>
  broken('stateAllows', 'wrong-state', [scene.catalogue.data.acceptance.clause], { state, action })

/** Runs a step on an offer that still stands; on any other it is `wrong-state`. */
async function stepOn(
  services: ContractServices,
  command: Command,
  id: string,
  step: { action: 'accept' | 'decline' | 'withdraw'; whenExpired?: true },
  run: (scene: Scene, offer: SentOffer) => Promise<Decision>,
): Promise<Decision> {
  const { caller, idempotency, ifMatch, preview } = command
  const place = await services.db.read(scopeOf(caller), (tx) => offerPlace(tx, id))
  if (place === null) throw new Problem('unknown-reference', 'id')
  const { accountId, kind } = place
  const action = step.action === 'accept' ? COMMANDS[kind] : `offer.${step.action}`
  const asked: Asked = { accountId, action, caller, idempotency, preview }
  return answer(services, asked, async (tx, at) => {
    const scene = await sceneOf(services, tx, at, accountId)
    const offer = await sentOffer(tx, accountId, id)
    mustMatch(ifMatch, offer.version)
    const state = offerState(offer, scene.today)
    const stands = state === 'open' || (state === 'expired' && step.whenExpired === true)
    const decision = stands
      ? await run(scene, offer)
      : decide([overFinding(scene, state, SAID[step.action])], { state })
    return { decision, version: scene.catalogue.version }
  })
}

const conclude = (
  scene: Scene,
  offer: SentOffer,
  state: 'accepted' | 'declined' | 'withdrawn',
  more: { reason?: string | null; madeId?: string } = {},
) =>
  decideOfferRow(scene.tx, offer, {
    state,
    at: scene.now,
    by: scene.caller.userId,
    byName: scene.caller.name,
    reason: more.reason ?? null,
    madeId: more.madeId ?? null,
  })

/**
 * Accepts an offer: its command runs under the caller's name. `seen` is the fingerprint of the answer that the person
 * read, the one that was sent if left out; where the present answer is another, nothing happens but that it is said so.
 */
export const acceptOffer = (
  services: ContractServices,
  command: Command,
  id: string,
  accepted: Accepted & { seen: string | undefined },
): Promise<Decision> =>
  stepOn(services, command, id, { action: 'accept' }, async (scene, offer) => {
    const present = await quoteIn(scene, offer)
    const { version, data } = scene.catalogue
    if (fingerprintOf(present, version) !== (accepted.seen ?? offer.quotedAs)) {
      const facts = { state: 'changed', action: SAID.accept, version }
      const changed = broken('stateAllows', 'requires-acceptance', [data.acceptance.clause], facts)
      return decide([changed, ...present.findings.filter((f) => f.verdict === 'broken')])
    }
    const decision = await runIn(scene, offer, accepted)
    if (decision.applied && decision.subject) await conclude(scene, offer, 'accepted', { madeId: decision.subject.id })
    return decision
  })

const ended = async (scene: Scene, offer: SentOffer, state: 'declined' | 'withdrawn', reason: string | null) => {
  const { clause } = scene.catalogue.data.acceptance
  const facts = { state: 'open', action: SAID[state === 'declined' ? 'decline' : 'withdraw'] }
  const said = decide([holds('stateAllows', [clause], facts)], { state })
  if (!scene.writes) return said
  await conclude(scene, offer, state, { reason })
  scene.moved?.({ before: { state: 'open' }, after: { state, reason } })
  return { ...said, applied: true, subject: { type: 'offer', id: offer.id, version: offer.version + 1 } }
}

/** Declines an offer, with a reason where the person gives one. */
export const declineOffer = (services: ContractServices, command: Command, id: string, reason: string | null) =>
  stepOn(services, command, id, { action: 'decline' }, (scene, offer) => ended(scene, offer, 'declined', reason))

/** Takes an offer back, also one that nobody answered in time. */
export const withdrawOffer = (services: ContractServices, command: Command, id: string) =>
  stepOn(services, command, id, { action: 'withdraw', whenExpired: true }, (scene, offer) =>
    ended(scene, offer, 'withdrawn', null),
  )
