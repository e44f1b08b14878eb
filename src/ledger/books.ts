/**
 * The working copy of the windows of some accounts inside one transaction: loaded once, moved in memory, written back in
 * whole arrays. Whoever uses it holds the accounts' rows locked, so nobody else moves these windows meanwhile.
 */
import type { CivilDate } from '../kernel/civil.ts'
import type { Instant } from '../kernel/clock.ts'
import { must } from '../kernel/failure.ts'
import { newId } from '../kernel/ids.ts'
import type { Tx } from '../kernel/transaction.ts'
import { afterEntry, type Counters, type EntryKind, leftOf, type Window, type WindowSpec } from './model.ts'

/** What made a movement: cited and kept with it. */
export type Cause = {
  type: string
  id: string
  clause: string
  at: Instant
  byUser: string | null
  byName: string
  reason?: string
  approvedBy?: string
}

type Entry = Cause & {
  accountId: string
  entryId: string
  windowId: string
  seq: number
  kind: EntryKind
  amount: number
  after: Counters
}

const COLUMNS = `account_id as "accountId", id, holder_id as "holderId", holder_type as "holderType", allowance, office, unit, "from", until, clause,
  granted, held, consumed, lapsed, seq, carried_into as "carriedInto"`

export class Books {
  private readonly byId = new Map<string, Window>()
  private readonly byHolder = new Map<string, Window[]>()
  private readonly created = new Set<string>()
  private readonly changed = new Set<string>()
  private entries: Entry[] = []

  /** Loads the windows of the holders that end after the given day, or never. */
  static async load(tx: Tx, holders: { accountId: string; holderId: string; since: CivilDate }[]): Promise<Books> {
    const books = new Books()
    await books.add(tx, holders)
    return books
  }

  /** Loads the windows of further holders. */
  async add(tx: Tx, holders: { accountId: string; holderId: string; since: CivilDate }[]): Promise<void> {
    if (holders.length === 0) return
    const rows = await tx.query<Window>(
      `select ${COLUMNS} from ledger.windows w
       join unnest($1::uuid[], $2::uuid[], $3::date[]) as asked (a, h, since) on w.account_id = asked.a and w.holder_id = asked.h
       where w.account_id = any ($1::uuid[]) and (w.until is null or w.until > asked.since) order by w."from", w.id`,
      [holders.map((h) => h.accountId), holders.map((h) => h.holderId), holders.map((h) => h.since)],
    )
    for (const row of rows) this.keep(row)
  }

  private keep(window: Window): Window {
    if (this.byId.has(window.id)) return window
    this.byId.set(window.id, window)
    const list = this.byHolder.get(window.holderId)
    if (list) list.push(window)
    else this.byHolder.set(window.holderId, [window])
    return window
  }

  /** Loads one window by id, where a step must return to a window that has ended. */
  async fetch(tx: Tx, accountId: string, ids: string[]): Promise<void> {
    const missing = ids.filter((id) => !this.byId.has(id))
    if (missing.length === 0) return
    const rows = await tx.query<Window>(
      `select ${COLUMNS} from ledger.windows where account_id = $1 and id = any ($2::uuid[])`,
      [accountId, missing],
    )
    for (const row of rows) this.keep(row)
    await this.fetch(
      tx,
      accountId,
      rows.map((r) => r.carriedInto).filter((id) => id !== null),
    )
  }

  windowsOf(holderId: string): readonly Window[] {
    return this.byHolder.get(holderId) ?? []
  }
  window(id: string): Window {
    return must(this.byId.get(id), 'the window is loaded')
  }

  /** The window that a specification names, if it was opened. */
  find(spec: WindowSpec): Window | null {
    return (
      this.windowsOf(spec.holderId).find(
        (w) => w.allowance === spec.allowance && w.office === spec.office && w.from === spec.from,
      ) ?? null
    )
  }

  /** What may still be drawn: the window's own, and no more than the windows it is carried into can bear. */
  left(window: Window): number {
    const own = leftOf(window)
    return window.carriedInto === null ? own : Math.min(own, this.left(this.window(window.carriedInto)))
  }

  open(spec: WindowSpec, cause: Cause): Window {
    const { amount, ...rest } = spec
    const window = this.keep({
      ...rest,
      id: newId(cause.at),
      granted: 0,
      held: 0,
      consumed: 0,
      lapsed: 0,
      seq: 0,
      carriedInto: null,
    })
    this.created.add(window.id)
    this.post(window, 'grant', amount, { ...cause, clause: spec.clause })
    return window
  }

  /** Ends a window because another plan's window takes over; its use counts there (edge.12). */
  carry(from: Window, into: Window, cause: Cause): void {
    from.carriedInto = into.id
    if (into.from > from.from) from.until = into.from
    this.touch(from)
    const used = from.held + from.consumed
    // A window that was corrected upwards may have given more than the next grants: never below what is used (edge.24).
    const short = used - leftOf(into)
    if (short > 0) this.post(into, 'grant', short, { ...cause, clause: 'edge.24' })
    if (used > 0) this.post(into, 'carry', used, cause)
  }

  /** Undoes that another window takes over: its use counts there no more. */
  takeBack(window: Window, cause: Cause): void {
    const used = window.held + window.consumed
    if (used > 0) this.mirror(window, -used, cause)
    window.carriedInto = null
    this.touch(window)
  }

  hold(window: Window, amount: number, cause: Cause): void {
    this.post(window, 'hold', amount, cause)
    this.mirror(window, amount, cause)
  }

  release(window: Window, amount: number, cause: Cause): void {
    if (amount === 0) return
    this.post(window, 'release', amount, cause)
    this.mirror(window, -amount, cause)
  }

  settle(window: Window, amount: number, cause: Cause): void {
    if (amount > 0) this.post(window, 'settle', amount, cause)
  }

  /** A correction, up or down; never below what is used. */
  adjust(window: Window, amount: number, cause: Cause): void {
    this.post(window, 'adjust', amount, cause)
  }

  /** A changed figure of the terms: grants the difference, never below what is used already (edge.24). */
  regrant(window: Window, amount: number, cause: Cause): void {
    this.post(window, 'grant', Math.max(amount, -leftOf(window)), cause)
  }

  /** Lets what is left lapse at the window's end (price.1), or takes a lapse back with a negative amount. */
  lapse(window: Window, amount: number, cause: Cause): void {
    if (amount !== 0) this.post(window, 'lapse', amount, cause)
  }

  /** Moves the end of a window. */
  extend(window: Window, until: CivilDate | null): void {
    if (window.until === until) return
    window.until = until
    this.touch(window)
  }

  private mirror(window: Window, amount: number, cause: Cause): void {
    if (window.carriedInto === null) return
    const next = this.window(window.carriedInto)
    this.post(next, 'carry', amount, { ...cause, clause: 'edge.12' })
    this.mirror(next, amount, cause)
  }

  private touch(window: Window): void {
    if (!this.created.has(window.id)) this.changed.add(window.id)
  }

  private post(window: Window, kind: EntryKind, amount: number, cause: Cause): void {
    const after = afterEntry(window, kind, amount)
    Object.assign(window, after)
    window.seq += 1
    this.touch(window)
    this.entries.push({
      ...cause,
      accountId: window.accountId,
      entryId: newId(cause.at),
      windowId: window.id,
      seq: window.seq,
      kind,
      amount,
      after,
    })
  }

  /** Writes everything that moved: new windows, counters, entries. */
  async flush(tx: Tx): Promise<void> {
    const created = [...this.created].map((id) => this.window(id))
    const changed = [...this.changed].map((id) => this.window(id))
    const entries = this.entries
    this.created.clear()
    this.changed.clear()
    this.entries = []
    await Promise.all([
      created.length > 0 && insertWindows(tx, created),
      changed.length > 0 && updateWindows(tx, changed),
      entries.length > 0 && insertEntries(tx, entries),
    ])
  }
}

const column = <T, K extends keyof T>(rows: T[], key: K): T[K][] => rows.map((r) => r[key])

async function insertWindows(tx: Tx, w: Window[]): Promise<void> {
  await tx.query(
    `insert into ledger.windows (account_id, id, holder_id, holder_type, allowance, office, unit, "from", until, clause, granted, held, consumed, lapsed, seq, carried_into)
     select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::date[], $9::date[], $10::text[],
       $11::int[], $12::int[], $13::int[], $14::int[], $15::int[], $16::uuid[])`,
    [
      column(w, 'accountId'),
      column(w, 'id'),
      column(w, 'holderId'),
      column(w, 'holderType'),
      column(w, 'allowance'),
      column(w, 'office'),
      column(w, 'unit'),
      column(w, 'from'),
      column(w, 'until'),
      column(w, 'clause'),
      column(w, 'granted'),
      column(w, 'held'),
      column(w, 'consumed'),
      column(w, 'lapsed'),
      column(w, 'seq'),
      column(w, 'carriedInto'),
    ],
  )
}

async function updateWindows(tx: Tx, w: Window[]): Promise<void> {
  await tx.query(
    `update ledger.windows w set granted = n.granted, held = n.held, consumed = n.consumed, lapsed = n.lapsed, seq = n.seq, until = n.until, carried_into = n.carried_into
     from unnest($1::uuid[], $2::uuid[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[], $8::date[], $9::uuid[])
       as n (account_id, id, granted, held, consumed, lapsed, seq, until, carried_into)
     where w.account_id = n.account_id and w.id = n.id and w.account_id = any ($1::uuid[]) and w.id = any ($2::uuid[])`,
    [
      column(w, 'accountId'),
      column(w, 'id'),
      column(w, 'granted'),
      column(w, 'held'),
      column(w, 'consumed'),
      column(w, 'lapsed'),
      column(w, 'seq'),
      column(w, 'until'),
      column(w, 'carriedInto'),
    ],
  )
}

async function insertEntries(tx: Tx, e: Entry[]): Promise<void> {
  await tx.query(
    `insert into ledger.entries (account_id, id, window_id, seq, at, kind, amount, left_after, granted_after, held_after, lapsed_after, clause, cause_type, cause_id, by_user, by_name, approved_by, reason)
     select a, i, w, s, to_timestamp(t / 1000.0), k, m, l, ga, ha, la, c, ct, ci, bu, bn, ap, r
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[], $5::float8[], $6::text[], $7::int[], $8::int[], $9::int[], $10::int[], $11::int[],
       $12::text[], $13::text[], $14::uuid[], $15::uuid[], $16::text[], $17::text[], $18::text[])
       as n (a, i, w, s, t, k, m, l, ga, ha, la, c, ct, ci, bu, bn, ap, r)`,
    [
      column(e, 'accountId'),
      column(e, 'entryId'),
      column(e, 'windowId'),
      column(e, 'seq'),
      column(e, 'at'),
      column(e, 'kind'),
      column(e, 'amount'),
      e.map((x) => leftOf(x.after)),
      e.map((x) => x.after.granted),
      e.map((x) => x.after.held),
      e.map((x) => x.after.lapsed),
      column(e, 'clause'),
      column(e, 'type'),
      column(e, 'id'),
      column(e, 'byUser'),
      column(e, 'byName'),
      e.map((x) => x.approvedBy ?? null),
      e.map((x) => x.reason ?? null),
    ],
  )
}
