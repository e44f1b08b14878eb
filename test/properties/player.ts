/** Carries a random story out through the routes, and holds after every step what must always hold. */
import { type AccountHolders, holdersOf, turnTheDay, windowsUntil } from '../../src/contracts/index.ts'
import { addDays, type CivilDate, weekday } from '../../src/kernel/civil.ts'
import { civilAt, formatInstant } from '../../src/kernel/clock.ts'
import { must } from '../../src/kernel/failure.ts'
import type { Tx } from '../../src/kernel/transaction.ts'
import { leftOf, verifyLedger, type Window, windowsOf } from '../../src/ledger/index.ts'
import { lockAccounts } from '../../src/people/index.ts'
import { type Answer, decisionOf, type House } from '../support/house.ts'
import type { Step } from './story.ts'

export type Teller = Awaited<ReturnType<typeof startStory>>

type Remembered = { at: number; holder: { type: string; id: string }; answer: unknown }
type BookStep = Extract<Step, { do: 'book' | 'bookAndCancel' }>

const claim = (holds: boolean, what: string) => {
  if (!holds) throw new Error(what)
}

/** Every row of an account but the answers that were given: what a step that is refused must leave as it is. */
async function rowsOf(tx: Tx, tables: string[], accountId: string): Promise<string> {
  const parts = tables.map(
    (t) =>
      `select '${t}' as t, md5(coalesce(string_agg(x::text, '|' order by x::text), '')) as h from ${t} x where x.account_id = $1`,
  )
  const rows = await tx.query<{ t: string; h: string }>(`${parts.join(' union all ')} order by t`, [accountId])
  return rows.map((r) => `${r.t} ${r.h}`).join('\n')
}

const TENANTS = `
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

export async function startStory(house: House) {
  const zone = house.catalogues.timeZone
  const today = () => civilAt(house.clock.now(), zone).date
  const day = (inDays: number) => addDays(today(), inDays)
  /** Mostly a weekday: on others nothing is booked. */
  const openDay = (inDays: number) => {
    const date = day(inDays)
    return [0, 6].includes(weekday(date)) && inDays % 5 !== 0 ? addDays(date, 2) : date
  }
  const accountId = await house.account()
  const staff = [await house.staff('trainer'), await house.staff('architect')]
  const tables = (await house.db.read({ vendor: true }, (tx) => tx.query<{ name: string }>(TENANTS))).map((r) => r.name)
  const contracts: string[] = []
  const orders: string[] = []
  const sessions: string[] = []
  const remembered: Remembered[] = []

  const holderOf = (n: number) => {
    const all = [...contracts.map((id) => ({ contractId: id })), ...orders.map((id) => ({ orderId: id }))]
    return all[n % Math.max(all.length, 1)] ?? null
  }
  const rows = () => house.db.read({ vendor: true }, (tx) => rowsOf(tx, tables, accountId))
  const remaining = async (ref: object) =>
    (await house.ask('GET', `/api/balances?${new URLSearchParams(ref as Record<string, string>)}`)).body

  async function hold(): Promise<void> {
    await house.db.read({ accountId }, async (tx) => {
      const { faults } = await verifyLedger(tx)
      claim(faults.length === 0, `the ledger differs: ${JSON.stringify(faults)}`)
      const windows = await windowsOf(tx, [accountId])
      for (const w of windows)
        claim(w.held >= 0 && w.consumed >= 0 && w.lapsed >= 0 && leftOf(w) >= 0, `window ${w.id} is below 0`)
      booksAgreeWithSessions(await tx.query<Sums>(BY_SESSIONS, [accountId]))
      const all = (await holdersOf(tx, house.catalogues.on(today()), [accountId], today())).get(accountId)!
      booksAgreeWithTimeline(house, all.holders, windows, today())
      const unbooked = await tx.query(
        `select 1 from sessions.sessions s where s.account_id = $1 and s.state = 'booked' and s.staff_id is not null and not exists (
           select 1 from people.bookings b where b.staff_id = s.staff_id and b.session_id = s.id and b.during = tstzrange(s.starts_at, s.ends_at))`,
        [accountId],
      )
      claim(unbooked.length === 0, 'a booked session has its person’s time')
    })
  }

  async function remember(): Promise<void> {
    for (const id of [...contracts, ...orders]) {
      const type = contracts.includes(id) ? 'contractId' : 'orderId'
      const answer = await remaining({ [type]: id })
      for (const m of answer.meters)
        claim(
          m.granted === m.held + m.consumed + m.lapsed + m.left && m.left >= 0,
          `the meter ${m.allowance} does not add up: ${JSON.stringify(m)}`,
        )
      remembered.push({ at: house.clock.now(), holder: { type, id }, answer: standing(answer) })
    }
  }

  const post = (url: string, body: object) => house.ask('POST', url, body)
  const bodyOf = (s: BookStep) => ({
    ...holderOf(s.holder),
    kind: s.kind,
    place: s.place,
    start: `${openDay(s.inDays)}T${s.hour}:00:00+09:00`,
    minutes: s.minutes,
    ...(s.prefecture === null ? {} : { prefecture: s.prefecture }),
    ...(s.staff === null ? {} : { staffId: staff[s.staff] }),
    acceptCharges: s.acceptCharges,
  })
  const session = (n: number) => sessions[n % Math.max(sessions.length, 1)]
  const keep = (into: string[], answer: Answer) => {
    const d = decisionOf(answer)
    if (d?.applied && d.subject) into.push(d.subject.id)
    return answer
  }
  const contract = () => contracts.at(-1)

  async function bookAndCancel(s: BookStep): Promise<Answer | null> {
    const ref = holderOf(s.holder)
    if (!ref) return null
    const before = standing(await remaining(ref))
    const answer = await post('/api/sessions', bodyOf(s))
    const d = decisionOf(answer)
    if (!d?.applied) return answer
    const cancelled = await post(`/api/sessions/${d.subject!.id}/cancel`, {})
    claim(cancelled.status === 200, `a booking can be cancelled: ${JSON.stringify(cancelled.body)}`)
    const after = standing(await remaining(ref))
    claim(
      JSON.stringify(after) === JSON.stringify(before),
      `booking and cancelling restores: ${JSON.stringify({ before, after })}`,
    )
    return null
  }

  async function adjust(s: Extract<Step, { do: 'adjust' }>): Promise<Answer | null> {
    const ref = holderOf(s.holder)
    if (!ref) return null
    const { meters } = await remaining(ref)
    const meter = meters[s.allowance % Math.max(meters.length, 1)]
    if (!meter) return null
    return post('/api/ledger/adjustments', {
      ...ref,
      allowance: meter.allowance,
      [meter.unit]: s.amount,
      reason: 'a property',
      byId: staff[0],
      approvedById: staff[1],
    })
  }

  /** Time passes until the session begins, unless that is far away. */
  async function waitFor(id: string): Promise<void> {
    const { start } = await house.db.read({ vendor: true }, (tx) =>
      tx.one<{ start: number }>('select starts_at as start from sessions.sessions where id = $1', [id]),
    )
    const away = start - house.clock.now()
    if (away > 0 && away < 40 * 86_400_000) house.clock.set(start + 60_000)
  }

  async function take(s: Step): Promise<Answer | null> {
    const one = 'session' in s ? session(s.session) : undefined
    if ('session' in s && one === undefined) return null
    if (one !== undefined && 'waits' in s && s.waits) await waitFor(one)
    switch (s.do) {
      case 'open':
        return keep(
          contracts,
          await post('/api/contracts', { accountId, plan: s.plan, start: day(s.inDays), acceptTerms: true }),
        )
      case 'change':
        return contract() ? post(`/api/contracts/${contract()}/change`, { on: day(s.inDays), plan: s.plan }) : null
      case 'end':
        return contract() ? post(`/api/contracts/${contract()}/end`, { on: day(s.inDays) }) : null
      // A further month holds nothing of its own: what it brings is its project's.
      case 'order':
        return keep(s.addOn === 'data-integration-month' ? [] : orders, await post('/api/orders', orderBody(s)))
      case 'project':
        return contract()
          ? keep(
              orders,
              await post('/api/projects', {
                contractId: contract(),
                tenant: s.tenant,
                target: 'Salesforce',
                start: day(s.inDays),
              }),
            )
          : null
      case 'book':
        return holderOf(s.holder) ? keep(sessions, await post('/api/sessions', bodyOf(s))) : null
      case 'bookAndCancel':
        return bookAndCancel(s)
      case 'move':
        return post(`/api/sessions/${one}/move`, {
          start: `${openDay(s.inDays)}T${s.hour}:00:00+09:00`,
          ...(s.minutes === null ? {} : { minutes: s.minutes }),
          acceptCharges: s.acceptCharges,
        })
      case 'cancel':
        return post(`/api/sessions/${one}/cancel`, {})
      case 'complete':
        return post(`/api/sessions/${one}/complete`, { minutes: s.minutes })
      case 'noShow':
        return post(`/api/sessions/${one}/no-show`, {})
      case 'adjust':
        return adjust(s)
      case 'wait':
        house.clock.set(house.clock.now() + s.days * 86_400_000 + s.hours * 3_600_000)
        return null
      case 'turn':
        await house.db.transaction({ vendor: true }, async (tx) => {
          await lockAccounts(tx, [accountId])
          await turnTheDay(tx, house.catalogues.on(today()), accountId, today(), house.clock.now())
        })
        return null
    }
  }
  const orderBody = (s: Extract<Step, { do: 'order' }>) => ({
    accountId,
    addOn: s.addOn,
    start: day(s.inDays),
    acceptTerms: true,
    acceptCharges: true,
    ...(s.addOn.startsWith('data-integration') ? { tenant: s.tenant, target: s.target } : {}),
    ...(s.addOn === 'option-support' ? { options: ['survey'] } : {}),
    ...(s.addOn === 'onboarding-extension' ? { months: 2 } : {}),
  })

  return {
    /** Takes a step at a moment of its own; one that is not applied must change nothing. */
    async tell(s: Step): Promise<Answer | null> {
      house.clock.set(house.clock.now() + 1000)
      const before = await rows()
      const answer = await take(s)
      if (answer) {
        claim(answer.status < 500, `${s.do} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
        if (decisionOf(answer)?.applied !== true)
          claim(
            (await rows()) === before,
            `${s.do} was not applied and changed something: ${JSON.stringify(answer.body)}`,
          )
      }
      await hold()
      await remember()
      return answer
    },
    /** What was answered at each moment is still the answer for that moment. */
    async lookBack(): Promise<void> {
      house.clock.set(house.clock.now() + 1000)
      for (const r of remembered) {
        const then = standing(await remaining({ [r.holder.type]: r.holder.id, at: formatInstant(r.at, zone) }))
        claim(
          JSON.stringify(then) === JSON.stringify(r.answer),
          `the balance at ${formatInstant(r.at, zone)} was ${JSON.stringify(r.answer)}, and is now told as ${JSON.stringify(then)}`,
        )
      }
    },
  }
}

/** A balance without what is only wording. */
// biome-ignore lint/suspicious/noExplicitAny: an answer over the wire
const standing = (answer: any) => ({
  remaining: answer.remaining,
  lapsed: answer.lapsed,
  // biome-ignore lint/suspicious/noExplicitAny: an answer over the wire
  meters: answer.meters?.map((m: any) => [
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
