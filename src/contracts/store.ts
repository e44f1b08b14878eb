/** Writes of the contracts room. */
import type { CivilDate } from '../kernel/civil.ts'
import type { Instant } from '../kernel/clock.ts'
import { type Tx, timestampOf } from '../kernel/transaction.ts'
import type { Contract, Coverage, Order, Segment } from './model.ts'

export async function insertContract(tx: Tx, c: Contract): Promise<void> {
  await tx.query(
    `insert into contracts.contracts (account_id, id, start, ends_on, notice_on, base_office, responsible_id, first_start, accepted_version, consented_version, created_at, version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      c.accountId,
      c.id,
      c.start,
      c.endsOn,
      c.noticeOn,
      c.baseOffice,
      c.responsibleId,
      c.firstStart,
      c.acceptedVersion,
      c.consentedVersion,
      timestampOf(c.createdAt),
      c.version,
    ],
  )
  for (const s of c.segments) await insertSegment(tx, c, s)
  await insertState(tx, c, c.version, c.createdAt)
  for (const o of c.options) await insertOption(tx, c, o.option, o.from)
}

/** Keeps what the contract is from this moment on, for balances of the past. */
async function insertState(tx: Tx, c: Contract, version: number, at: Instant): Promise<void> {
  await tx.query(
    'insert into contracts.states (account_id, contract_id, version, at, ends_on, notice_on, segments) values ($1, $2, $3, $4, $5, $6, $7)',
    [c.accountId, c.id, version, timestampOf(at), c.endsOn, c.noticeOn, JSON.stringify(c.segments)],
  )
}

/** From a day on the contract is under this segment and no other: what was agreed for later is superseded. */
export async function replaceSegments(tx: Tx, c: Contract, s: Segment): Promise<void> {
  await tx.query('delete from contracts.segments where account_id = $1 and contract_id = $2 and "from" > $3', [
    c.accountId,
    c.id,
    s.from,
  ])
  await insertSegment(tx, c, s)
}

async function insertSegment(tx: Tx, c: Contract, s: Segment): Promise<void> {
  await tx.query(
    `insert into contracts.segments (account_id, contract_id, "from", plan, anchor) values ($1, $2, $3, $4, $5)
     on conflict (account_id, contract_id, "from") do update set plan = excluded.plan, anchor = excluded.anchor`,
    [c.accountId, c.id, s.from, s.plan, s.anchor],
  )
}

export async function insertOption(tx: Tx, c: Contract, option: string, from: CivilDate): Promise<void> {
  await tx.query(
    `insert into contracts.contract_options (account_id, contract_id, option, "from") values ($1, $2, $3, $4)
     on conflict (account_id, contract_id, option, "from") do update set until = null`,
    [c.accountId, c.id, option, from],
  )
}

export async function endOption(tx: Tx, c: Contract, option: string, until: CivilDate): Promise<void> {
  await tx.query(
    'update contracts.contract_options set until = $4 where account_id = $1 and contract_id = $2 and option = $3 and until is null',
    [c.accountId, c.id, option, until],
  )
}

/** Writes the parts of a contract that change, one version on. */
export async function updateContract(tx: Tx, c: Contract, at: Instant): Promise<void> {
  await tx.query(
    'update contracts.contracts set ends_on = $3, notice_on = $4, consented_version = $5, version = version + 1 where account_id = $1 and id = $2',
    [c.accountId, c.id, c.endsOn, c.noticeOn, c.consentedVersion],
  )
  await insertState(tx, c, c.version + 1, at)
}

/** Names who answers for a contract, one version on. What it was at every moment (`states`) does not hold the person. */
export async function setResponsible(tx: Tx, c: Contract, staffId: string | null): Promise<void> {
  await tx.query(
    'update contracts.contracts set responsible_id = $3, version = version + 1 where account_id = $1 and id = $2',
    [c.accountId, c.id, staffId],
  )
}

export async function insertOrder(tx: Tx, o: Order): Promise<void> {
  await tx.query(
    `insert into contracts.orders (account_id, id, add_on, contract_id, language, connection, target, options, extends_id, accepted_version, created_at, version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      o.accountId,
      o.id,
      o.addOn,
      o.contractId,
      o.language,
      o.connection,
      o.target,
      o.options,
      o.extendsId,
      o.acceptedVersion,
      timestampOf(o.createdAt),
      o.version,
    ],
  )
}

export async function insertCoverage(tx: Tx, accountId: string, orderId: string, c: Coverage): Promise<void> {
  await tx.query(
    'insert into contracts.coverage (account_id, order_id, "from", until, by_order_id, anchor, months) values ($1, $2, $3, $4, $5, $6, $7)',
    [accountId, orderId, c.from, c.until, c.byOrderId, c.anchor, c.months],
  )
}

/** Marks that a contract has agreed to a version, so that its next use asks no more (change.2). */
export async function markConsented(
  tx: Tx,
  contracts: { accountId: string; id: string; version: string }[],
): Promise<void> {
  if (contracts.length === 0) return
  await tx.query(
    `update contracts.contracts c set consented_version = n.v from unnest($1::uuid[], $2::uuid[], $3::text[]) as n (a, i, v)
     where c.account_id = n.a and c.id = n.i`,
    [contracts.map((c) => c.accountId), contracts.map((c) => c.id), contracts.map((c) => c.version)],
  )
}
