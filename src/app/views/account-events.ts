/**
 * Everything that happened with an account, and is to come, along one line of time. Each kind of thing is cut to a page
 * by itself and then laid together, so that a page costs a page however long the history is; only what is shown is read
 * whole.
 */
import { type Action, relationOf } from '../../kernel/access.ts'
import type { Instant } from '../../kernel/clock.ts'
import type { Caller } from '../../kernel/route.ts'
import { type Tx, timestampOf } from '../../kernel/transaction.ts'
import { searchKey } from '../../people/index.ts'
import type { Catalogue } from '../../terms/index.ts'

export const EVENT_TYPES = ['session', 'answer', 'correction', 'charge', 'terms', 'person'] as const
export type EventType = (typeof EVENT_TYPES)[number]

export type EventRef = { type: EventType; at: Instant; id: string }
export type EventFilter = {
  types?: readonly EventType[] | undefined
  refused?: boolean | undefined
  q?: string | undefined
}

/** Who may read a kind of thing elsewhere may read it here. */
const READS: Record<EventType, Action> = {
  session: 'sessions.read',
  answer: 'decisions.read',
  correction: 'ledger.read',
  charge: 'charges.read',
  terms: 'contracts.read',
  person: 'members.read',
}

export const readableTypes = (caller: Caller): EventType[] =>
  EVENT_TYPES.filter((type) => relationOf(READS[type], caller.side, caller.roles) !== null)

// $1 account · $2 types · $3, $4 place · $5 how many · $6 words, as they are · $7 words as names are searched · $8 ids that
// the words name in the catalogue · $9 only what was refused
const after = (at: string, id: string) => `($3::timestamptz is null or (${at}, ${id}) < ($3, $4::uuid))`
const found = (...texts: string[]) =>
  `($6::text is null or ${texts.map((text) => `${text} ilike '%' || $6 || '%'`).join(' or ')}`
const wanted = (type: EventType) => `'${type}' = any ($2::text[])`

const SOURCES = [
  `(select 'session' as type, s.starts_at as at, s.id from sessions.sessions s
    left join people.staff p on $6::text is not null and p.id = s.staff_id
    where s.account_id = $1 and ${wanted('session')} and not $9 and ${after('s.starts_at', 's.id')}
      and ${found('p.name', 's.region')} or s.kind = any ($8) or s.place = any ($8))
    order by s.starts_at desc, s.id desc limit $5)`,
  `(select 'answer', d.at, d.id from notices.decisions d
    where d.account_id = $1 and ${wanted('answer')} and ${after('d.at', 'd.id')} and d.action <> 'ledger.adjust'
      and (not $9 or d.decision->>'outcome' = 'refused')
      and ${found('d.by_name', 'd.action', "(d.decision->'cites')::text", "(d.decision->'because')::text")})
    order by d.id desc limit $5)`,
  `(select 'correction', e.at, e.id from ledger.entries e
    left join ledger.windows w on $6::text is not null and w.account_id = e.account_id and w.id = e.window_id
    where e.account_id = $1 and ${wanted('correction')} and not $9 and e.kind in ('adjust', 'lapse', 'carry') and ${after('e.at', 'e.id')}
      and ${found('e.by_name', 'e.reason', 'e.clause')} or w.allowance = any ($8))
    order by e.id desc limit $5)`,
  `(select 'charge', l.at, l.id from charges.lines l
    where l.account_id = $1 and ${wanted('charge')} and not $9 and ${after('l.at', 'l.id')} and ${found('l.kind', 'l.clause', 'l.by_name')})
    order by l.id desc limit $5)`,
  `(select 'terms', a.at, a.id from notices.acceptances a
    where a.account_id = $1 and ${wanted('terms')} and not $9 and ${after('a.at', 'a.id')} and ${found('a.terms_version', 'a.by_name')})
    order by a.at desc, a.id desc limit $5)`,
  `(select 'person', m.valid_from, m.id from (
      select date_trunc('milliseconds', m.valid_from) as valid_from, m.id, u.name from identity.memberships m
      join identity.users u on u.id = m.user_id where m.account_id = $1) m
    where ${wanted('person')} and not $9 and ${after('m.valid_from', 'm.id')} and ${found('m.name')} or replace(lower(m.name), ' ', '') like '%' || $7 || '%')
    order by m.valid_from desc, m.id desc limit $5)`,
]

const EVENTS = `select * from (${SOURCES.join('\n union all ')}) e order by at desc, id desc limit $5`

/** The catalogue's things that somebody may mean by these words. */
function idsNamed(catalogue: Catalogue, words: string): string[] {
  const { kinds, places, allowances } = catalogue.data
  const wordsKey = searchKey(words)
  const named = [...Object.entries(kinds), ...Object.entries(places), ...Object.entries(allowances)]
  return named
    .filter(([, { name }]) => Object.values(name).some((text) => searchKey(String(text)).includes(wordsKey)))
    .map(([id]) => id)
}

/** What happened, latest first, after the given place in that order. */
export function eventsOf(
  tx: Tx,
  catalogue: Catalogue,
  accountId: string,
  filter: EventFilter & { types: readonly EventType[] },
  place: { at: Instant; id: string } | null,
  limit: number,
): Promise<EventRef[]> {
  const words = filter.q?.trim() || null
  return tx.query<EventRef>(EVENTS, [
    accountId,
    filter.types,
    place && timestampOf(place.at),
    place?.id ?? null,
    limit,
    words?.replace(/[\\%_]/g, '\\$&') ?? null,
    words === null ? null : searchKey(words).replace(/[\\%_]/g, '\\$&'),
    words === null ? [] : idsNamed(catalogue, words),
    filter.refused === true,
  ])
}
