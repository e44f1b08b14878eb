/** Recomputes the chain from the rows it was made over, and names what does not fit. */
import type { Tx } from '../../kernel/transaction.ts'
import { DIGEST, linkAfter, type Source } from './digest.ts'

export type AuditFault = {
  seq: number | null
  source: Source | null
  rowId: string | null
  /** `altered`: the row is not what was sealed · `missing`: it is gone · `broken`: the link does not follow the one before · `unsealed`: never linked · `cut`: links at the end are gone · `head`: not the head that was kept elsewhere. */
  what: 'altered' | 'missing' | 'broken' | 'unsealed' | 'cut' | 'head'
}
export type AuditReport = { links: number; head: string; faults: AuditFault[] }
/** A head written down earlier: the chain must still pass through it. */
export type KeptHead = { seq: number; link: string }

const BATCH = 5_000

const LINKS = `
  select l.seq, l.source, l.row_id as "rowId", l.digest, l.link, ${DIGEST.change} as change, c.id is not null as "hasChange",
    ${DIGEST.decision} as decision, d.id is not null as "hasDecision"
  from app.audit_links l
  left join app.changes c on l.source = 'change' and c.id = l.row_id
  left join notices.decisions d on l.source = 'decision' and d.account_id = l.account_id and d.id = l.row_id
  where l.seq > $1 order by l.seq limit $2`

type LinkRow = {
  seq: number
  source: Source
  rowId: string
  digest: Buffer
  link: Buffer
  change: Buffer
  hasChange: boolean
  decision: Buffer
  hasDecision: boolean
}

function faultsOf(row: LinkRow, expectedSeq: number, before: Buffer): AuditFault[] {
  const fault = (what: AuditFault['what']): AuditFault => ({
    seq: row.seq,
    source: row.source,
    rowId: row.rowId,
    what,
  })
  const there = row.source === 'change' ? row.hasChange : row.hasDecision
  const now = row.source === 'change' ? row.change : row.decision
  const faults: AuditFault[] = []
  if (row.seq !== expectedSeq || !linkAfter(before, row.digest).equals(row.link)) faults.push(fault('broken'))
  if (!there) faults.push(fault('missing'))
  else if (!now.equals(row.digest)) faults.push(fault('altered'))
  return faults
}

/** Rows in places that the chain has passed, which no link knows: put in behind its back. */
async function unsealed(tx: Tx): Promise<AuditFault[]> {
  const rows = await tx.query<{ source: Source; id: string }>(
    `select 'change' as source, c.id from app.changes c, app.audit_marks m
     where m.source = 'change' and c.kept <= m.through and not exists (select from app.audit_links l where l.row_id = c.id)
     union all
     select 'decision', d.id from notices.decisions d, app.audit_marks m
     where m.source = 'decision' and d.kept <= m.through and not exists (select from app.audit_links l where l.row_id = d.id)`,
  )
  return rows.map((row) => ({ seq: null, source: row.source, rowId: row.id, what: 'unsealed' }))
}

/** The whole chain, from its first link to its head. */
export async function verifyAudit(tx: Tx, kept: KeptHead | null = null): Promise<AuditReport> {
  const faults: AuditFault[] = []
  let [seq, link] = [0, Buffer.alloc(32) as Buffer]
  let passed = kept === null || kept.seq === 0
  for (;;) {
    const rows = await tx.query<LinkRow>(LINKS, [seq, BATCH])
    for (const row of rows) {
      faults.push(...faultsOf(row, seq + 1, link))
      seq = row.seq
      link = row.link
      if (kept?.seq === seq) passed = kept.link === link.toString('hex')
    }
    if (rows.length < BATCH) break
  }
  const head = await tx.one<{ seq: number; link: Buffer }>('select seq, link from app.audit_head')
  if (head.seq !== seq || !head.link.equals(link))
    faults.push({ seq: head.seq, source: null, rowId: null, what: 'cut' })
  if (!passed) faults.push({ seq: kept?.seq ?? null, source: null, rowId: null, what: 'head' })
  faults.push(...(await unsealed(tx)))
  return { links: seq, head: `${seq}:${link.toString('hex')}`, faults }
}
