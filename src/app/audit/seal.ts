/** Links new rows to the chain. Runs beside the commands, so that no command waits for another's seal. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Clock, Instant } from '../../kernel/clock.ts'
import { type Db, type Tx, timestampOf } from '../../kernel/transaction.ts'
import { DIGEST, linkAfter, type Source } from './digest.ts'

/**
 * A row takes its place before its transaction commits, so that one with a later place may be seen first. Places are passed
 * for good only when they were seen this long ago: longer than any transaction is let run.
 */
const SETTLED_AFTER = 120_000
const BATCH = 5_000

type Head = { seq: number; link: Buffer }
type Mark = { source: Source; through: number }
type Unsealed = {
  source: Source
  accountId: string | null
  id: string
  at: Instant
  action: string
  byUser: string | null
  kept: number
  digest: Buffer
}

const UNSEALED = `
  (select 'change' as source, c.account_id as "accountId", c.id, c.at, c.action, c.by_user as "byUser", c.kept, ${DIGEST.change} as digest
   from app.changes c where c.kept > $1 and not exists (select from app.audit_links l where l.row_id = c.id)
   order by c.kept limit $3)
  union all
  (select 'decision', d.account_id, d.id, d.at, d.action, d.by_user, d.kept, ${DIGEST.decision}
   from notices.decisions d where d.kept > $2 and not exists (select from app.audit_links l where l.row_id = d.id)
   order by d.kept limit $3)`

async function insertLinks(tx: Tx, head: Head, rows: readonly Unsealed[], now: Instant): Promise<Buffer> {
  let { link } = head
  const links = rows.map(({ digest }) => {
    link = linkAfter(link, digest)
    return link
  })
  await tx.query(
    `insert into app.audit_links (seq, source, account_id, row_id, at, action, by_user, digest, link, sealed_at)
     select $1 + place, source, account_id, row_id, at, action, by_user, digest, link, $2
     from unnest($3::text[], $4::uuid[], $5::uuid[], $6::timestamptz[], $7::text[], $8::uuid[], $9::bytea[], $10::bytea[])
       with ordinality as made (source, account_id, row_id, at, action, by_user, digest, link, place)`,
    [
      head.seq,
      timestampOf(now),
      rows.map((r) => r.source),
      rows.map((r) => r.accountId),
      rows.map((r) => r.id),
      rows.map((r) => timestampOf(r.at)),
      rows.map((r) => r.action),
      rows.map((r) => r.byUser),
      rows.map((r) => r.digest),
      links,
    ],
  )
  return link
}

/** What was seen is passed for good once it was seen long enough ago. */
async function moveMarks(tx: Tx, rows: readonly Unsealed[], now: Instant): Promise<void> {
  const seen = (source: Source) => Math.max(0, ...rows.filter((r) => r.source === source).map((r) => r.kept))
  await tx.query(
    `update app.audit_marks as m set
       seen = greatest(m.seen, s.seen),
       through = case when m.candidate_at <= $4 then m.candidate else m.through end,
       candidate = case when m.candidate_at <= $4 then greatest(m.seen, s.seen) else m.candidate end,
       candidate_at = case when m.candidate_at <= $4 then $3 else m.candidate_at end
     from unnest($1::text[], $2::bigint[]) as s (source, seen)
     where m.source = s.source`,
    [['change', 'decision'], [seen('change'), seen('decision')], timestampOf(now), timestampOf(now - SETTLED_AFTER)],
  )
}

/** How many rows were sealed; null where somebody else has the head. */
async function sealBatch(tx: Tx, now: Instant): Promise<number | null> {
  const head = await tx.maybe<Head>('select seq, link from app.audit_head for update skip locked')
  if (head === null) return null
  const marks = await tx.query<Mark>('select source, through from app.audit_marks order by source')
  const through = (source: Source) => marks.find((m) => m.source === source)?.through ?? 0
  const rows = await tx.query<Unsealed>(UNSEALED, [through('change'), through('decision'), BATCH])
  if (rows.length > 0) {
    const link = await insertLinks(tx, head, rows, now)
    await tx.query('update app.audit_head set seq = $1, link = $2', [head.seq + rows.length, link])
  }
  await moveMarks(tx, rows, now)
  return rows.length
}

/** An import keeps the head for minutes: whoever reads the record meanwhile reads it as far as it goes. */
const TRIES = 20
const BETWEEN = 50

/**
 * Seals all that is there; answers how many rows. Several processes may seal at once: one after the other does. Who finds
 * the head taken for a second leaves what is new to a later round.
 */
export async function sealAll(db: Db, clock: Clock): Promise<number> {
  for (let [sealed, tries] = [0, 0]; ; ) {
    const count = await db.transaction({ vendor: true }, (tx) => sealBatch(tx, clock.now()))
    if (count === null) {
      if (++tries >= TRIES) return sealed
      await pause(BETWEEN)
      continue
    }
    sealed += count
    if (count === 0) return sealed
  }
}
