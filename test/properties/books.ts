/** What must always hold of an account, whatever was done to it. */
import { type AccountHolders, holdersOf, windowsUntil } from '../../src/contracts/index.ts'
import type { CivilDate } from '../../src/kernel/civil.ts'
import { must } from '../../src/kernel/failure.ts'
import type { Tx } from '../../src/kernel/transaction.ts'
import { leftOf, verifyLedger, type Window, windowsOf } from '../../src/ledger/index.ts'
import type { House } from '../support/house.ts'

export const claim = (holds: boolean, what: string) => {
  if (!holds) throw new Error(what)
}

/** A print of every row of an account but the answers that were given: what a step that is refused must leave as it is. */
export async function rowsOf(tx: Tx, tables: string[], accountId: string): Promise<string> {
  const parts = tables.map(
    (t) =>
      `select '${t}' as t, md5(coalesce(string_agg(x::text, '|' order by x::text), '')) as h from ${t} x where x.account_id = $1`,
  )
  const rows = await tx.query<{ t: string; h: string }>(`${parts.join(' union all ')} order by t`, [accountId])
  return rows.map((r) => `${r.t} ${r.h}`).join('\n')
}

export const TENANTS = `
  select format('%I.%I', table_schema, table_name) as name from information_schema.columns
  where column_name = 'account_id' and table_schema not in ('identity', 'pg_catalog') and (table_schema, table_name) <> ('notices', 'decisions') order by 1`

/** Held and consumed of a window by what the sessions and journeys say, not by its entries. */
const BY_SESSIONS = `
  select w.id, w.held, w.consumed, w.carried_into as "carriedInto",
    coalesce((select sum(s.drawn) from sessions.sessions s where s.account_id = $1 and s.window_id = w.id and s.state = 'booked'), 0)
      + (select count(*) from sessions.journeys j where j.account_id = $1 and j.window_id = w.id and j.standing > 0 and not j.made) as "heldBySessions",
    coalesce((select sum(s.drawn) from sessions.sessions s where s.account_id = $1 and s.window_id = w.id and s.state in ('completed', 'no-show')), 0)
      + (select count(*) from sessions.journeys j where j.account_id = $1 and j.window_id = w.id and j.made) as "consumedBySessions"
  from ledger.windows w where w.account_id = $1`

type Sums = {
  id: string
  held: number
  consumed: number
  carriedInto: string | null
  heldBySessions: number
  consumedBySessions: number
}

function booksAgreeWithSessions(rows: Sums[]): void {
  for (const w of rows) {
    const carried = rows.filter((c) => c.carriedInto === w.id).reduce((sum, c) => sum + c.held + c.consumed, 0)
    claim(w.held === w.heldBySessions, `window ${w.id} holds ${w.held}, its sessions ${w.heldBySessions}`)
    claim(
      w.consumed === w.consumedBySessions + carried,
      `window ${w.id} consumed ${w.consumed}, its sessions ${w.consumedBySessions} and ${carried} before the change`,
    )
  }
}

/** Every window that is not taken over is one that the contract's timeline has, with the same end. */
function booksAgreeWithTimeline(
  house: House,
  holders: AccountHolders['holders'],
  windows: Window[],
  today: CivilDate,
): void {
  const catalogue = house.catalogues.on(today)
  for (const w of windows) {
    const h = must(
      holders.find((x) => x.holder.id === w.holderId),
      'a window has its holder',
    ).holder
    const last = h.stretches.at(-1)!.until
    if (w.carriedInto !== null || (last !== null && w.from >= last)) continue
    const specs = windowsUntil(catalogue, h, w.from > today ? w.from : today)
    const spec = specs.find((s) => s.allowance === w.allowance && s.office === w.office && s.from === w.from)
    if (spec === undefined)
      claim(
        leftOf(w) === 0 || !stillDrawn(w, today),
        `window ${w.allowance} from ${w.from} has no place in the timeline`,
      )
    else
      claim(
        spec.until === w.until,
        `window ${w.allowance} from ${w.from} ends ${w.until}, by the timeline ${spec.until}`,
      )
  }
}

/** A window that a change of plan left without a successor ends with that change. */
const stillDrawn = (w: Window, today: CivilDate) => w.until === null || w.until > today

/** What must hold of an account after every step: the ledger, its sessions, its timeline and the persons' time agree. */
export async function holdBooks(house: House, accountId: string, today: CivilDate): Promise<void> {
  await house.db.read({ accountId }, async (tx) => {
    const { faults } = await verifyLedger(tx)
    claim(faults.length === 0, `the ledger differs: ${JSON.stringify(faults)}`)
    const windows = await windowsOf(tx, [accountId])
    for (const w of windows)
      claim(w.held >= 0 && w.consumed >= 0 && w.lapsed >= 0 && leftOf(w) >= 0, `window ${w.id} is below 0`)
    booksAgreeWithSessions(await tx.query<Sums>(BY_SESSIONS, [accountId]))
    const all = (await holdersOf(tx, house.catalogues.on(today), [accountId], today)).get(accountId)!
    booksAgreeWithTimeline(house, all.holders, windows, today)
    const unbooked = await tx.query(
      `select 1 from sessions.sessions s where s.account_id = $1 and s.state = 'booked' and s.staff_id is not null and not exists (
         select 1 from people.bookings b where b.staff_id = s.staff_id and b.session_id = s.id and b.during = tstzrange(s.starts_at, s.ends_at))`,
      [accountId],
    )
    claim(unbooked.length === 0, 'a booked session has its person’s time')
  })
}

type Meter = Record<'allowance' | 'office' | 'from' | 'until', string | null> &
  Record<'granted' | 'held' | 'consumed' | 'lapsed' | 'left', number>
type Balance = { remaining: object; lapsed: object; meters?: (Meter & { unit: string })[] }

/** A balance without what is only wording. */
export const standing = (answer: Balance) => ({
  remaining: answer.remaining,
  lapsed: answer.lapsed,
  meters: answer.meters?.map((m) => [
    m.allowance,
    m.office,
    m.granted,
    m.held,
    m.consumed,
    m.lapsed,
    m.left,
    m.from,
    m.until,
  ]),
})
