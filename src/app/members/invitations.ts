/** Asks people into an organisation by mail: one address, one link at a time, and the roles that accepting gives. */
import type { Role } from '../../kernel/access.ts'
import type { Instant } from '../../kernel/clock.ts'
import { must, Problem } from '../../kernel/failure.ts'
import { newId } from '../../kernel/ids.ts'
import type { Language } from '../../kernel/route.ts'
import { type Tx, timestampOf } from '../../kernel/transaction.ts'
import { type Department, partnerOfStaff, partnersByIds, staffByIds } from '../../people/index.ts'
import { makeLink, withdrawLink } from '../identity/links.ts'
import type { Organisation } from '../identity/memberships.ts'
import { type Letter, postLetters } from '../outbox/index.ts'
import { invitationLetter } from './letters.ts'
import { nameOf, vendorOf } from './organisations.ts'
import { note, ofInvitation } from './record.ts'
import { type Acting, checkedRole, departmentsIn, type Given, momentsOf } from './roles.ts'
import { peopleByEmail, rolesOf, staffTaken } from './store.ts'

const DAY = 86_400_000
/** How long an invitation opens: long enough for a holiday, too short to lie in a mailbox for good. */
export const INVITATION_DAYS = 14

/** A role that accepting gives, from a moment on; one that began meanwhile is given from then. */
export type Gift = { role: Role; departmentId: string | null; from: Instant; until: Instant | null }

export type Invitation = Organisation & {
  id: string
  email: string
  name: string | null
  staffId: string | null
  gives: Gift[]
  language: Language
  linkId: string
  createdBy: string | null
  sentAt: Instant
  expiresAt: Instant
  acceptedAt: Instant | null
  withdrawnAt: Instant | null
}

const COLUMNS = `i.id, i.email, i.name, i.side, i.account_id as "accountId", i.partner_id as "partnerId",
  i.staff_id as "staffId", i.gives, i.language, i.link_id as "linkId", i.created_by as "createdBy", i.sent_at as "sentAt",
  i.expires_at as "expiresAt", i.accepted_at as "acceptedAt", i.withdrawn_at as "withdrawnAt"`
const IN = 'i.side = $1 and i.account_id is not distinct from $2 and i.partner_id is not distinct from $3'
const place = (o: Organisation) => [o.side, o.accountId, o.partnerId]

/** Those who were asked in and have neither come nor been taken back, by address; expired ones too. */
export const openInvitations = (tx: Tx, organisation: Organisation): Promise<Invitation[]> =>
  tx.query<Invitation>(
    `select ${COLUMNS} from identity.invitations i
     where ${IN} and i.accepted_at is null and i.withdrawn_at is null order by i.email`,
    place(organisation),
  )

/** The invitation that a link opens. */
export const invitationOfLink = async (tx: Tx, linkId: string): Promise<Invitation> =>
  must(
    await tx.maybe<Invitation>(`select ${COLUMNS} from identity.invitations i where i.link_id = $1`, [linkId]),
    'a link of the purpose invitation has its invitation',
  )

export const markAccepted = (tx: Tx, id: string, userId: string, now: Instant): Promise<unknown> =>
  tx.query('update identity.invitations set accepted_at = $2, accepted_by = $3 where id = $1', [
    id,
    timestampOf(now),
    userId,
  ])

export type Invitee = {
  email: string
  name: string | null
  roles: Given[]
  staffId: string | null
  language: Language | null
}

export const addressOf = (text: string): string => text.trim().toLowerCase()

/** A person of the staff who is of this organisation and whom nobody signs in as yet. */
async function mustBeFree(tx: Tx, organisation: Organisation, staffId: string, field: string): Promise<void> {
  const [staff] = await staffByIds(tx, [staffId])
  const partner = await partnerOfStaff(tx, staffId)
  if (!staff || organisation.side === 'customer' || partner !== organisation.partnerId)
    throw new Problem('unknown-reference', field)
  if ((await staffTaken(tx, [staffId])).has(staffId)) throw new Problem('already-exists', field)
}

function giftsOf(
  organisation: Organisation,
  departments: readonly Department[],
  invitee: Invitee,
  acting: Acting,
  at: string,
): Gift[] {
  const gifts: Gift[] = []
  for (const [i, given] of invitee.roles.entries()) {
    const field = `${at}roles[${i}].`
    const checked = checkedRole(organisation, departments, given, field)
    if (gifts.some((g) => g.role === checked.role && g.departmentId === checked.departmentId))
      throw new Problem('already-exists', `${field}role`)
    gifts.push({ ...checked, ...momentsOf(given, acting) })
  }
  return gifts
}

type Sending = {
  organisation: Organisation
  vendor: string
  company: string
  by: string
  now: Instant
  address: string
}

/** A new link for an address, and the letter that carries it. */
async function linkTo(tx: Tx, to: { email: string; language: Language }, sending: Sending) {
  const { organisation, vendor, company, by, now, address } = sending
  const expiresAt = now + INVITATION_DAYS * DAY
  const link = await makeLink(tx, { purpose: 'invitation', userId: null, data: {}, expiresAt, by }, now)
  const said = invitationLetter(to.language, {
    vendor,
    company: organisation.side === 'vendor' ? null : company,
    side: organisation.side,
    days: INVITATION_DAYS,
    link: `${address}/invite#${link.token}`,
  })
  const letter: Letter = { to: to.email, language: to.language, kind: 'invitation', ...said }
  return { linkId: link.id, expiresAt, letter }
}

async function sendingOf(tx: Tx, organisation: Organisation, acting: Acting, address: string): Promise<Sending> {
  const [vendor, company] = await Promise.all([vendorOf(tx), nameOf(tx, organisation)])
  return { organisation, vendor: vendor.name, company, by: acting.caller.userId, now: acting.now, address }
}

/** Which of the addresses belong to the organisation now or from a later day, and which were asked in already. */
export async function standingOf(tx: Tx, organisation: Organisation, emails: readonly string[], now: Instant) {
  const known = await peopleByEmail(tx, emails)
  const held = await rolesOf(
    tx,
    organisation,
    known.map((k) => k.id),
  )
  const open = held.filter((r) => r.validUntil === null || r.validUntil > now)
  const byUser = Map.groupBy(open, (r) => r.userId)
  const members = new Map(known.flatMap((k) => (byUser.has(k.id) ? [[k.email, byUser.get(k.id)!] as const] : [])))
  const wanted = new Set(emails)
  const invited = new Map(
    (await openInvitations(tx, organisation)).flatMap((i) => (wanted.has(i.email) ? [[i.email, i]] : [])),
  )
  return { members, invited }
}

/**
 * Invites people, all or none: an address that belongs to the organisation or was invited before is a Problem at its
 * field. Somebody who works with the same address elsewhere is asked like anybody, and nothing here tells that.
 */
export async function invite(
  tx: Tx,
  organisation: Organisation,
  invitees: readonly Invitee[],
  acting: Acting,
  address: string,
): Promise<string[]> {
  if (organisation.side === 'partner') await mustBeActive(tx, organisation)
  const sending = await sendingOf(tx, organisation, acting, address)
  const language = (await vendorOf(tx)).language
  const emails = invitees.map((i) => addressOf(i.email))
  const [{ members, invited }, departments] = await Promise.all([
    standingOf(tx, organisation, emails, acting.now),
    departmentsIn(tx, organisation),
  ])
  const made: (Invitee & { id: string; gives: Gift[]; linkId: string; letter: Letter })[] = []
  for (const [i, invitee] of invitees.entries()) {
    const at = `people[${i}].`
    const email = emails[i]!
    if (members.has(email)) throw new Problem('already-member', `${at}email`)
    if (invited.has(email) || emails.indexOf(email) < i) throw new Problem('already-invited', `${at}email`)
    if (invitee.staffId !== null) await mustBeFree(tx, organisation, invitee.staffId, `${at}staffId`)
    const gives = giftsOf(organisation, departments, invitee, acting, at)
    const to = { email, language: invitee.language ?? language }
    made.push({ ...invitee, ...to, gives, id: newId(acting.now), ...(await linkTo(tx, to, sending)) })
  }
  await insertInvitations(tx, organisation, made, acting)
  await postLetters(
    tx,
    made.map((m) => m.letter),
    acting.now,
  )
  await noteInvited(tx, organisation, made, acting)
  return made.map((m) => m.id)
}

const noteInvited = (tx: Tx, organisation: Organisation, made: readonly Made[], acting: Acting) =>
  note(
    tx,
    organisation,
    acting.caller,
    made.map((m) => ({
      action: 'invitation.send' as const,
      subject: ofInvitation(m.id),
      before: null,
      after: { roles: m.gives.map((g) => g.role) },
    })),
    acting.now,
  )

type Made = Invitee & { id: string; gives: Gift[]; linkId: string }

async function insertInvitations(tx: Tx, organisation: Organisation, made: readonly Made[], acting: Acting) {
  const expiresAt = acting.now + INVITATION_DAYS * DAY
  await tx.query(
    `insert into identity.invitations
       (id, email, name, side, account_id, partner_id, staff_id, gives, language, link_id, created_at, created_by, sent_at, expires_at)
     select id, email, name, $1, $2, $3, staff_id, gives::jsonb, language, link_id, $4, $5, $4, $6
     from unnest($7::uuid[], $8::text[], $9::text[], $10::uuid[], $11::text[], $12::text[], $13::uuid[])
       as n (id, email, name, staff_id, gives, language, link_id)`,
    [
      ...place(organisation),
      timestampOf(acting.now),
      acting.caller.userId,
      timestampOf(expiresAt),
      made.map((m) => m.id),
      made.map((m) => m.email),
      made.map((m) => m.name),
      made.map((m) => m.staffId),
      made.map((m) => JSON.stringify(m.gives)),
      made.map((m) => m.language),
      made.map((m) => m.linkId),
    ],
  )
}

async function mustBeActive(tx: Tx, { partnerId }: Organisation): Promise<void> {
  const [partner] = await partnersByIds(tx, partnerId === null ? [] : [partnerId])
  if (!partner?.active) throw new Problem('unknown-reference', 'partner')
}

/** An open invitation of the organisation, locked; anything else is unknown. */
async function openOne(tx: Tx, organisation: Organisation, id: string): Promise<Invitation> {
  const found = await tx.maybe<Invitation>(
    `select ${COLUMNS} from identity.invitations i where ${IN} and i.id = $4 for update`,
    [...place(organisation), id],
  )
  if (found === null) throw new Problem('unknown-reference', 'id')
  if (found.acceptedAt !== null) throw new Problem('already-member', 'id')
  if (found.withdrawnAt !== null) throw new Problem('link-unknown', 'id')
  return found
}

/** Sends a new link, and the old one opens nothing any more. */
export async function resend(
  tx: Tx,
  organisation: Organisation,
  id: string,
  acting: Acting,
  address: string,
): Promise<void> {
  const found = await openOne(tx, organisation, id)
  await withdrawLink(tx, found.linkId, acting.now)
  const { linkId, expiresAt, letter } = await linkTo(tx, found, await sendingOf(tx, organisation, acting, address))
  await postLetters(tx, [letter], acting.now)
  await tx.query('update identity.invitations set link_id = $2, sent_at = $3, expires_at = $4 where id = $1', [
    id,
    linkId,
    timestampOf(acting.now),
    timestampOf(expiresAt),
  ])
  const noted = {
    action: 'invitation.resend' as const,
    subject: ofInvitation(id),
    before: null,
    after: { sent: 'again' },
  }
  await note(tx, organisation, acting.caller, [noted], acting.now)
}

export async function withdraw(tx: Tx, organisation: Organisation, id: string, acting: Acting): Promise<void> {
  const found = await openOne(tx, organisation, id)
  await withdrawLink(tx, found.linkId, acting.now)
  await tx.query('update identity.invitations set withdrawn_at = $2 where id = $1', [id, timestampOf(acting.now)])
  const noted = {
    action: 'invitation.withdraw' as const,
    subject: ofInvitation(id),
    before: { open: true },
    after: { open: false },
  }
  await note(tx, organisation, acting.caller, [noted], acting.now)
}
