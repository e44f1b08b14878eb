import { civilAt, instantOf } from '../kernel/clock.ts'
import { type Decision, type Draw, mayApply } from '../kernel/decision.ts'
import { mustBook, removeBookings } from '../people/index.ts'
import { TRIPS } from '../terms/index.ts'
import { decisionOn } from './deciding.ts'
import { factsOf, type SessionServices } from './facts.ts'
import { journeyKey, type Session, type SessionRequest } from './model.ts'
import { endOf, judgeSession, travellingOffice } from './rules.ts'
import {
  type ChangeCall,
  done,
  giveBack,
  leaveJourney,
  questionOf,
  remainingOf,
  type Stage,
  step,
  tellMove,
  write,
} from './step.ts'
import { causeOf, noWrites, takeDraws } from './taking.ts'

export type MoveAsk = { startsAt: number; minutes?: number | undefined; acceptCharges: boolean }

/** Moves a session: everything is checked again with its own draw and trip released (edge.6). */
export function moveSession(services: SessionServices, call: ChangeCall, id: string, ask: MoveAsk): Promise<Decision> {
  const zone = services.catalogues.timeZone
  const start = civilAt(ask.startsAt, zone)
  return step(
    services,
    call,
    id,
    'move',
    (s) => questionOf(s, start, ask.minutes ?? s.minutes),
    async (stage) => {
      const { scene, session, question } = stage
      const before = remainingOf(stage, start.date)
      const facts = factsOf(scene, question, 0, zone)
      const request: SessionRequest = {
        kind: session.kind,
        place: session.place,
        start,
        minutes: question.minutes,
        region: session.region,
        office: session.office,
        language: session.language,
      }
      const key =
        session.journeyId === null
          ? null
          : journeyKey({
              holderId: session.holderId,
              day: start.date,
              office: travellingOffice(facts, request),
              region: session.region ?? facts.region,
            })
      const sameJourney = key !== null && scene.journeys.get(key)?.id === session.journeyId
      const writes = noWrites()
      giveBack(stage)
      const journey = [...scene.journeys.values()].find((j) => j.id === session.journeyId)
      const lastOfTrip =
        journey !== undefined && !sameJourney && journey.standing === 1 && !journey.made && journey.windowId !== null
      if (lastOfTrip)
        scene.books.release(
          scene.books.window(journey.windowId!),
          1,
          causeOf(scene, stage.caller, 'session', session.id, 'edge.10'),
        )
      const judged = judgeSession(facts, request)
      const decision = decisionOn(judged)
      if (!mayApply(decision, ask.acceptCharges))
        return stage.writes || decision.outcome === 'refused' ? { ...decision, remaining: before } : decision
      if (!stage.writes) return decision
      if (lastOfTrip) journey.windowId = null
      if (journey && !sameJourney) leaveJourney(stage, writes)
      const took = takeDraws(
        scene,
        sameJourney ? { ...judged, journey: null } : judged,
        { accountId: session.accountId, holderId: session.holderId, day: start.date, id },
        stage.caller,
        writes,
      )
      const moved: Session = {
        ...session,
        ...took,
        ...(sameJourney ? keptOnJourney(session, took.draws) : {}),
        day: start.date,
        startMinute: start.minute,
        minutes: question.minutes,
        startsAt: instantOf(start, zone),
        endsAt: instantOf(endOf(request), zone),
        termsVersion: scene.catalogue.version,
      }
      await rebook(stage, moved)
      await write(stage, moved, writes, false)
      tellMove(stage, moved)
      return done(decision, moved)
    },
  )
}

/** What a session that stays on its journey keeps of it: the trip it drew, or the charge it raised. */
const keptOnJourney = (session: Session, draws: Draw[]) => ({
  journeyId: session.journeyId,
  charges: session.charges,
  draws: [...draws, ...session.draws.filter((d) => d.allowance === TRIPS)],
})

/** Books the person anew at the session's new time. Where a rival was quicker, the step is played again and refused for it. */
async function rebook(stage: Stage, moved: Session): Promise<void> {
  if (moved.staffId === null) return
  await removeBookings(stage.tx, [{ staffId: moved.staffId, sessionId: moved.id }])
  await mustBook(stage.tx, [
    {
      staffId: moved.staffId,
      sessionId: moved.id,
      accountId: moved.accountId,
      from: moved.startsAt,
      until: moved.endsAt,
    },
  ])
}
