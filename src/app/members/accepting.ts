/** What follows when somebody opens an invitation: a new person, or one more organisation for a known one. */
import type { Instant } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/failure.ts'
import { newId } from '../../kernel/ids.ts'
import type { Language } from '../../kernel/route.ts'
import { type Tx, timestampOf } from '../../kernel/transaction.ts'
import { createStaff, partnersByIds, STAFF_ROLES, type StaffRole, type Vocabulary } from '../../people/index.ts'
import { lookAtLink, redeemLink } from '../identity/links.ts'
import { addMemberships } from '../identity/memberships.ts'
import { hashPassword, type PasswordCost } from '../identity/password.ts'
import { mustBeUsable } from '../identity/password-rules.ts'
import { tell } from '../notifications/happening.ts'
import { type Invitation, invitationOfLink, markAccepted } from './invitations.ts'
import { nameOf } from './organisations.ts'
import { note, ofMember } from './record.ts'
import { peopleByEmail, rolesOf } from './store.ts'

/** What the page of a link shows before anything happens: told to whoever has the link, and to nobody else. */
export type Opened = {
  organisation: string
  side: Invitation['side']
  email: string
  name: string | null
  roles: string[]
  expiresAt: Instant
  /** Whether the address has a sign-in already: then signing in accepts, and no password is chosen. */
  known: boolean
  language: Language
}

/** Throws `link-unknown`, `link-used` or `link-expired`. */
export async function lookAtInvitation(tx: Tx, token: string, now: Instant): Promise<Opened> {
  const link = await lookAtLink(tx, token, 'invitation', now)
  const invitation = await invitationOfLink(tx, link.id)
  const [known] = await peopleByEmail(tx, [invitation.email])
  return {
    organisation: await nameOf(tx, invitation),
    side: invitation.side,
    email: invitation.email,
    name: invitation.name,
    roles: [...new Set(invitation.gives.map((g) => g.role))],
    expiresAt: invitation.expiresAt,
    known: known !== undefined,
    language: invitation.language,
  }
}

const isDelivering = (role: string): role is StaffRole => (STAFF_ROLES as readonly string[]).includes(role)

/** The person as somebody who delivers services: the one that the invitation names, else a new one where a role delivers. */
async function staffFor(
  tx: Tx,
  invitation: Invitation,
  name: string,
  vocabulary: Vocabulary,
  now: Instant,
): Promise<string | null> {
  if (invitation.staffId !== null || invitation.side === 'customer') return invitation.staffId
  const role = invitation.gives.map((g) => g.role).find(isDelivering)
  if (role === undefined) return null
  const [partner] = await partnersByIds(tx, invitation.partnerId === null ? [] : [invitation.partnerId])
  return (await createStaff(tx, { name, role, ...(partner && { partner: partner.name }) }, vocabulary, now)).id
}

async function giveWhatIsPromised(
  tx: Tx,
  invitation: Invitation,
  person: { id: string; name: string },
  vocabulary: Vocabulary,
  now: Instant,
): Promise<void> {
  const held = await rolesOf(tx, invitation, [person.id])
  const staffId =
    held.findLast((r) => r.staffId !== null)?.staffId ?? (await staffFor(tx, invitation, person.name, vocabulary, now))
  const { side, accountId, partnerId } = invitation
  await addMemberships(
    tx,
    invitation.gives.map((gift) => ({
      side,
      accountId,
      partnerId,
      userId: person.id,
      role: gift.role,
      departmentId: gift.departmentId,
      staffId,
      validFrom: Math.max(gift.from, now),
      // What ended while nobody came was never held.
      validUntil: gift.until === null ? null : Math.max(gift.until, Math.max(gift.from, now)),
      createdBy: invitation.createdBy,
    })),
    now,
  )
  await markAccepted(tx, invitation.id, person.id, now)
  const inviter = invitation.createdBy === null ? [] : [invitation.createdBy]
  await tell(tx, [
    {
      kind: 'member-joined',
      cause: `invitation ${invitation.id}`,
      at: now,
      accountId,
      audience: { users: inviter, customer: side === 'customer', except: person.id },
      facts: {},
    },
  ])
  const after = { invitation: invitation.id, roles: invitation.gives.map((g) => g.role) }
  const noted = { action: 'member.join' as const, subject: ofMember(person.id), before: null, after }
  await note(tx, invitation, { userId: person.id, name: person.name }, [noted], now)
}

/**
 * Makes a person of whoever opens an invitation. An address that has a sign-in already is `sign-in-first`: its owner joins
 * after signing in, and a link alone never opens somebody else's account.
 */
export async function acceptAsNew(
  tx: Tx,
  token: string,
  chosen: { name: string; password: string; language: Language },
  deps: { vocabulary: Vocabulary; passwordCost?: PasswordCost | undefined },
  now: Instant,
): Promise<{ email: string }> {
  const link = await redeemLink(tx, token, 'invitation', now)
  const invitation = await invitationOfLink(tx, link.id)
  const [known] = await peopleByEmail(tx, [invitation.email])
  if (known) throw new Problem('sign-in-first')
  mustBeUsable(chosen.password, { email: invitation.email, name: chosen.name })
  const person = { id: newId(now), name: chosen.name }
  const made = await tx.maybe(
    `insert into identity.users (id, name, email, password_hash, language, created_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (email) do nothing returning id`,
    [
      person.id,
      chosen.name,
      invitation.email,
      await hashPassword(chosen.password, deps.passwordCost),
      chosen.language,
      timestampOf(now),
    ],
  )
  if (made === null) throw new Problem('sign-in-first')
  await giveWhatIsPromised(tx, invitation, person, deps.vocabulary, now)
  return { email: invitation.email }
}

/** Adds the organisation to a person who is signed in with the invited address; with another it is `link-of-another`. */
export async function acceptAsKnown(
  tx: Tx,
  token: string,
  userId: string,
  vocabulary: Vocabulary,
  now: Instant,
): Promise<void> {
  const link = await redeemLink(tx, token, 'invitation', now)
  const invitation = await invitationOfLink(tx, link.id)
  const [known] = await peopleByEmail(tx, [invitation.email])
  if (known?.id !== userId) throw new Problem('link-of-another')
  await giveWhatIsPromised(tx, invitation, known, vocabulary, now)
}
