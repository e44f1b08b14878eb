/** Who signs in, and who is signed in. Every moment comes from the clock that it is given. */
import { createHash, randomBytes } from 'node:crypto'
import type { Clock, Instant } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/failure.ts'
import { newId } from '../../kernel/ids.ts'
import type { Caller, Side } from '../../kernel/route.ts'
import { type Db, type Tx, timestampOf } from '../../kernel/transaction.ts'
import { hashPassword, isPassword, PASSWORD_COST, type PasswordCost } from './password.ts'

export type NewUser = {
  name: string
  email: string
  password: string
  side: Side
  roles?: string[]
  accountId?: string | null
  staffId?: string | null
  partnerId?: string | null
  /** The moment from which the person is no longer let in. */
  validUntil?: Instant | null
}

export type User = Omit<Caller, 'language'> & { email: string; partnerId: string | null }

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

type UserRow = {
  id: string
  name: string
  email: string
  side: Side
  roles: string[]
  account_id: string | null
  staff_id: string | null
  partner_id: string | null
}
type Known = { user: User; validUntil: Instant; askAgain: Instant }

const USER_COLUMNS = 'u.id, u.name, u.email, u.side, u.roles, u.account_id, u.staff_id, u.partner_id'
const userOfRow = (row: UserRow): User => ({
  userId: row.id,
  name: row.name,
  email: row.email,
  side: row.side,
  roles: row.roles,
  accountId: row.account_id,
  staffId: row.staff_id,
  partnerId: row.partner_id,
})

const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest()
/** A token of ours is 32 bytes; anything else is not worth a question to the database. */
const isToken = (token: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(token)
const emailOf = (text: string): string => text.trim().toLowerCase()
// These tables belong to no account; the scope only says that no account is asked about.
const SCOPE = { vendor: true } as const

async function insertUser(tx: Tx, user: NewUser, hash: string, now: Instant): Promise<User> {
  const rows = await tx.query<UserRow>(
    `insert into identity.users as u
       (id, name, email, password_hash, side, roles, account_id, staff_id, partner_id, valid_from, valid_until, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $10)
     on conflict (email) do nothing returning ${USER_COLUMNS}`,
    [
      newId(now),
      user.name,
      emailOf(user.email),
      hash,
      user.side,
      user.roles ?? [],
      user.accountId ?? null,
      user.staffId ?? null,
      user.partnerId ?? null,
      timestampOf(now),
      user.validUntil == null ? null : timestampOf(user.validUntil),
    ],
  )
  if (!rows[0]) throw new Problem('already-exists', 'email')
  return userOfRow(rows[0])
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
    const row = await db.read(SCOPE, (tx) =>
      tx.maybe<UserRow & { valid_until: Instant }>(
        `select ${USER_COLUMNS}, least(s.expires_at, coalesce(u.valid_until, s.expires_at)) as valid_until
         from identity.sign_ins s join identity.users u on u.id = s.user_id
         where s.token_hash = $1 and s.expires_at > $2 and u.valid_from <= $2 and (u.valid_until is null or u.valid_until > $2)`,
        [digest, timestampOf(now)],
      ),
    )
    return row && { user: userOfRow(row), validUntil: row.valid_until, askAgain: now + (options.believed ?? BELIEVED) }
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
        tx.maybe<UserRow & { password_hash: string }>(
          `select ${USER_COLUMNS}, u.password_hash from identity.users u
           where u.email = $1 and u.valid_from <= $2 and (u.valid_until is null or u.valid_until > $2)`,
          [emailOf(email), timestampOf(now)],
        ),
      )
      const right = await isPassword(password, row?.password_hash ?? (await nobody))
      if (!row || !right) return null
      const token = randomBytes(32).toString('base64url')
      const expiresAt = now + (options.lasts ?? LASTS)
      await db.transaction(SCOPE, (tx) =>
        tx.query(
          'insert into identity.sign_ins (token_hash, user_id, created_at, expires_at) values ($1, $2, $3, $4)',
          [digestOf(token), row.id, timestampOf(now), timestampOf(expiresAt)],
        ),
      )
      return { token, expiresAt, user: userOfRow(row) }
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
