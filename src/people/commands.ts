/** Makes and changes people and accounts, locks an account's books, and books people's time. */
import type { Instant } from '../kernel/clock.ts'
import { must, Problem } from '../kernel/failure.ts'
import { newId } from '../kernel/ids.ts'
import { type Tx, timestampOf } from '../kernel/transaction.ts'
import { type Account, type Booking, type BusyQuestion, type Staff, type StaffRole, searchKey } from './model.ts'
import { partnerOf } from './partners.ts'
import { type Region, regionOf } from './prefectures.ts'
import { staffByIds } from './queries.ts'
import { ACCOUNT_COLUMNS } from './tables.ts'

/** What the catalogue in force calls its regions and offices. */
export type Vocabulary = { regions: readonly Region[]; offices: readonly string[] }

function knownRegion(regions: readonly Region[], text: string): string {
  const region = regionOf(regions, text)
  if (region === null) throw new Problem('invalid-field', 'prefecture', { code: 'not-one-of' })
  return region
}

export type NewStaff = { name: string; role: StaffRole; partner?: string | undefined; baseOffice?: string | undefined }

export async function createStaff(tx: Tx, given: NewStaff, vocabulary: Vocabulary, at: Instant): Promise<Staff> {
  if (given.baseOffice !== undefined && !vocabulary.offices.includes(given.baseOffice)) {
    throw new Problem('invalid-field', 'baseOffice', { code: 'not-one-of' })
  }
  const partner = given.partner === undefined ? null : await partnerOf(tx, given.partner, at)
  const staff: Staff = {
    id: newId(at),
    name: given.name,
    role: given.role,
    partner: partner?.name ?? null,
    baseOffice: given.baseOffice ?? null,
    active: true,
  }
  await tx.query(
    'insert into people.staff (id, name, role, partner_id, base_office, active) values ($1, $2, $3, $4, $5, true)',
    [staff.id, staff.name, staff.role, partner?.id ?? null, staff.baseOffice],
  )
  return staff
}

export type StaffChange = {
  name?: string | undefined
  baseOffice?: string | null | undefined
  active?: boolean | undefined
}

/** Changes what is given. Who is no longer active is offered nowhere; what was booked before stays. */
export async function changeStaff(tx: Tx, id: string, change: StaffChange, vocabulary: Vocabulary): Promise<Staff> {
  const { name, baseOffice, active } = change
  if (typeof baseOffice === 'string' && !vocabulary.offices.includes(baseOffice)) {
    throw new Problem('invalid-field', 'baseOffice', { code: 'not-one-of' })
  }
  const changed = await tx.maybe(
    `update people.staff set name = coalesce($2, name), active = coalesce($3, active),
       base_office = case when $4 then $5 else base_office end where id = $1 returning id`,
    [id, name ?? null, active ?? null, baseOffice !== undefined, baseOffice ?? null],
  )
  if (changed === null) throw new Problem('unknown-reference', 'id')
  const [staff] = await staffByIds(tx, [id])
  return must(staff, 'somebody who was changed is there')
}

export type NewAccount = { name: string; prefecture: string; existingCustomer?: boolean | undefined }

export async function createAccount(tx: Tx, given: NewAccount, vocabulary: Vocabulary, at: Instant): Promise<Account> {
  const prefecture = knownRegion(vocabulary.regions, given.prefecture)
  return tx.one<Account>(
    `insert into people.accounts (account_id, name, name_key, prefecture, existing_customer, version, created_at)
     values ($1, $2, $3, $4, $5, 1, $6) returning ${ACCOUNT_COLUMNS}`,
    [newId(at), given.name, searchKey(given.name), prefecture, given.existingCustomer ?? false, timestampOf(at)],
  )
}

export type AccountChange = {
  name?: string | undefined
  prefecture?: string | undefined
  existingCustomer?: boolean | undefined
}

/** Changes what is given. `seen` is the version that the caller saw; another one now is a Problem `stale-version`. */
export async function changeAccount(
  tx: Tx,
  accountId: string,
  change: AccountChange,
  seen: number | null,
  vocabulary: Vocabulary,
): Promise<Account> {
  const [locked] = await lockAccounts(tx, [accountId])
  const { version } = must(locked, 'lockAccounts returns every account')
  if (seen !== null && seen !== version) throw new Problem('stale-version', 'If-Match', { version })
  return tx.one<Account>(
    `update people.accounts set name = coalesce($2, name), name_key = coalesce($3, name_key),
       prefecture = coalesce($4, prefecture), existing_customer = coalesce($5, existing_customer), version = version + 1
     where account_id = $1 returning ${ACCOUNT_COLUMNS}`,
    [
      accountId,
      change.name ?? null,
      change.name === undefined ? null : searchKey(change.name),
      change.prefecture === undefined ? null : knownRegion(vocabulary.regions, change.prefecture),
      change.existingCustomer ?? null,
    ],
  )
}

/**
 * Makes this transaction the one writer of these accounts' books; every command that changes them begins here. Always in
 * the order of ids, so that two commands never wait in a circle; rows that refer to the account may still be written.
 * An account that is unknown, or another customer's, is a Problem `unknown-reference`. Answers in the order of ids.
 */
export async function lockAccounts(tx: Tx, accountIds: readonly string[]): Promise<Account[]> {
  const wanted = new Set(accountIds)
  const rows = await tx.query<Account>(
    `select ${ACCOUNT_COLUMNS} from people.accounts where account_id = any($1::uuid[])
     order by account_id for no key update`,
    [[...wanted]],
  )
  if (rows.length !== wanted.size) throw new Problem('unknown-reference', 'accountId')
  return rows
}

/** For each question whether the person is booked somewhere in the span. A first look: the constraint decides. */
export async function busyStaff(tx: Tx, questions: readonly BusyQuestion[]): Promise<boolean[]> {
  if (questions.length === 0) return []
  const rows = await tx.query<{ busy: boolean }>(
    `select people.is_busy(q.staff_id, q.starts, q.ends, q.moved) as busy
     from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::uuid[])
       with ordinality as q (staff_id, starts, ends, moved, place)
     order by q.place`,
    [
      questions.map((q) => q.staffId),
      questions.map((q) => timestampOf(q.from)),
      questions.map((q) => timestampOf(q.until)),
      questions.map((q) => q.except ?? null),
    ],
  )
  return rows.map((row) => row.busy)
}

// Waits for a rival that has not committed yet; because items go in by person and by time, two groups never wait for each
// other. Of two items that clash, the earlier start wins.
const BOOK = `
  insert into people.bookings (staff_id, session_id, account_id, during)
  select staff_id, session_id, account_id, tstzrange(starts, ends)
  from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::timestamptz[])
    with ordinality as b (staff_id, session_id, account_id, starts, ends, place)
  order by staff_id, starts, place
  on conflict on constraint one_person_one_place do nothing
  returning staff_id, session_id`

const valuesOf = (bookings: readonly Booking[]) => [
  bookings.map((b) => b.staffId),
  bookings.map((b) => b.sessionId),
  bookings.map((b) => b.accountId),
  bookings.map((b) => timestampOf(b.from)),
  bookings.map((b) => timestampOf(b.until)),
]

/**
 * Books people's time, and answers the sessions that lost: those whose person was booked in the meantime, by another
 * transaction or by another item. They are left out, the rest stands, and the transaction goes on.
 */
export async function insertBookings(tx: Tx, bookings: readonly Booking[]): Promise<string[]> {
  if (bookings.length === 0) return []
  const rows = await tx.query<{ session_id: string; staff_id: string }>(BOOK, valuesOf(bookings))
  const booked = new Set(rows.map((row) => row.session_id + row.staff_id))
  return bookings.filter((b) => !booked.has(b.sessionId + b.staffId)).map((b) => b.sessionId)
}

/** Books people's time, all or none: where one was booked in the meantime the transaction is overtaken, and undone. */
export async function mustBook(tx: Tx, bookings: readonly Booking[]): Promise<void> {
  if (bookings.length === 0) return
  await tx.query(
    `with booked as (${BOOK}) select app.insist(count(*) = cardinality($1::uuid[])) from booked`,
    valuesOf(bookings),
  )
}

/** Gives people's time back, for sessions that are cancelled or about to be booked anew at another time. */
export async function removeBookings(
  tx: Tx,
  bookings: readonly Pick<Booking, 'staffId' | 'sessionId'>[],
): Promise<void> {
  if (bookings.length === 0) return
  await tx.query(
    `delete from people.bookings b using unnest($1::uuid[], $2::uuid[]) as gone (staff_id, session_id)
     where b.staff_id = gone.staff_id and b.session_id = gone.session_id`,
    [bookings.map((b) => b.staffId), bookings.map((b) => b.sessionId)],
  )
}
