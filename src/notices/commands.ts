/** Evidence: acceptances, consents and the answers given. Append-only. */
import type { Instant } from '../kernel/clock.ts'
import type { Decision } from '../kernel/decision.ts'
import { newId } from '../kernel/ids.ts'
import type { Tx } from '../kernel/transaction.ts'

export type Acceptance = {
  accountId: string
  subjectType: 'contract' | 'order' | 'intake'
  subjectId: string
  version: string
  at: Instant
  byUser: string | null
  byName: string
}
export type Consent = {
  accountId: string
  contractId: string
  version: string
  kind: 'express' | 'deemed'
  at: Instant
  causeType: string
  causeId: string
}
export type Answer = {
  /** Given where something else refers to the answer. */
  id?: string
  accountId: string
  at: Instant
  action: string
  version: string
  byUser: string | null
  byName: string
  decision: Decision
  /** From what to what its subject was moved, where the decision does not say. */
  change?: { before: object | null; after: object | null } | null
}

/** Records who accepted which version of the terms with what (scope.1). */
export async function recordAcceptances(tx: Tx, list: Acceptance[]): Promise<void> {
  for (const a of list) {
    await tx.query(
      `insert into notices.acceptances (account_id, id, subject_type, subject_id, terms_version, at, by_user, by_name)
       values ($1, $2, $3, $4, $5, to_timestamp($6::float8 / 1000.0), $7, $8)`,
      [a.accountId, newId(a.at), a.subjectType, a.subjectId, a.version, a.at, a.byUser, a.byName],
    )
  }
}

/** Records consent to a version; the first word or use counts, later ones change nothing (change.2). */
export async function recordConsents(tx: Tx, list: Consent[]): Promise<void> {
  if (list.length === 0) return
  await tx.query(
    `insert into notices.consents (account_id, contract_id, terms_version, kind, at, cause_type, cause_id)
     select a, c, v, k, to_timestamp(t / 1000.0), ct, ci
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::float8[], $6::text[], $7::uuid[]) as n (a, c, v, k, t, ct, ci)
     on conflict do nothing`,
    [
      list.map((c) => c.accountId),
      list.map((c) => c.contractId),
      list.map((c) => c.version),
      list.map((c) => c.kind),
      list.map((c) => c.at),
      list.map((c) => c.causeType),
      list.map((c) => c.causeId),
    ],
  )
}

/** Keeps the answers that were given, refusals too, as they were given. */
export async function recordAnswers(tx: Tx, list: Answer[]): Promise<void> {
  if (list.length === 0) return
  await tx.query(
    `insert into notices.decisions (account_id, id, at, action, terms_version, by_user, by_name, decision, change)
     select a, i, to_timestamp(t / 1000.0), ac, v, bu, bn, d::json, ch::jsonb
     from unnest($1::uuid[], $2::uuid[], $3::float8[], $4::text[], $5::text[], $6::uuid[], $7::text[], $8::text[], $9::text[])
       as n (a, i, t, ac, v, bu, bn, d, ch)`,
    [
      list.map((x) => x.accountId),
      list.map((x) => x.id ?? newId(x.at)),
      list.map((x) => x.at),
      list.map((x) => x.action),
      list.map((x) => x.version),
      list.map((x) => x.byUser),
      list.map((x) => x.byName),
      list.map((x) => JSON.stringify(x.decision)),
      list.map((x) => (x.change ? JSON.stringify(x.change) : null)),
    ],
  )
}
