/** Links that let somebody in to one narrow page without a password: short sign-ins with few actions, gone with the link. */
import { ACTIONS, type Action } from '../../kernel/access.ts'
import type { Actor } from '../../kernel/audit.ts'
import { formatInstant, type Instant } from '../../kernel/clock.ts'
import { must, Problem } from '../../kernel/failure.ts'
import { type Core, SCOPE } from './core.ts'
import type { SignedIn } from './identity.ts'
import { makeLink, redeemLink, withdrawLink } from './links.ts'
import { heldAt, type Organisation, sameOrganisation } from './memberships.ts'
import { note } from './record.ts'

export type NewPersonalLink = Organisation & {
  userId: string
  /** The only actions that it opens. */
  scopes: readonly Action[]
  expiresAt: Instant
  by: Actor & { userId: string }
}

export type ListedLink = {
  id: string
  userId: string
  scopes: Action[]
  createdAt: Instant
  expiresAt: Instant
  usedAt: Instant | null
}

export type PersonalLinks = {
  /** The token is answered this once. `unknown-reference` for a person who holds nothing in the organisation. */
  make(link: NewPersonalLink): Promise<{ id: string; token: string }>
  /** A sign-in of two hours at most, for the link's actions in its organisation. */
  redeem(token: string, agent: string | null): Promise<SignedIn>
  /** The link opens nothing any more, and whoever is in by it is out. False where there was none in the organisation. */
  withdraw(id: string, organisation: Organisation, by: Actor): Promise<boolean>
  /** Those of an organisation that still open, newest first. */
  listOf(organisation: Organisation): Promise<ListedLink[]>
}

const HOUR = 3_600_000
const LASTS = 2 * HOUR

type Data = Organisation & { scopes: Action[] }
const isAction = (text: unknown): text is Action => (ACTIONS as readonly unknown[]).includes(text)

export function openPersonalLinks({ db, clock, enter, forget }: Core): PersonalLinks {
  const openOf = ({ side, accountId, partnerId }: Organisation) =>
    db.read(SCOPE, (tx) =>
      tx.query<Omit<ListedLink, 'scopes'> & { data: Data }>(
        `select id, user_id as "userId", data, created_at as "createdAt", expires_at as "expiresAt", used_at as "usedAt"
         from identity.links
         where purpose = 'personal' and withdrawn_at is null and expires_at > to_timestamp($4::float8 / 1000)
           and data ->> 'side' = $1 and data ->> 'accountId' is not distinct from $2
           and data ->> 'partnerId' is not distinct from $3
         order by id desc`,
        [side, accountId, partnerId, clock.now()],
      ),
    )
  return {
    async make({ userId, scopes, expiresAt, by, side, accountId, partnerId }) {
      const now = clock.now()
      const organisation = { side, accountId, partnerId }
      must(scopes.length > 0 && scopes.every(isAction), 'a personal link opens known actions')
      return db.transaction(SCOPE, async (tx) => {
        const held = await heldAt(tx, userId, now)
        if (!held.some((m) => sameOrganisation(m, organisation))) throw new Problem('unknown-reference', 'userId')
        const data = { ...organisation, scopes: [...scopes] }
        const made = await makeLink(tx, { purpose: 'personal', userId, data, expiresAt, by: by.userId }, now)
        const subject = { type: 'personal-link', id: made.id }
        const after = { person: userId, scopes: data.scopes, expiresAt: formatInstant(expiresAt, 'UTC') }
        await note(tx, by, { action: 'personal-link.make', accountId, subject, before: null, after }, now)
        return made
      })
    },

    async redeem(token, agent) {
      const now = clock.now()
      const link = await db.transaction(SCOPE, (tx) => redeemLink(tx, token, 'personal', now))
      const { scopes, ...organisation } = link.data as Data
      return enter({
        userId: must(link.userId, 'a personal link has a person'),
        methods: ['personal-link'],
        agent,
        organisation,
        reach: { scopes: scopes.filter(isAction), providerId: null, linkId: link.id },
        lasts: Math.min(LASTS, link.expiresAt - now),
      })
    },

    async withdraw(id, organisation, by) {
      const own = (await openOf(organisation)).find((link) => link.id === id)
      if (!own) return false
      await db.transaction(SCOPE, async (tx) => {
        await withdrawLink(tx, id, clock.now())
        const before = { person: own.userId, scopes: own.data.scopes }
        const [{ accountId }, subject] = [organisation, { type: 'personal-link', id }]
        await note(tx, by, { action: 'personal-link.withdraw', accountId, subject, before, after: null }, clock.now())
        await tx.query('delete from identity.sign_ins where link_id = $1', [id])
      })
      forget(null)
      return true
    },

    listOf: async (organisation) =>
      (await openOf(organisation)).map(({ data, ...link }) => ({ ...link, scopes: data.scopes.filter(isAction) })),
  }
}
