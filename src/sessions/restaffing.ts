/** Gives booked sessions to other people: time and place stay, so nothing of the books moves. */
import { decide, holds } from '../kernel/decision.ts'
import type { Tx } from '../kernel/transaction.ts'
import { type Circumstances, recordAnswers } from '../notices/index.ts'
import { insertBookings, removeBookings, staffByIds } from '../people/index.ts'
import { mayTake, type Session } from './model.ts'

/** `staffId` null: who comes is settled later (edge.35). */
export type Restaffing = { session: Session; staffId: string | null }

/**
 * Moves sessions to other people in a transaction that holds the locks of their accounts. Answers the ids of those whose
 * new person is booked elsewhere at that time: they stay as they are, and the caller says what becomes of them. Sessions
 * that have begun are left out. The answer is kept in each account's history.
 */
export async function restaffSessions(
  tx: Tx,
  version: string,
  at: Circumstances,
  asked: readonly Restaffing[],
): Promise<{ busy: string[] }> {
  const open = asked.filter(({ session, staffId }) => mayTake('move', session, at.now) && session.staffId !== staffId)
  const placeOf = ({ session, staffId }: Restaffing) => ({
    staffId: staffId ?? '',
    sessionId: session.id,
    accountId: session.accountId,
    from: session.startsAt,
    until: session.endsAt,
  })
  const lost = new Set(await insertBookings(tx, open.filter((r) => r.staffId !== null).map(placeOf)))
  const moved = open.filter((r) => !lost.has(r.session.id))
  await removeBookings(
    tx,
    moved.flatMap(({ session }) =>
      session.staffId === null ? [] : [{ staffId: session.staffId, sessionId: session.id }],
    ),
  )
  await tx.query(
    `update sessions.sessions s set staff_id = n.staff, version = s.version + 1
     from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as n (account, id, staff) where s.account_id = n.account and s.id = n.id`,
    [moved.map((r) => r.session.accountId), moved.map((r) => r.session.id), moved.map((r) => r.staffId)],
  )
  const people = await staffByIds(
    tx,
    moved.flatMap((r) => r.staffId ?? []),
  )
  const names = new Map(people.map((p) => [p.id, p.name]))
  await recordAnswers(
    tx,
    moved.map(({ session, staffId }) => {
      const free = holds('staffFree', ['edge.35'], { staff: names.get(staffId ?? '') ?? null })
      const decision = decide([free], { state: session.state })
      const subject = { type: 'session', id: session.id, version: session.version + 1 }
      return {
        accountId: session.accountId,
        at: at.now,
        action: 'session.restaff',
        version,
        byUser: at.caller.userId,
        byName: at.caller.name,
        decision: { ...decision, applied: true, subject },
        change: { before: { staff: session.staffId }, after: { staff: staffId } },
      }
    }),
  )
  return { busy: [...lost] }
}
