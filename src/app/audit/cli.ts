/** `npm run audit -- verify`: recomputes the chain of changes beside a running server or without one. */
import { parseArgs } from 'node:util'
import { systemClock } from '../../kernel/clock.ts'
import { openDb } from '../../kernel/transaction.ts'
import { shareDatabase } from '../postgres/provide.ts'
import { sealAll } from './seal.ts'
import { type AuditFault, type KeptHead, verifyAudit } from './verify.ts'

const USAGE = 'usage: npm run audit -- verify [--head SEQ:LINK]   LINK as an earlier verification printed it'

const SAYS: Record<AuditFault['what'], string> = {
  altered: 'is not what was sealed',
  missing: 'is gone',
  broken: 'does not follow the link before',
  unsealed: 'was put in behind the chain',
  cut: 'the chain ends elsewhere than its head: links are gone or were added',
  head: 'the chain does not pass through the head that was kept',
}

const told = ({ seq, source, rowId, what }: AuditFault) =>
  [seq === null ? '' : `link ${seq}`, rowId === null ? '' : `${source} ${rowId}`, SAYS[what]].filter(Boolean).join(': ')

/** `12:ab…`, 64 hexadecimal digits; null where it is something else. */
function keptHeadOf(text: string): KeptHead | null {
  const match = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text)
  return match ? { seq: Number(match[1]), link: match[2]! } : null
}

function wishOf(args: string[]): { kept: KeptHead | null } | null {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { head: { type: 'string' } } })
    if (positionals.join() !== 'verify') return null
    if (values.head === undefined) return { kept: null }
    const kept = keptHeadOf(values.head)
    return kept && { kept }
  } catch {
    return null
  }
}

/** 0: the chain holds. 1: it does not, each fault a line. 2: the call itself is wrong. */
export async function auditCommand(
  args: string[],
  say: { out(line: string): void; err(line: string): void },
): Promise<number> {
  if (args.includes('--help')) {
    say.out(USAGE)
    return 0
  }
  const wish = wishOf(args)
  if (wish === null) {
    say.err(USAGE)
    return 2
  }
  const provided = await shareDatabase(process.env, say.err)
  const db = openDb({ connectionString: provided.connectionString, max: 1 })
  try {
    await sealAll(db, systemClock)
    const { links, head, faults } = await db.read({ vendor: true }, (tx) => verifyAudit(tx, wish.kept))
    for (const fault of faults) say.err(told(fault))
    say.out(`${links} links, ${faults.length} faults, head ${head}`)
    return faults.length === 0 ? 0 : 1
  } finally {
    await db.close()
    await provided.stop()
  }
}
