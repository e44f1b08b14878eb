/** What a link of the audit chain is made over. */
import { createHash } from 'node:crypto'

export type Source = 'change' | 'decision'

/**
 * The digest of a row, computed by the database over a JSON array of named columns: columns added later do not alter it.
 * Moments count in whole milliseconds, so that the connection's zone does not matter.
 */
export const DIGEST: Record<Source, string> = {
  change: `sha256(convert_to(jsonb_build_array('change', c.id, floor(extract(epoch from c.at) * 1000)::bigint, c.by_user,
    c.by_name, c.action, c.account_id, c.subject_type, c.subject_id, c.before, c.after, c.reason)::text, 'UTF8'))`,
  decision: `sha256(convert_to(jsonb_build_array('decision', d.id, floor(extract(epoch from d.at) * 1000)::bigint, d.by_user,
    d.by_name, d.action, d.account_id, d.terms_version, d.decision, d.change)::text, 'UTF8'))`,
}

/** The link that follows another: SHA-256 over the link before and the digest of the row. */
export const linkAfter = (before: Buffer, digest: Buffer): Buffer =>
  createHash('sha256').update(before).update(digest).digest()
