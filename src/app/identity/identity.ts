/** Who signs in, and who is signed in. Every moment comes from the clock that it is given. */
import { createHash, randomBytes } from 'node:crypto'
import { isRoleOf, type Role, type Side } from '../../kernel/access.ts'
import type { Clock, Instant } from '../../kernel/clock.ts'
import { must, Problem } from '../../kernel/failure.ts'
import { newId } from '../../kernel/ids.ts'
import type { Caller } from '../../kernel/route.ts'
import { type Db, type Tx, timestampOf } from '../../kernel/transaction.ts'
import { partnerOfStaff, staffIdsOfPartner } from '../../people/index.ts'
import { addMemberships, heldAt, type Membership, type Organisation, sameOrganisation } from './memberships.ts'
import { hashPassword, isPassword, PASSWORD_COST, type PasswordCost } from './password.ts'

/** A person with one role or several in one organisation. A partner's person may be named by `staffId` alone. */
export type NewUser = {
  name: string
  email: string
  password: string
  side: Side
  roles: readonly Role[]
  accountId?: string | null
  staffId?: string | null
  partnerId?: string | null
  /** The moment from which the person is no longer let in. */
  validUntil?: Instant | null
}

/** Somebody signed in, in the organisation acted for. */
export type User = Omit<Caller, 'language' | 'relation' | 'viewedBy'> & { email: string }

export type SignedIn = { token: string; expiresAt: Instant; user: User }

export type Identity = {
  createUser(user: NewUser): Promise<User>
  /** Null for an unknown person and for a wrong password alike, after the same work. */
  signIn(email: string, password: string): Promise<SignedIn | null>
  /** Ends one sign-in; at once here, within seconds in other processes on the same database. */
  signOut(token: string): Promise<void>
  /** Ends every sign-in of a person. */
  revoke(userId: string): Promise<void>
  /** Who holds the token now; null once it is expired, signed out, or the person no longer valid. */
  userOf(token: string): Promise<User | null>
  /** Removes what has expired. */
  sweep(): Promise<void>
  hasUsers(): Promise<boolean>
}

export type IdentityOptions = {
  db: Db
  clock: Clock
  passwordCost?: PasswordCost
  /** How long a sign-in lasts. */
  lasts?: number
  /** How long a looked-up sign-in is believed without asking again. */
  believed?: number
}

const DAY = 86_400_000
const LASTS = 14 * DAY
const BELIEVED = 5_000
const MOST_REMEMBERED = 10_000

type Person = { id: string; name: string; email: string }
/** What is believed of a token: the person as found, and when to ask again. */
type Known = { user: User; validUntil: Instant; askAgain: Instant }

const PERSON = 'u.id, u.name, u.email'

/** A partner's manager answers for all of its people; everybody else for oneself. */
async function staffIdsOf(tx: Tx, held: readonly Membership[]): Promise<string[]> {
  const manages = held.find((m) => m.side === 'partner' && m.role === 'manager')
  if (manages?.partnerId) return staffIdsOfPartner(tx, manages.partnerId)
  return [...new Set(held.flatMap((m) => m.staffId ?? []))]
}

/** The person acting for an organisation, with what is held there now; null where that is nothing. */
async function userActing(tx: Tx, person: Person, held: Membership[], acted: Organisation): Promise<User | null> {
  const own = held.filter((m) => sameOrganisation(m, acted))
  if (own.length === 0) return null
  return {
    userId: person.id,
    name: person.name,
    email: person.email,
    side: acted.side,
    accountId: acted.accountId,
    partnerId: acted.partnerId,
    roles: [...new Set(own.map((m) => m.role))],
    staffId: own.find((m) => m.staffId !== null)?.staffId ?? null,
    staffIds: await staffIdsOf(tx, own),
    departmentIds: [...new Set(own.flatMap((m) => m.departmentId ?? []))],
  }
}

/** The next moment at which something held ends; roles are believed no longer than that. */
const nextEnd = (held: readonly Membership[]): Instant =>
  Math.min(...held.map((m) => m.validUntil ?? Number.POSITIVE_INFINITY))

const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest()
/** A token of ours is 32 bytes; anything else is not worth a question to the database. */
const isToken = (token: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(token)
const emailOf = (text: string): string => text.trim().toLowerCase()
// These tables belong to no account; the scope only says that no account is asked about.
const SCOPE = { vendor: true } as const

async function insertUser(tx: Tx, user: NewUser, hash: string, now: Instant): Promise<User> {
  must(user.roles.length > 0 && user.roles.every((role) => isRoleOf(user.side, role)), `roles of the side ${user.side}`)
  const [person] = await tx.query<Person>(
    `insert into identity.users as u (id, name, email, password_hash, created_at) values ($1, $2, $3, $4, $5)
     on conflict (email) do nothing returning ${PERSON}`,
    [newId(now), user.name, emailOf(user.email), hash, timestampOf(now)],
  )
  if (!person) throw new Problem('already-exists', 'email')
  const staffId = user.staffId ?? null
  const derived = user.side === 'partner' && staffId !== null ? await partnerOfStaff(tx, staffId) : null
  const organisation = {
    side: user.side,
    accountId: user.accountId ?? null,
    partnerId: user.partnerId ?? derived,
  }
  await addMemberships(
    tx,
    user.roles.map((role) => ({
      ...organisation,
      userId: person.id,
      role,
      staffId,
      departmentId: null,
      validFrom: now,
      validUntil: user.validUntil ?? null,
      createdBy: null,
    })),
    now,
  )
  return must(
    await userActing(tx, person, await heldAt(tx, person.id, now), organisation),
    'a person who was given a role holds it',
  )
}

/** A new sign-in for the first organisation in which the person holds anything now; null where there is none. */
async function insertSignIn(tx: Tx, person: Person, now: Instant, expiresAt: Instant): Promise<SignedIn | null> {
  const held = await heldAt(tx, person.id, now)
  const [first] = held
  const user = first ? await userActing(tx, person, held, first) : null
  if (user === null) return null
  const token = randomBytes(32).toString('base64url')
  await tx.query(
    `insert into identity.sign_ins (token_hash, id, user_id, side, account_id, partner_id, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      digestOf(token),
      newId(now),
      person.id,
      user.side,
      user.accountId,
      user.partnerId,
      timestampOf(now),
      timestampOf(expiresAt),
    ],
  )
  return { token, expiresAt, user }
}

export function openIdentity(options: IdentityOptions): Identity {
  const { db, clock } = options
  const cost = options.passwordCost ?? PASSWORD_COST
  const known = new Map<string, Known>()
  const asking = new Map<string, Promise<Known | null>>()
  // Checked in place of a person who does not exist, so that both answers take the same time.
  const nobody = hashPassword(randomBytes(16).toString('hex'), cost)

  async function lookUp(digest: Buffer): Promise<Known | null> {
    const now = clock.now()
    return db.read(SCOPE, async (tx) => {
      const row = await tx.maybe<Person & Organisation & { expiresAt: Instant }>(
        `select ${PERSON}, s.side, s.account_id as "accountId", s.partner_id as "partnerId", s.expires_at as "expiresAt"
         from identity.sign_ins s join identity.users u on u.id = s.user_id
         where s.token_hash = $1 and s.expires_at > $2 and u.disabled_at is null`,
        [digest, timestampOf(now)],
      )
      if (row === null) return null
      const held = await heldAt(tx, row.id, now)
      const user = await userActing(tx, row, held, row)
      if (user === null) return null
      const ends = nextEnd(held)
      return { user, validUntil: row.expiresAt, askAgain: Math.min(now + (options.believed ?? BELIEVED), ends) }
    })
  }

  /** Requests that arrive together ask once. An answer that comes after a sign-out is not kept. */
  async function ask(name: string, digest: Buffer): Promise<Known | null> {
    const already = asking.get(name)
    if (already) return already
    const answer = lookUp(digest)
    asking.set(name, answer)
    try {
      const found = await answer
      if (found && asking.get(name) === answer) {
        if (known.size >= MOST_REMEMBERED) known.clear()
        known.set(name, found)
      }
      return found
    } finally {
      if (asking.get(name) === answer) asking.delete(name)
    }
  }

  function forget(name: string): void {
    known.delete(name)
    asking.delete(name)
  }

  return {
    async createUser(user) {
      const hash = await hashPassword(user.password, cost)
      return db.transaction(SCOPE, (tx) => insertUser(tx, user, hash, clock.now()))
    },

    async signIn(email, password) {
      const now = clock.now()
      const row = await db.read(SCOPE, (tx) =>
        tx.maybe<Person & { hash: string | null }>(
          `select ${PERSON}, u.password_hash as hash from identity.users u where u.email = $1 and u.disabled_at is null`,
          [emailOf(email)],
        ),
      )
      const right = await isPassword(password, row?.hash ?? (await nobody))
      if (!row?.hash || !right) return null
      return db.transaction(SCOPE, (tx) => insertSignIn(tx, row, now, now + (options.lasts ?? LASTS)))
    },

    async signOut(token) {
      if (!isToken(token)) return
      const digest = digestOf(token)
      await db.transaction(SCOPE, (tx) => tx.query('delete from identity.sign_ins where token_hash = $1', [digest]))
      forget(digest.toString('base64'))
    },

    async revoke(userId) {
      await db.transaction(SCOPE, (tx) => tx.query('delete from identity.sign_ins where user_id = $1', [userId]))
      for (const [name, entry] of known) if (entry.user.userId === userId) known.delete(name)
      asking.clear()
    },

    async userOf(token) {
      if (!isToken(token)) return null
      const digest = digestOf(token)
      const name = digest.toString('base64')
      const now = clock.now()
      const entry = known.get(name)
      const found = entry && entry.askAgain > now ? entry : await ask(name, digest)
      if (found && found.validUntil > now) return found.user
      known.delete(name)
      return null
    },

    async sweep() {
      const now = timestampOf(clock.now())
      await db.transaction(SCOPE, (tx) => tx.query('delete from identity.sign_ins where expires_at <= $1', [now]))
    },

    async hasUsers() {
      const row = await db.read(SCOPE, (tx) => tx.maybe('select 1 as one from identity.users limit 1'))
      return row !== null
    },
  }
}
