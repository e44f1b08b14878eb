/** What must hold for a request, an answer of the survey, and an order of an intake. Facts in, findings out; pure. */
import type { DayCalendar } from '../calendar/index.ts'
import { chargeOf, termsAccepted } from '../contracts/index.ts'
import { addDays, type CivilDate, type CivilTime, formatCivilTime, isWithin, weekday } from '../kernel/civil.ts'
import { broken, type Charge, type Finding, holds } from '../kernel/decision.ts'
import type { Catalogue, Retirement } from '../terms/index.ts'
import {
  firstDay,
  type IntakeAction,
  type IntakeState,
  mayTake,
  type Schedule,
  type Setting,
  type Tally,
} from './model.ts'
import { type Right, spanNear } from './rights.ts'
import { servicesOf, type WayTerms } from './way-terms.ts'

/** Null where the state lets the step be taken; where not, nothing else is judged (edge.30). */
export const stateRefuses = (state: IntakeState, action: IntakeAction): Finding | null =>
  mayTake(action, state)
    ? null
    : broken('stateAllows', 'wrong-state', ['edge.30'], { state, action: `intake.${action}` })

/** A plan that holds the right, running or to come, or an order that brings it (edge.37). */
export function intakeIncluded(right: Right, terms: WayTerms, remedies: string[]): Finding {
  const facts = { plan: right.offer, way: terms.way }
  if (right.held) return holds('intakeIncluded', [right.clause], facts)
  const ended = right.spans?.at(-1)?.until ?? null
  const clause = ended === null ? right.clause : right.periodClause
  return broken('intakeIncluded', 'requires-plan-or-add-on', [clause], { ...facts, until: ended }, remedies)
}

export type IntakeRequest = { settings: Setting[]; minutesAway: number | null }

/** Settings, way and journey are judged at the request (edge.31). */
export function judgeRequest(right: Right, terms: WayTerms, remedies: string[], r: IntakeRequest): Finding[] {
  const { settingsRefused, journeyMinutes } = terms
  const refused = r.settings.filter((s) => settingsRefused.value.includes(s))
  const findings = [
    intakeIncluded(right, terms, remedies),
    ...refused.map((setting) => broken('settingTaken', 'setting-not-supported', [settingsRefused.clause], { setting })),
  ]
  if (refused.length === 0) findings.push(holds('settingTaken', [settingsRefused.clause]))
  if (journeyMinutes && r.minutesAway !== null) {
    const facts = { minutes: r.minutesAway, max: journeyMinutes.value }
    const tooFar = r.minutesAway > journeyMinutes.value
    findings.push(
      tooFar
        ? broken('withinReach', 'too-far', [journeyMinutes.clause], facts)
        : holds('withinReach', [journeyMinutes.clause], facts),
    )
  }
  return findings
}

/** What an answer does to the estimate; the holder's earlier one is replaced. */
export function judgeAnswer(
  terms: WayTerms,
  answer: { holder: string; cards: number },
  before: number | null,
  estimate: number,
): Finding {
  const facts = { holder: answer.holder, cards: answer.cards, estimate }
  const { clause } = terms.surveyAnswers
  return before === null
    ? holds('answerCounted', [clause], facts)
    : holds('answerReplaced', [clause], { ...facts, before })
}

/** What the terms of a day say of the end of a service. */
export type RetirementOn = (day: CivilDate) => Retirement | null

/** A service that has ended by the day helps nobody out. */
export const remediesOn = (offers: string[], day: CivilDate, retirementOn: RetirementOn): string[] => {
  const end = retirementOn(day)
  return end !== null && day > end.lastDay ? [] : offers
}

export type OrderFacts = {
  catalogue: Catalogue
  calendar: DayCalendar
  now: CivilTime
  terms: WayTerms
  right: Right
  tally: Tally
  retirementOn: RetirementOn
}

function surveyAnswered(f: OrderFacts): Finding {
  const { value, clause } = f.terms.surveyAnswers
  const { answered, cards } = f.tally
  return answered >= value
    ? holds('surveyAnswered', [clause], { answered, cards })
    : broken('surveyAnswered', 'requires-step', [clause, 'edge.30'], { answered, needed: value })
}

/** Order day and first day in one period of the right; the work may end later (edge.21). By an order of its own: always. */
function orderedInPeriod(f: OrderFacts, schedule: Schedule): Finding {
  const { right, terms, now } = f
  if (right.spans === null) return holds('intakeIncluded', [right.clause], { plan: right.offer, way: terms.way })
  const start = firstDay(schedule)
  const span = spanNear(right.spans, now.date)
  const facts = { plan: right.offer, way: terms.way, start, from: span?.from ?? null, until: span?.until ?? null }
  const corner = terms.way === 'mail' ? 'edge.21' : 'edge.37'
  const inside = span !== null && isWithin(span, now.date) && isWithin(span, start)
  const remedies = remediesOn(servicesOf(f.catalogue, terms.way), start, f.retirementOn)
  return inside
    ? holds('orderedInPeriod', [right.clause, corner], facts)
    : broken('orderedInPeriod', 'outside-period', [right.periodClause, corner], facts, remedies)
}

/** The end of a service is judged by every day of work, not by the day of the order (edge.23). */
function notRetired(f: OrderFacts, schedule: Schedule): Finding[] {
  const days = schedule.workDays.length > 0 ? schedule.workDays : [schedule.startMonday]
  for (const day of days) {
    const end = f.retirementOn(day)
    if (end === null || day <= end.lastDay) continue
    const clauses = [end.clause, ...(end.besides === undefined ? [] : [end.besides]), 'edge.23']
    return [broken('notRetired', 'retired', clauses, { until: addDays(end.lastDay, 1) })]
  }
  const announced = f.retirementOn(days.at(-1)!)
  return announced === null ? [] : [holds('notRetired', [announced.clause, 'edge.23'])]
}

/** A week that is over, or a work day that has passed, cannot be ordered; the running week still can (edge.22). */
function startsInFuture(f: OrderFacts, schedule: Schedule): Finding[] {
  const start = firstDay(schedule)
  const lastStart = schedule.workDays.length > 0 ? start : addDays(start, 6)
  return lastStart < f.now.date ? [broken('startsInFuture', 'in-the-past', ['edge.4'], { start })] : []
}

/** Visits are on business days (visit.8). */
function workDaysOpen(f: OrderFacts, schedule: Schedule): Finding[] {
  const { hours } = f.terms
  if (!hours) return []
  const { days } = f.catalogue.hours(hours.value)
  const closed = schedule.workDays.filter((day) => !days.includes(weekday(day)) || !f.calendar.businessDay(day))
  return closed.length === 0
    ? [holds('workDayOpen', [hours.clause])]
    : closed.map((date) =>
        broken('workDayOpen', 'not-a-business-day', [hours.clause], { date, name: f.calendar.dayName(date) }),
      )
}

/** `2025-09-17T00:00`, the wall clock of the catalogue's zone. */
export const deadlineText = (schedule: Schedule): string => formatCivilTime({ date: schedule.deadline, minute: 0 })

/** Ordered after its own deadline: allowed, and said so (edge.22). */
function deadlineAhead(f: OrderFacts, schedule: Schedule): Finding {
  const facts = { deadline: deadlineText(schedule) }
  const { clause } = f.terms.deadlineDays
  return f.now.date >= schedule.deadline
    ? { rule: 'deadlineAhead', verdict: 'warns', code: 'deadline-past', clauses: [clause, 'edge.22'], facts }
    : holds('deadlineAhead', [clause], facts)
}

/** The price of an intake: the staff secured on the estimate (mail.12). In the order, so it does not wait (edge.28). */
export const feeOf = (f: Pick<OrderFacts, 'catalogue' | 'terms' | 'now'>): Charge =>
  chargeOf(f.catalogue, 'service-fee', f.terms.service, f.now.date, 'intake', f.terms.priceClause)

/** Everything that must hold for an order, most fundamental first; period, price and deadline are judged here (edge.31). */
export function judgeOrder(
  f: OrderFacts,
  schedule: Schedule,
  acceptTerms: boolean,
): { findings: Finding[]; charges: Charge[] } {
  const findings = [
    termsAccepted(f.catalogue, acceptTerms),
    orderedInPeriod(f, schedule),
    ...notRetired(f, schedule),
    surveyAnswered(f),
    ...workDaysOpen(f, schedule),
    ...startsInFuture(f, schedule),
    deadlineAhead(f, schedule),
    holds('priceByEstimate', [f.terms.priceClause], { cards: f.tally.cards }),
  ]
  return { findings, charges: [feeOf(f)] }
}
