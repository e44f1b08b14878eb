/** One letter for what a day or a week brought, to each who chose so; in the person's language, on business days. */
import { loadCalendar } from '../../calendar/index.ts'
import type { Side } from '../../kernel/access.ts'
import { addDays, type CivilDate, weekday } from '../../kernel/civil.ts'
import { civilAt } from '../../kernel/clock.ts'
import type { Language } from '../../kernel/route.ts'
import { type Tx, timestampOf } from '../../kernel/transaction.ts'
import { accountsByIds } from '../../people/index.ts'
import { type Letter, postLetters } from '../outbox/index.ts'
import { calendarConfig, type Services } from '../services.ts'
import { plainArguments } from '../words/arguments.ts'
import { dateText } from '../words/format.ts'
import { say } from '../words/message.ts'
import { LETTER_WORDS } from '../words/notices.ts'
import { addressOf, pageOf, wordsOf } from './render.ts'
import type { NoticeRow } from './store.ts'
import type { Telling } from './telling.ts'

type Way = 'daily' | 'weekly'
const VENDOR = { vendor: true } as const
/** A letter that nobody reads to its end helps nobody. */
const MOST_LINES = 30
const PEOPLE_AT_ONCE = 50

/** The ways that are due on a day: none on a day of rest; weekly on the first business day of the week. */
export function waysOn(today: CivilDate, isBusiness: (day: CivilDate) => boolean): Way[] {
  if (!isBusiness(today)) return []
  const sinceMonday = (weekday(today) + 6) % 7
  const before = Array.from({ length: sinceMonday }, (_, i) => addDays(today, -1 - i))
  return before.some(isBusiness) ? ['daily'] : ['daily', 'weekly']
}

type Waiting = NoticeRow & { userId: string }
type Person = { userId: string; email: string; language: Language | null; side: Side | null }

/** Takes what waits for some people, read or not; what was read meanwhile is not told again. */
async function takeWaiting(tx: Tx, way: Way, people: readonly string[]): Promise<Waiting[]> {
  return tx.query<Waiting>(
    `update app.notices n set waits_for = null where waits_for = $1 and recipient_id = any ($2::uuid[])
     returning recipient_id as "userId", id, kind, at, of_account as "accountId", facts, read_at as "readAt"`,
    [way, people],
  )
}

/** The side is the first that the person holds now, as at a sign-in; null for somebody who holds nothing any more. */
const peopleNow = (tx: Tx, ids: readonly string[], now: number): Promise<Person[]> =>
  tx.query<Person>(
    `select u.id as "userId", u.email, u.language, (select m.side from identity.memberships m
        where m.user_id = u.id and m.valid_from <= $2 and (m.valid_until is null or m.valid_until > $2)
        order by array_position(array['vendor', 'partner', 'customer'], m.side) limit 1) as side
     from identity.users u where u.id = any ($1::uuid[]) and u.disabled_at is null`,
    [ids, timestampOf(now)],
  )

type Gathered = { person: Person & { side: Side }; notices: Waiting[]; accounts: ReadonlyMap<string, string> }

function letterOf({ person, notices, accounts }: Gathered, way: Way, today: CivilDate, telling: Telling): Letter {
  const language = person.language ?? 'ja'
  const base = telling.base()
  const values = plainArguments({ count: notices.length, date: dateText(today, language) })
  const lines = notices.slice(0, MOST_LINES).map((n) => {
    const account = n.accountId === null ? null : (accounts.get(n.accountId) ?? null)
    const { title, body } = wordsOf(n, { language, side: person.side, account, vocabulary: telling.vocabulary })
    return `${language === 'ja' ? '■ ' : '• '}${title}\n${body}\n${addressOf(base, person.side, pageOf(n, person.side))}`
  })
  const rest = notices.length - lines.length
  const more = rest > 0 ? [say(LETTER_WORDS['digest-more'], language, plainArguments({ count: rest }))] : []
  return {
    to: person.email,
    language,
    kind: `digest-${way}`,
    subject: say(LETTER_WORDS[`digest-${way}`], language, values),
    text: [
      say(LETTER_WORDS['digest-lead'], language),
      ...lines,
      ...more,
      addressOf(base, person.side, '/notifications'),
    ].join('\n\n'),
    unsubscribe: addressOf(base, person.side, '/notifications?show=choices'),
  }
}

async function gather(tx: Tx, services: Services, telling: Telling, way: Way, userIds: string[]): Promise<number> {
  const now = services.clock.now()
  const taken = (await takeWaiting(tx, way, userIds)).filter((n) => n.readAt === null)
  const people = await peopleNow(tx, [...new Set(taken.map((n) => n.userId))], now)
  const names = await accountsByIds(tx, [...new Set(taken.flatMap((n) => n.accountId ?? []))])
  const accounts = new Map(names.map((a) => [a.id, a.name]))
  const byUser = Map.groupBy(taken, (n) => n.userId)
  const letters = people.flatMap(({ side, ...person }) => {
    const notices = (byUser.get(person.userId) ?? []).toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    return side === null || notices.length === 0
      ? []
      : [letterOf({ person: { ...person, side }, notices, accounts }, way, services.today(), telling)]
  })
  await postLetters(tx, letters, now)
  return letters.length
}

/** Sends the digests that are due today. Answers how many letters; done again, it finds nothing that waits. */
export async function sendDigests(services: Services, telling: Telling, signal: AbortSignal): Promise<number> {
  const { db, catalogues } = services
  const today = civilAt(services.clock.now(), catalogues.timeZone).date
  const config = calendarConfig(services.catalogue())
  const calendar = await db.read(VENDOR, (tx) => loadCalendar(tx, config))
  let letters = 0
  for (const way of waysOn(today, (day) => calendar.businessDay(day))) {
    for (;;) {
      signal.throwIfAborted()
      const people = await db.read(VENDOR, (tx) =>
        tx.query<{ id: string }>(
          'select distinct recipient_id as id from app.notices where waits_for = $1 order by 1 limit $2',
          [way, PEOPLE_AT_ONCE],
        ),
      )
      if (people.length === 0) break
      letters += await db.transaction(VENDOR, (tx) =>
        gather(
          tx,
          services,
          telling,
          way,
          people.map((p) => p.id),
        ),
      )
    }
  }
  return letters
}
