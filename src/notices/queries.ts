import type { Instant } from '../kernel/clock.ts'
import type { Decision } from '../kernel/decision.ts'
import type { Tx } from '../kernel/transaction.ts'

export type AnswerRow = { id: string; at: Instant; action: string; version: string; by: string; decision: Decision }
export type AcceptanceRow = { subjectId: string; version: string; at: Instant; by: string }

/** The answers given to an account, newest first, after the given place in that order. Ids are made of the moment, and sort by it. */
export function answersOf(
  tx: Tx,
  accountId: string,
  after: { at: Instant; id: string } | null,
  limit: number,
): Promise<AnswerRow[]> {
  return tx.query<AnswerRow>(
    `select id, at, action, terms_version as version, by_name as "by", decision from notices.decisions
     where account_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
    [accountId, after?.id ?? null, limit],
  )
}

/** Answers that were kept, by their ids. */
export async function answersByIds(
  tx: Tx,
  asked: readonly { accountId: string; answerId: string }[],
): Promise<Map<string, Decision>> {
  if (asked.length === 0) return new Map()
  const rows = await tx.query<{ id: string; decision: Decision }>(
    'select id, decision from notices.decisions where account_id = any ($1::uuid[]) and id = any ($2::uuid[])',
    [asked.map((a) => a.accountId), asked.map((a) => a.answerId)],
  )
  return new Map(rows.map((r) => [r.id, r.decision]))
}

/** The acceptances of an account's contracts and orders. */
export function acceptancesOf(tx: Tx, accountId: string): Promise<AcceptanceRow[]> {
  return tx.query<AcceptanceRow>(
    'select subject_id as "subjectId", terms_version as version, at, by_name as "by" from notices.acceptances where account_id = $1 order by at',
    [accountId],
  )
}

export type ConsentRow = { contractId: string; version: string; kind: 'express' | 'deemed'; at: Instant }

/** The consents of an account's contracts to later versions (change.2). */
export function consentsOf(tx: Tx, accountId: string): Promise<ConsentRow[]> {
  return tx.query<ConsentRow>(
    'select contract_id as "contractId", terms_version as version, kind, at from notices.consents where account_id = $1 order by at',
    [accountId],
  )
}

/** How the contract stands to a version: an express or deemed consent, or none yet. */
export async function consentTo(
  tx: Tx,
  accountId: string,
  contractId: string,
  version: string,
): Promise<'express' | 'deemed' | 'none'> {
  const accepted = await tx.maybe(
    'select 1 from notices.acceptances where account_id = $1 and subject_id = $2 and terms_version = $3',
    [accountId, contractId, version],
  )
  if (accepted) return 'express'
  const row = await tx.maybe<{ kind: 'express' | 'deemed' }>(
    'select kind from notices.consents where account_id = $1 and contract_id = $2 and terms_version = $3',
    [accountId, contractId, version],
  )
  return row?.kind ?? 'none'
}
