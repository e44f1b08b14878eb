/** Requests an intake, takes the answers of its survey, orders it. */
import { loadCalendar } from '../calendar/index.ts'
import { linesOf, raiseLines, voidLines } from '../charges/index.ts'
import type { CivilDate } from '../kernel/civil.ts'
import { type Charge, type Decision, decide, mayApply } from '../kernel/decision.ts'
import { must, Problem } from '../kernel/failure.ts'
import { newId } from '../kernel/ids.ts'
import { answer, recordAcceptances } from '../notices/index.ts'
import {
  type Asked,
  type Intake,
  nameKey,
  type Schedule,
  type Setting,
  scheduleOf,
  standingAnswers,
  surveyedState,
  tallyOf,
  type Way,
} from './model.ts'
import { offersWithRight, rightOf, type Source } from './rights.ts'
import * as rules from './rules.ts'
import {
  applied,
  authorOf,
  contractIn,
  deemedConsent,
  type HolderRef,
  type IntakeCall,
  type IntakeServices,
  retirementOn,
  type Scene,
  type Stage,
  sceneOf,
  sourceOf,
  step,
  termsOf,
} from './stage.ts'
import * as store from './store.ts'

export type RequestAsked = HolderRef & {
  way: Way
  settings: Setting[]
  minutesAway: number | null
  /** The registered names of those whom the survey asks; others may answer too. */
  holders: string[]
}

/** Requests an intake: the right, the settings and the journey are judged (edge.31, edge.37). */
export function requestIntake(
  services: IntakeServices,
  call: IntakeCall,
  accountId: string,
  asked: RequestAsked,
): Promise<Decision> {
  const { caller, idempotency, preview } = call
  return answer(services, { accountId, action: 'intake.request', caller, idempotency, preview }, async (tx, at) => {
    const scene = sceneOf(services, tx, at, accountId)
    const { catalogue, civilNow } = scene
    const terms = termsOf(catalogue, asked.way)
    const source = await sourceOf(scene, asked)
    const right = rightOf(catalogue, source, asked.way, civilNow.date)
    const offers = offersWithRight(catalogue, asked.way)
    const remedies = rules.remediesOn(offers, civilNow.date, retirementOn(scene, terms))
    const decision = decide(rules.judgeRequest(right, terms, remedies, asked))
    const done = { decision, version: catalogue.version }
    if (decision.outcome === 'refused') return done
    if (!scene.writes) return { ...done, decision: { ...decision, state: 'requested' } }
    const intake = await place(scene, source, asked)
    const { way, settings, state } = intake
    scene.moved?.({ before: null, after: { way, settings, state, holders: asked.holders.length } })
    await deemedConsent(scene, contractIn(source), intake.id)
    return { ...done, decision: applied(decision, intake, intake.state, 1) }
  })
}

async function place(scene: Scene, source: Source, asked: RequestAsked): Promise<Intake> {
  const intake: Intake = {
    accountId: scene.accountId,
    id: newId(scene.now),
    holderType: 'contract' in source ? 'contract' : 'order',
    holderId: 'contract' in source ? source.contract.id : source.order.id,
    way: asked.way,
    settings: asked.settings,
    minutesAway: asked.minutesAway,
    state: 'requested',
    termsVersion: scene.catalogue.version,
    createdAt: scene.now,
    version: 1,
  }
  const holders = new Map(
    asked.holders.map((holder): [string, Asked] => [nameKey(holder), { holder, holderKey: nameKey(holder) }]),
  )
  await store.insertIntake(scene.tx, intake, [...holders.values()])
  return intake
}

async function surveyOf(stage: Stage) {
  const { tx, accountId, intake } = stage
  const [asked, answers] = await Promise.all([
    store.askedOf(tx, accountId, intake.id),
    store.answersOf(tx, accountId, intake.id),
  ])
  return { asked, answers }
}

export type SurveyAsked = { holder: string; cards: number }

/** Takes one holder's answer; an earlier one of the same holder no longer counts but is kept (mail.7). */
export function answerSurvey(services: IntakeServices, call: IntakeCall, id: string, given: SurveyAsked) {
  return step(services, call, id, 'survey', async (stage) => {
    const { asked, answers } = await surveyOf(stage)
    const holderKey = nameKey(given.holder)
    const before = standingAnswers(answers).find((a) => a.holderKey === holderKey)?.cards ?? null
    const seq = answers.length + 1
    const next = { seq, ...given, holderKey, at: stage.now, by: stage.caller.name }
    const tally = tallyOf(asked, [...answers, next])
    const state = surveyedState(tally)
    const decision = decide([rules.judgeAnswer(stage.terms, given, before, tally.cards)], { state })
    if (!stage.writes) return decision
    await store.insertAnswer(stage.tx, stage.intake, next, authorOf(stage))
    await store.moveIntake(stage.tx, stage.intake, state, stage.catalogue.version)
    stage.moved?.({
      before: { state: stage.intake.state, cards: before, cardsOfAll: tallyOf(asked, answers).cards },
      after: { state, cards: given.cards, cardsOfAll: tally.cards },
    })
    await deemedConsent(stage, contractIn(stage.source), id)
    return applied(decision, stage.intake, state, stage.intake.version + 1)
  })
}

export type IntakeOrderAsked = {
  startWeek?: CivilDate | undefined
  workDays?: CivilDate[] | undefined
  acceptTerms: boolean
  acceptCharges: boolean
}

/** A week by mail, days by visit: the other is not a date of this intake. */
function datesOf(way: Way, asked: IntakeOrderAsked): { startWeek: CivilDate } | { workDays: CivilDate[] } {
  if (way === 'visit' && asked.workDays !== undefined) return { workDays: asked.workDays }
  if (way === 'mail' && asked.startWeek !== undefined) return { startWeek: asked.startWeek }
  throw new Problem('invalid-field', way === 'visit' ? 'workDays' : 'startWeek', { code: 'required' })
}

/** Orders an intake on its estimate: the period, the price and the deadline are judged and fixed (edge.31, mail.12). */
export function orderIntake(services: IntakeServices, call: IntakeCall, id: string, asked: IntakeOrderAsked) {
  return step(services, call, id, 'order', async (stage) => {
    const { intake, terms, catalogue } = stage
    const schedule = scheduleOf(datesOf(intake.way, asked), terms.deadlineDays.value)
    const [{ asked: holders, answers }, calendar] = await Promise.all([
      surveyOf(stage),
      loadCalendar(stage.tx, services.calendarConfig(catalogue)),
    ])
    const right = rightOf(catalogue, stage.source, intake.way, stage.civilNow.date)
    const facts: rules.OrderFacts = {
      catalogue,
      calendar,
      now: stage.civilNow,
      terms,
      right,
      tally: tallyOf(holders, answers),
      retirementOn: retirementOn(stage, terms),
    }
    const { findings, charges } = rules.judgeOrder(facts, schedule, asked.acceptTerms || call.preview)
    const deadline = rules.deadlineText(schedule)
    const decision = decide(findings, { charges, deadline, state: intake.state })
    if (!mayApply(decision, asked.acceptCharges)) return decision
    const ordered: Decision = { ...decision, state: 'ordered' }
    if (!stage.writes) return ordered
    await fix(stage, facts, schedule, must(charges[0], 'an order has its fee'))
    const after = { state: 'ordered', cards: facts.tally.cards, ...datesOf(intake.way, asked) }
    stage.moved?.({ before: { state: intake.state }, after })
    return applied(ordered, intake, 'ordered', intake.version + 1)
  })
}

/** Freezes the estimate with its price, the dates, the acceptance and the fee. */
async function fix(stage: Stage, facts: rules.OrderFacts, schedule: Schedule, fee: Charge): Promise<void> {
  const { tx, intake, accountId, now, caller, catalogue } = stage
  const author = authorOf(stage)
  const lineId = newId(now)
  await replaceOrderFee(stage, fee)
  await raiseLines(tx, [
    {
      ...fee,
      accountId,
      id: lineId,
      at: now,
      holderId: intake.holderId,
      causeType: 'intake',
      causeId: intake.id,
      byName: caller.name,
    },
  ])
  const { cards, answered } = facts.tally
  const { amount, currency, clause } = fee
  const termsVersion = catalogue.version
  await store.insertEstimate(tx, intake, { cards, answered, amount, currency, clause, lineId, termsVersion }, author)
  await store.insertSchedule(tx, intake, schedule, author)
  await recordAcceptances(tx, [
    {
      accountId,
      subjectType: 'intake',
      subjectId: intake.id,
      version: termsVersion,
      at: now,
      byUser: caller.userId,
      byName: caller.name,
    },
  ])
  await store.moveIntake(tx, intake, 'ordered', termsVersion)
  await deemedConsent(stage, contractIn(stage.source), intake.id)
}

/**
 * An add-on that is nothing but an intake was listed with its fee when it was ordered, before anybody knew the number of
 * cards. The estimate fixes that price now (mail.12), so the earlier line is voided: one service, one fee.
 */
async function replaceOrderFee(stage: Stage, fee: Charge): Promise<void> {
  const { tx, accountId, source } = stage
  if (!('order' in source) || source.order.addOn !== stage.terms.service) return
  const lines = await linesOf(tx, accountId)
  const listed = lines.filter((l) => l.causeId === source.order.id && l.kind === fee.kind && l.state === 'raised')
  await voidLines(
    tx,
    accountId,
    listed.map((l) => l.id),
    stage.now,
    fee.clause,
    stage.caller.name,
  )
}
