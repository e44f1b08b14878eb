/** Puts letters into the outbox in the transaction of what causes them: both stand, or neither. */
import type { Instant } from '../../kernel/clock.ts'
import { must } from '../../kernel/failure.ts'
import { newId } from '../../kernel/ids.ts'
import type { Language } from '../../kernel/route.ts'
import { type Tx, timestampOf } from '../../kernel/transaction.ts'

/** A letter to one person. Holds no personal data but the recipient's own address; links carry their token behind `#`. */
export type Letter = {
  /** An e-mail address. */
  to: string
  language: Language
  /** What it is about, as a word of ours: `invitation`, `reset`, `digest` … */
  kind: string
  subject: string
  /** Paragraphs, parted by empty lines; an address on a line of its own becomes the letter's button. */
  text: string
  /** Where the recipient ends letters of this kind. */
  unsubscribe?: string
}

/** A message to a webhook; `to` is its id. */
export type Message = Omit<Letter, 'unsubscribe'> & { channel: 'slack' | 'teams' }

// biome-ignore lint/suspicious/noControlCharactersInRegex: line breaks and their kin are what must not get into a header.
const CONTROL = /[\u0000-\u001f\u007f\u0085\u2028\u2029]/
/** One address and nothing else: what could name a second recipient, a name or a comment is refused. */
const ADDRESS = /^[^\s<>()[\]\\,;:"@]{1,64}@[^\s<>()[\]\\,;:"@]{1,253}$/

function checked<L extends Letter | Message>(letter: L): L {
  must(!CONTROL.test(letter.subject) && letter.subject.trim() !== '', 'a subject of one line')
  must(!CONTROL.test(letter.to), 'a recipient of one line')
  if (!('channel' in letter)) must(ADDRESS.test(letter.to), 'a letter has one e-mail address')
  if ('unsubscribe' in letter && letter.unsubscribe !== undefined)
    must(/^https?:\/\/[^\s<>]+$/.test(letter.unsubscribe), 'an address to end letters at')
  return letter
}

/**
 * Writes letters and messages into the outbox; a worker sends them after the commit. Answers their ids, in order. A line
 * break in an address or a subject throws: a header could be slipped in with it.
 */
export async function postLetters(tx: Tx, letters: readonly (Letter | Message)[], now: Instant): Promise<string[]> {
  if (letters.length === 0) return []
  const all = letters.map((letter) => ({ id: newId(now), ...checked(letter) }))
  await tx.query(
    `insert into app.outbox (id, channel, recipient, language, kind, subject, text, unsubscribe, state, next_at, created_at)
     select l.id, l.channel, l.recipient, l.language, l.kind, l.subject, l.text, l.unsubscribe, 'waiting', $9, $9
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
       as l (id, channel, recipient, language, kind, subject, text, unsubscribe)`,
    [
      all.map((l) => l.id),
      all.map((l) => ('channel' in l ? l.channel : 'mail')),
      all.map((l) => l.to),
      all.map((l) => l.language),
      all.map((l) => l.kind),
      all.map((l) => l.subject),
      all.map((l) => l.text),
      all.map((l) => ('unsubscribe' in l ? (l.unsubscribe ?? null) : null)),
      timestampOf(now),
    ],
  )
  return all.map((l) => l.id)
}
