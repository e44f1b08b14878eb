/** What screens show of intakes. */
import { contractOffer, contractsOf, type Offer, orderOffer, ordersOf } from '../contracts/index.ts'
import { type CivilDate, formatCivilTime } from '../kernel/civil.ts'
import { formatInstant, type Instant } from '../kernel/clock.ts'
import { Problem } from '../kernel/failure.ts'
import type { Tx } from '../kernel/transaction.ts'
import { type Answer, mayTake, openHolders, standingAnswers } from './model.ts'
import { accountOfIntake, answersOf, askedOf, type IntakeRow, intakeRow, intakeRows } from './store.ts'

/** The day and the zone that an answer is made for. */
export type Today = { date: CivilDate; zone: string }

/** What a contract or order is called: its plan, or its add-on with what it is for. */
async function holderOffers(tx: Tx, accountIds: readonly string[], today: CivilDate): Promise<Map<string, Offer>> {
  const [contracts, orders] = await Promise.all([contractsOf(tx, accountIds), ordersOf(tx, accountIds)])
  return new Map([
    ...contracts.map((c): [string, Offer] => [c.id, contractOffer(c, today)]),
    ...orders.map((o): [string, Offer] => [o.id, orderOffer(o)]),
  ])
}

/** The deadline is 00:00 of its day, so from that day on it is past (mail.11). */
function scheduleOf(i: IntakeRow, today: CivilDate) {
  const { startMonday, workDays, deadline } = i
  if (!startMonday || !workDays || !deadline) return null
  return {
    startWeek: startMonday,
    workDays,
    deadline: formatCivilTime({ date: deadline, minute: 0 }),
    past: today >= deadline,
  }
}

function cardOf(i: IntakeRow, offer: Offer, { date, zone }: Today) {
  const { id, accountId, way, state, settings, minutesAway, termsVersion, version } = i
  return {
    id,
    accountId,
    holder: { type: i.holderType, id: i.holderId, ...offer },
    way,
    state,
    settings,
    minutesAway,
    survey: { cards: i.cards, answered: i.answered, asked: i.asked, open: i.open },
    estimate: i.price,
    schedule: scheduleOf(i, date),
    termsVersion,
    createdAt: formatInstant(i.createdAt, zone),
    version,
    may: { survey: mayTake('survey', state), order: mayTake('order', state) },
  }
}

/** A holder's answer as it stands, with those that it replaced, newest first. */
function answerOf(standing: Answer, all: readonly Answer[], zone: string) {
  const said = (a: Answer) => ({ cards: a.cards, at: formatInstant(a.at, zone), by: a.by })
  const earlier = all.filter((a) => a.holderKey === standing.holderKey && a.seq < standing.seq)
  return { holder: standing.holder, ...said(standing), earlier: earlier.toReversed().map(said) }
}

/** Intakes newest first; one more than the limit says that there are more. */
export async function intakesOf(
  tx: Tx,
  today: Today,
  asked: { accountId: string | null; after: { at: Instant; id: string } | null; limit: number },
) {
  const rows = await intakeRows(tx, asked.accountId, asked.after, asked.limit + 1)
  const page = rows.slice(0, asked.limit)
  const offers = await holderOffers(tx, [...new Set(page.map((i) => i.accountId))], today.date)
  const last = page.at(-1)
  return {
    items: page.map((i) => cardOf(i, offers.get(i.holderId)!, today)),
    last: rows.length > asked.limit && last ? { at: last.createdAt, id: last.id } : null,
  }
}

/** One intake with every answer of its survey, and who has not answered. */
export async function intakePage(tx: Tx, today: Today, id: string) {
  const accountId = await accountOfIntake(tx, id)
  const row = accountId === null ? null : await intakeRow(tx, accountId, id)
  if (row === null) throw new Problem('unknown-reference', 'id')
  const [offers, asked, answers] = await Promise.all([
    holderOffers(tx, [row.accountId], today.date),
    askedOf(tx, row.accountId, id),
    answersOf(tx, row.accountId, id),
  ])
  return {
    ...cardOf(row, offers.get(row.holderId)!, today),
    answers: standingAnswers(answers).map((a) => answerOf(a, answers, today.zone)),
    openHolders: openHolders(asked, answers).map((h) => h.holder),
  }
}
