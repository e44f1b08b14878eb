/** Sessions as lists, calendars and timelines show them: with the names of what they stand on. */
import type { z } from 'zod'
import { formatInstant } from '../../kernel/clock.ts'
import type { Tx } from '../../kernel/transaction.ts'
import { accountsByIds } from '../../people/index.ts'
import { mayTake, type Session } from '../../sessions/index.ts'
import { personOf, type Reader, staffById } from './accounts.ts'
import { pageOf } from './paging.ts'
import type * as shapes from './shapes.ts'

export type ShownSession = z.infer<typeof shapes.session>

export async function shownSessions(tx: Tx, services: Reader, sessions: Session[]): Promise<ShownSession[]> {
  const ids = [...new Set(sessions.map((s) => s.accountId))]
  const [names, staff, accounts] = await Promise.all([
    services.names.holders(tx, ids, services.today()),
    staffById(tx, services),
    accountsByIds(tx, ids),
  ])
  const accountName = new Map(accounts.map((a) => [a.id, a.name]))
  const zone = services.catalogues.timeZone
  const now = services.clock.now()
  return sessions.map((s) => {
    // Who is assigned sees no contract, and so nothing of what the session draws or costs.
    const holder = names.get(s.holderId) ?? null
    return {
      id: s.id,
      accountId: s.accountId,
      accountName: accountName.get(s.accountId)!,
      holder,
      kind: s.kind,
      place: s.place,
      prefecture: s.region,
      office: s.office,
      language: s.language,
      start: formatInstant(s.startsAt, zone),
      end: formatInstant(s.endsAt, zone),
      minutes: s.minutes,
      actualMinutes: s.actualMinutes,
      excessMinutes: holder && s.excessMinutes,
      state: s.state,
      staff: personOf(staff, s.staffId),
      draws: holder ? s.draws : [],
      charges: holder ? s.charges : [],
      termsVersion: s.termsVersion,
      version: s.version,
      may: {
        move: holder !== null && mayTake('move', s, now),
        cancel: holder !== null && mayTake('cancel', s, now),
        complete: mayTake('complete', s, now),
        noShow: mayTake('no-show', s, now),
      },
    }
  })
}

/** A page of sessions, which go on from the start of the last one. */
export async function sessionPage(tx: Tx, services: Reader, found: Session[], limit: number) {
  const { rows, next } = pageOf(
    found.map((session) => ({ at: session.startsAt, id: session.id, session })),
    limit,
  )
  return {
    items: await shownSessions(
      tx,
      services,
      rows.map((r) => r.session),
    ),
    next,
  }
}
