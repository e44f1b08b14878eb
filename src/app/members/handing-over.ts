/**
 * What happens when somebody leaves: contracts and booked sessions go to others, roles end on a day. Asked first, with
 * everything that has nobody yet; then done in one transaction, and kept.
 */
import { type Contract, contractsOfPerson, planOn, setResponsible, stateOf } from '../../contracts/index.ts'
import { recordChanges } from '../../kernel/audit.ts'
import { addDays, type CivilDate } from '../../kernel/civil.ts'
import { formatInstant, instantOf } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/failure.ts'
import { newId } from '../../kernel/ids.ts'
import { type Tx, timestampOf } from '../../kernel/transaction.ts'
import {
  accountsByIds,
  busyStaff,
  changeStaff,
  lockAccounts,
  partnerOfStaff,
  type Staff,
  staffByIds,
  type Vocabulary,
} from '../../people/index.ts'
import { restaffSessions, type Session, sessionsBetween } from '../../sessions/index.ts'
import type { Organisation } from '../identity/memberships.ts'
import { tell } from '../notifications/happening.ts'
import { type Acting, endMember, giveRole } from './roles.ts'
import { type HeldRole, rolesOf } from './store.ts'

type Kind = 'contract' | 'session'
/** Who takes one thing over; null: nobody for now. */
export type Choice = { type: Kind; id: string; successor: string | null }
export type HandOverAsk = {
  /** The last day in the organisation; null: from now on nothing. */
  lastDay: CivilDate | null
  /** Takes over everything that no choice names: a person of the staff; of a customer, a member. */
  successor: string | null
  choices: readonly Choice[]
}

export type Item = {
  type: Kind
  id: string
  accountId: string
  accountName: string
  /** The plan of a contract, the kind of a session. */
  what: string
  start: string | null
  end: string | null
  successor: string | null
  /** `busy`: the successor is booked then; `open`: nobody was chosen. */
  trouble: 'busy' | 'open' | null
}
export type HandOver = {
  applied: boolean
  roles: number
  items: Item[]
  counts: { contracts: number; sessions: number; troubles: number }
}

/** Sessions of one person that may be handed over at a time; nobody has more ahead. */
const MOST_SESSIONS = 10_000
const FAR = 10 * 366 * 86_400_000

type Load = { contracts: Contract[]; sessions: Session[] }

/** What a person answers for: contracts that have not ended, and sessions after the last day that have not begun. */
async function loadOf(tx: Tx, staffId: string | null, ask: HandOverAsk, acting: Acting): Promise<Load> {
  if (staffId === null) return { contracts: [], sessions: [] }
  const { now, today, zone } = acting
  const from = ask.lastDay === null ? now : instantOf({ date: addDays(ask.lastDay, 1), minute: 0 }, zone)
  const span = { from: Math.max(from, now + 1), until: now + FAR, staffIds: [staffId], cancelled: false }
  const [contracts, sessions] = [
    await contractsOfPerson(tx, staffId),
    await sessionsBetween(tx, span, null, MOST_SESSIONS),
  ]
  return {
    contracts: contracts.filter((c) => stateOf(c, today) !== 'ended'),
    sessions: sessions.filter((s) => s.state === 'booked'),
  }
}

type Chosen = (type: Kind, id: string) => { given: boolean; successor: string | null }
function chosenBy({ successor, choices }: HandOverAsk): Chosen {
  const byItem = new Map(choices.map((c) => [`${c.type} ${c.id}`, c.successor]))
  return (type, id) => {
    const own = byItem.get(`${type} ${id}`)
    return own === undefined ? { given: successor !== null, successor } : { given: true, successor: own }
  }
}

/** Successors are at work: the vendor's own may be followed by anybody of the staff, a partner's by the partner's. */
async function successorsOf(
  tx: Tx,
  organisation: Organisation,
  ask: HandOverAsk,
  leaving: string,
): Promise<Map<string, Staff>> {
  const ids = [...new Set([ask.successor, ...ask.choices.map((c) => c.successor)].filter((id) => id !== null))]
  const staff = await staffByIds(tx, ids)
  for (const id of ids) {
    const found = staff.find((s) => s.id === id)
    const isOwn = organisation.side === 'vendor' || (await partnerOfStaff(tx, id)) === organisation.partnerId
    if (!found?.active || !isOwn || id === leaving) throw new Problem('unknown-reference', 'successor')
  }
  return new Map(staff.map((s) => [s.id, s]))
}

/** For each session whether its successor is booked then, elsewhere or with another session of this hand-over. */
async function clashes(tx: Tx, sessions: readonly Session[], chosen: Chosen): Promise<Set<string>> {
  const given = sessions.flatMap((s) => {
    const { successor } = chosen('session', s.id)
    return successor === null ? [] : [{ id: s.id, staffId: successor, from: s.startsAt, until: s.endsAt }]
  })
  const busy = await busyStaff(tx, given)
  const taken: typeof given = []
  const found = new Set<string>()
  given.forEach((one, i) => {
    const clash = taken.some((t) => t.staffId === one.staffId && t.from < one.until && one.from < t.until)
    if (busy[i] || clash) found.add(one.id)
    else taken.push(one)
  })
  return found
}

async function itemsOf(tx: Tx, { contracts, sessions }: Load, ask: HandOverAsk, acting: Acting): Promise<Item[]> {
  const ids = [...new Set([...contracts, ...sessions].map((x) => x.accountId))]
  const names = new Map((await accountsByIds(tx, ids)).map((a) => [a.id, a.name]))
  const chosen = chosenBy(ask)
  const busy = await clashes(tx, sessions, chosen)
  const troubleOf = (type: Kind, id: string): Item['trouble'] =>
    !chosen(type, id).given ? 'open' : type === 'session' && busy.has(id) ? 'busy' : null
  const common = (type: Kind, x: { id: string; accountId: string }) => ({
    type,
    id: x.id,
    accountId: x.accountId,
    accountName: names.get(x.accountId) ?? '',
    successor: chosen(type, x.id).successor,
    trouble: troubleOf(type, x.id),
  })
  const at = (moment: number) => formatInstant(moment, acting.zone)
  return [
    ...contracts.map((c) => ({
      ...common('contract', c),
      what: planOn(c, acting.today < c.start ? c.start : acting.today),
      start: null,
      end: null,
    })),
    ...sessions.map((s) => ({ ...common('session', s), what: s.kind, start: at(s.startsAt), end: at(s.endsAt) })),
  ]
}

const staffIdOf = (held: readonly HeldRole[]) => held.findLast((r) => r.staffId !== null)?.staffId ?? null

async function heldBy(tx: Tx, organisation: Organisation, userId: string, acting: Acting): Promise<HeldRole[]> {
  const held = await rolesOf(tx, organisation, [userId])
  if (held.length === 0) throw new Problem('unknown-reference', 'userId')
  return held.filter((r) => r.validUntil === null || r.validUntil > acting.now)
}

function answerOf(applied: boolean, roles: number, items: Item[]): HandOver {
  const counts = {
    contracts: items.filter((i) => i.type === 'contract').length,
    sessions: items.filter((i) => i.type === 'session').length,
    troubles: items.filter((i) => i.trouble !== null).length,
  }
  return { applied, roles, items, counts }
}

/** What a hand-over would move, and what of it has nobody yet; nothing is written. */
export async function askHandOver(
  tx: Tx,
  organisation: Organisation,
  userId: string,
  ask: HandOverAsk,
  acting: Acting,
): Promise<HandOver> {
  const held = await heldBy(tx, organisation, userId, acting)
  const staffId = staffIdOf(await rolesOf(tx, organisation, [userId]))
  if (organisation.side !== 'customer') await successorsOf(tx, organisation, ask, staffId ?? '')
  const load = await loadOf(tx, staffId, ask, acting)
  return answerOf(false, held.length, await itemsOf(tx, load, ask, acting))
}

/** A customer's person hands roles and departments to another member, who may hold some of them already. */
async function passRoles(tx: Tx, organisation: Organisation, held: HeldRole[], ask: HandOverAsk, acting: Acting) {
  if (ask.successor === null) return
  if (held.some((r) => r.userId === ask.successor)) throw new Problem('unknown-reference', 'successor')
  const firstDay = ask.lastDay === null ? null : addDays(ask.lastDay, 1)
  for (const { role, departmentId } of held) {
    const given = { role, departmentId, firstDay, lastDay: null }
    await giveRole(tx, organisation, ask.successor, given, acting).catch((error: unknown) => {
      if (!(error instanceof Problem && error.code === 'already-exists')) throw error
    })
  }
}

async function moveItems(tx: Tx, load: Load, ask: HandOverAsk, acting: Acting, version: string): Promise<void> {
  const chosen = chosenBy(ask)
  for (const contract of load.contracts) {
    const { successor } = chosen('contract', contract.id)
    await setResponsible(tx, contract, successor)
    const change = { before: { responsibleId: contract.responsibleId }, after: { responsibleId: successor } }
    const subject = { type: 'contract', id: contract.id }
    const { accountId } = contract
    await recordChanges(
      tx,
      acting.caller,
      [{ action: 'contract.responsible', accountId, subject, ...change }],
      acting.now,
    )
  }
  const moves = load.sessions.map((session) => ({ session, staffId: chosen('session', session.id).successor }))
  const at = { now: acting.now, writes: true, caller: acting.caller }
  const { busy } = await restaffSessions(tx, version, at, moves)
  // Somebody was quicker with the successor's time: nothing of the hand-over stands, and it is asked again.
  if (busy.length > 0) throw new Problem('handover-open', undefined, { count: busy.length })
}

async function keep(
  tx: Tx,
  organisation: Organisation,
  userId: string,
  staffId: string | null,
  ask: HandOverAsk,
  items: readonly Item[],
  acting: Acting,
): Promise<void> {
  await tx.query(
    `insert into identity.handovers (id, user_id, staff_id, side, account_id, partner_id, last_day, items, at, by_user, by_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $10, $11)`,
    [
      newId(acting.now),
      userId,
      staffId,
      organisation.side,
      organisation.accountId,
      organisation.partnerId,
      ask.lastDay ?? acting.today,
      JSON.stringify(items.map(({ type, id, accountId, successor }) => ({ type, id, accountId, to: successor }))),
      timestampOf(acting.now),
      acting.caller.userId,
      acting.caller.name,
    ],
  )
}

/** Whoever takes something over is told, once. */
function tellSuccessors(
  tx: Tx,
  userId: string,
  ask: HandOverAsk,
  items: readonly Item[],
  isCustomer: boolean,
  acting: Acting,
): Promise<void> {
  const staff = [...new Set(items.flatMap((item) => item.successor ?? []))]
  const users = isCustomer && ask.successor !== null ? [ask.successor] : []
  if (staff.length + users.length === 0) return Promise.resolve()
  const audience = { staff, users, except: acting.caller.userId }
  const cause = `hand-over ${userId} ${acting.now}`
  return tell(tx, [{ kind: 'hand-over', cause, at: acting.now, accountId: null, audience, facts: {} }])
}

/**
 * Hands everything over and ends the roles. Whatever has nobody yet, or somebody who is booked then, is the Problem
 * `handover-open` with its count. From now on the person is offered for nothing new.
 */
export async function handOver(
  tx: Tx,
  organisation: Organisation,
  userId: string,
  ask: HandOverAsk,
  acting: Acting,
  terms: { version: string; vocabulary: Vocabulary },
): Promise<HandOver> {
  const held = await heldBy(tx, organisation, userId, acting)
  const staffId = staffIdOf(await rolesOf(tx, organisation, [userId]))
  const isCustomer = organisation.side === 'customer'
  if (!isCustomer) await successorsOf(tx, organisation, ask, staffId ?? '')
  const seen = await loadOf(tx, staffId, ask, acting)
  await lockAccounts(
    tx,
    [...seen.contracts, ...seen.sessions].map((x) => x.accountId),
  )
  const load = await loadOf(tx, staffId, ask, acting)
  const items = await itemsOf(tx, load, ask, acting)
  const troubles = items.filter((i) => i.trouble !== null).length
  if (troubles > 0) throw new Problem('handover-open', undefined, { count: troubles })
  await moveItems(tx, load, ask, acting, terms.version)
  if (isCustomer) await passRoles(tx, organisation, held, ask, acting)
  if (staffId !== null) await changeStaff(tx, staffId, { active: false }, terms.vocabulary)
  await endMember(tx, organisation, userId, ask.lastDay, acting)
  await keep(tx, organisation, userId, staffId, ask, items, acting)
  await tellSuccessors(tx, userId, ask, items, isCustomer, acting)
  return answerOf(true, held.length, items)
}
