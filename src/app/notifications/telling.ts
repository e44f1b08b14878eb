/** Tells people: a row each, and with it, in one transaction, what goes out at once. */
import type { Instant } from '../../kernel/clock.ts'
import { newId } from '../../kernel/ids.ts'
import type { Language } from '../../kernel/route.ts'
import { type Tx, timestampOf } from '../../kernel/transaction.ts'
import { accountsByIds } from '../../people/index.ts'
import { type Letter, type Message, postLetters } from '../outbox/index.ts'
import type { Vocabulary } from '../words/arguments.ts'
import type { Happening } from './happening.ts'
import { type Choice, choiceOf, isSecurity } from './kinds.ts'
import { type GroupHook, groupHooks, type Recipient, recipientsOf } from './recipients.ts'
import { addressOf, pageOf, wordsOf } from './render.ts'

/** What telling needs to know of the installation. */
export type Telling = { vocabulary: Vocabulary; base(): string }

/** News that is older is put into lists, and not sent any more. */
const STILL_NEWS = 86_400_000

type Row = {
  recipientId: string
  happening: Happening
  choice: Choice | null
  person: Recipient | null
  hook: GroupHook | null
}

const nameOf = (row: Row): string => `${row.recipientId} ${row.happening.cause}`

async function insertRows(tx: Tx, rows: readonly Row[], now: Instant): Promise<Set<string>> {
  const waits = (row: Row) =>
    now - row.happening.at <= STILL_NEWS && (row.choice?.mail === 'daily' || row.choice?.mail === 'weekly')
      ? row.choice.mail
      : null
  const made = await tx.query<{ name: string }>(
    `insert into app.notices (recipient_id, id, kind, cause, at, of_account, facts, shown, waits_for)
     select r, i, k, c, a, o, f::jsonb, s, w
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::uuid[], $7::text[], $8::bool[], $9::text[])
       as n (r, i, k, c, a, o, f, s, w)
     on conflict (recipient_id, cause) do nothing returning recipient_id || ' ' || cause as name`,
    [
      rows.map((r) => r.recipientId),
      rows.map((r) => newId(r.happening.at)),
      rows.map((r) => r.happening.kind),
      rows.map((r) => r.happening.cause),
      rows.map((r) => timestampOf(r.happening.at)),
      rows.map((r) => r.happening.accountId),
      rows.map((r) => JSON.stringify(r.happening.facts)),
      rows.map((r) => r.choice?.inApp ?? false),
      rows.map(waits),
    ],
  )
  return new Set(made.map((m) => m.name))
}

type Named = { accounts: ReadonlyMap<string, string> } & Telling

const PREFIX: Record<Language, string> = { ja: '【伴走】', en: 'Bansou: ' }

function written(h: Happening, language: Language, side: Recipient['side'], named: Named) {
  const account = h.accountId === null ? null : (named.accounts.get(h.accountId) ?? null)
  const { title, body } = wordsOf(h, { language, side, account, vocabulary: named.vocabulary })
  const text = `${body}\n\n${addressOf(named.base(), side, pageOf(h, side))}`
  return { language, kind: h.kind, subject: `${PREFIX[language]}${title}`, text }
}

/** What goes out at once for one row: a letter, and a message to each webhook. */
function sendings(row: Row, named: Named): (Letter | Message)[] {
  const { happening: h, choice, person, hook } = row
  if (hook) return [{ ...written(h, hook.language, hook.side, named), channel: hook.service, to: hook.id }]
  if (!person || !choice) return []
  const letter = written(h, person.language, person.side, named)
  const unsubscribe = addressOf(named.base(), person.side, '/notifications?show=choices')
  const mails: Letter[] =
    choice.mail === 'once' ? [{ ...letter, to: person.email, ...(!isSecurity(h.kind) && { unsubscribe }) }] : []
  const messages = person.hooks.flatMap((own): Message[] =>
    choice[own.service] ? [{ ...letter, channel: own.service, to: own.id }] : [],
  )
  return [...mails, ...messages]
}

function rowsFor(h: Happening, people: readonly Recipient[], hooks: readonly GroupHook[]): Row[] {
  const own = people.map((person): Row => {
    const choice = choiceOf(h.kind, person, person.chosen)
    return { recipientId: person.userId, happening: h, choice, person, hook: null }
  })
  const meant = hooks.filter(
    (hook) =>
      h.accountId !== null &&
      hook.kinds.includes(h.kind) &&
      (hook.side === 'vendor' || hook.organisationId === h.accountId),
  )
  return [
    ...own,
    ...meant.map((hook): Row => ({ recipientId: hook.id, happening: h, choice: null, person: null, hook })),
  ]
}

/** Answers who was told of something new: their ids, and the accounts it is about. */
export async function tellOf(
  tx: Tx,
  happenings: readonly Happening[],
  telling: Telling,
  now: Instant,
): Promise<{ told: number; users: string[] }> {
  if (happenings.length === 0) return { told: 0, users: [] }
  const accountIds = [...new Set(happenings.flatMap((h) => h.accountId ?? []))]
  const [people, hooks] = await Promise.all([recipientsOf(tx, happenings, now), groupHooks(tx, accountIds)])
  // The same cause may come twice at once: one row, one letter.
  const all = happenings.flatMap((h, i) => rowsFor(h, people[i]!, hooks))
  const rows = [...new Map(all.map((row) => [nameOf(row), row])).values()]
  if (rows.length === 0) return { told: 0, users: [] }
  const made = await insertRows(tx, rows, now)
  const fresh = rows.filter((row) => made.has(nameOf(row)))
  const names = await accountsByIds(tx, accountIds)
  const named: Named = { ...telling, accounts: new Map(names.map((a) => [a.id, a.name])) }
  const news = fresh.filter((row) => now - row.happening.at <= STILL_NEWS)
  await postLetters(
    tx,
    news.flatMap((row) => sendings(row, named)),
    now,
  )
  return { told: fresh.length, users: [...new Set(fresh.flatMap((row) => row.person?.userId ?? []))] }
}
