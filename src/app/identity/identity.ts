/** Who signs in, and who is signed in. Every moment comes from the clock that it is given. */
import { randomBytes } from 'node:crypto'
import type { Clock, Instant } from '../../kernel/clock.ts'
import { must, Problem } from '../../kernel/failure.ts'
import { type Db, type Tx, timestampOf } from '../../kernel/transaction.ts'
import { type ApiKeys, KEY_PREFIX, openApiKeys } from './api-keys.ts'
import { type Belief, openBelieved } from './believed.ts'
import { SCOPE } from './core.ts'
import { heldAt, type Membership, type Organisation, sameOrganisation } from './memberships.ts'
import { openPasskeys, type Passkeys } from './passkeys.ts'
import { hashPassword, isPassword, PASSWORD_COST, type PasswordCost } from './password.ts'
import { openPasswords, type Passwords } from './passwords.ts'
import { openPersonalLinks, type PersonalLinks } from './personal-links.ts'
import { openProviders, type Providers } from './providers.ts'
import { openSecondFactor, type SecondFactor } from './second-factor.ts'
import { type Sealer, throwAwaySealer } from './secret.ts'
import {
  insertSignIn,
  type Method,
  type Reach,
  readSignIn,
  type SecondFactorRule,
  type SignInRow,
  type Stage,
  stageOf,
  strengthenSignIn,
  WHOLE_REACH,
} from './sign-ins.ts'
import { digestOf, isToken, newToken } from './tokens.ts'
import { emailOf, insertUser, type NewUser, nextEnd, PERSON, type Person, type User, userActing } from './users.ts'
import { beginView, endView, viewerOf } from './viewing.ts'

export type { NewUser, User } from './users.ts'

/** `user` may do nothing until the stage is `open`. */
export type SignedIn = { token: string; expiresAt: Instant; user: User; stage: Stage }

/** What a token stands for: who, how far, and what is still asked for. An API key has no sign-in. */
export type Recognised = Reach & {
  user: User
  stage: Stage
  signInId: string | null
  methods: readonly Method[]
}

/** How somebody comes in; without an organisation, for the first in which anything is held. */
export type Entering = {
  userId: string
  methods: readonly Method[]
  agent: string | null
  organisation?: Organisation
  reach?: Reach
  lasts?: number
}

export type Identity = {
  createUser(user: NewUser): Promise<User>
  /**
   * Null for an unknown person and for a wrong password alike, after the same work. Throws `role-ended` for a right one
   * where nothing is held any more.
   */
  signIn(email: string, password: string, agent?: string | null): Promise<SignedIn | null>
  /** Lets somebody in who has proved to be that person; throws `role-ended` where nothing is held. */
  enter(entering: Entering): Promise<SignedIn>
  /** A further way in which a signed-in person was known: a new token, the old one is worth nothing. */
  strengthen(signInId: string, method: Method): Promise<SignedIn>
  /** Acts for another organisation of the same person from now on; throws where nothing is held there. */
  actFor(known: Recognised, organisation: Organisation): Promise<User>
  /** A look at a customer's portal by somebody of the vendor: reads only, for a while. */
  view(by: User, accountId: string): Promise<{ token: string; expiresAt: Instant }>
  endView(token: string): Promise<void>
  /** Ends one sign-in; at once here, within seconds in other processes on the same database. */
  signOut(token: string): Promise<void>
  /** Ends every sign-in of a person. */
  revoke(userId: string): Promise<void>
  /** What is believed of a person is asked anew; for whoever changes it. Null: of everybody. */
  forget(userId: string | null): void
  /** What the token stands for now; null once it is expired or signed out. */
  recognise(token: string): Promise<Recognised | 'role-ended' | null>
  /** Who holds the token now and may act; null otherwise. */
  userOf(token: string): Promise<User | null>
  /** Removes what has expired. */
  sweep(): Promise<void>
  hasUsers(): Promise<boolean>
  /** A transaction over people and sign-ins, which no account's scope sees. */
  inTransaction<T>(run: (tx: Tx) => Promise<T>): Promise<T>
  readonly sealer: Sealer
  readonly secondFactor: SecondFactor
  readonly passkeys: Passkeys
  readonly passwords: Passwords
  readonly providers: Providers
  readonly personalLinks: PersonalLinks
  readonly apiKeys: ApiKeys
}

export type IdentityOptions = {
  db: Db
  clock: Clock
  passwordCost?: PasswordCost
  /** How long a sign-in lasts. */
  lasts?: number
  /** How long a looked-up sign-in is believed without asking again. */
  believed?: number
  /** Whether staff need a second factor, where the installation's setting says nothing. */
  secondFactor?: SecondFactorRule
  /** The installation's key; left out: one that ends with the process. */
  sealer?: Sealer
}

const DAY = 86_400_000
const LASTS = 14 * DAY
const BELIEVED = 5_000
/** A sign-in is noted as seen again no more often. */
const SEEN_EVERY = 300_000

/** What the database answers about a token's row, as what it stands for. */
async function recognisedFrom(tx: Tx, row: SignInRow, held: Membership[], rule: SecondFactorRule) {
  const person = { id: row.userId, name: row.name, email: row.email }
  const user = row.viewing ? viewerOf(person, held, row.accountId) : await userActing(tx, person, held, row)
  if (user === null) return 'role-ended' as const
  const isStaff = held.some((m) => m.side !== 'customer')
  const stage = row.viewing ? 'open' : stageOf(row, isStaff, row.rule ?? rule)
  const { scopes, providerId, linkId, methods } = row
  return { user, stage, signInId: row.id, methods, scopes, providerId, linkId }
}

/** When somebody last came, beside what is held there. */
const noteArrival = (tx: Tx, user: User, now: Instant) =>
  tx.query(
    `update identity.memberships set signed_in_at = $5 where user_id = $1 and side = $2
     and account_id is not distinct from $3 and partner_id is not distinct from $4`,
    [user.userId, user.side, user.accountId, user.partnerId, timestampOf(now)],
  )

export function openIdentity(options: IdentityOptions): Identity {
  const { db, clock } = options
  const cost = options.passwordCost ?? PASSWORD_COST
  const rule = options.secondFactor ?? 'required'
  const sealer = options.sealer ?? throwAwaySealer()
  // Checked in place of a person who does not exist, so that both answers take the same time.
  const nobody = hashPassword(randomBytes(16).toString('hex'), cost)

  async function lookUp(digest: Buffer): Promise<Belief<Recognised | 'role-ended'> | null> {
    const now = clock.now()
    const seen = await db.read(SCOPE, async (tx) => {
      const row = await readSignIn(tx, digest, now)
      if (row === null) return null
      const held = await heldAt(tx, row.userId, now)
      const found = await recognisedFrom(tx, row, held, rule)
      const askAgain = Math.min(now + (options.believed ?? BELIEVED), nextEnd(held))
      return { row, belief: { found, validUntil: row.expiresAt, askAgain } }
    })
    if (seen === null) return null
    if (seen.row.seenAt === null || seen.row.seenAt + SEEN_EVERY <= now) await noteSeen(seen.row.id, now)
    return seen.belief
  }

  const noteSeen = (signInId: string, now: Instant) =>
    db.transaction(SCOPE, (tx) =>
      tx.query('update identity.sign_ins set seen_at = $2 where id = $1', [signInId, timestampOf(now)]),
    )

  const believed = openBelieved(clock, lookUp)
  const forget = (userId: string | null): void =>
    believed.forgetWhere((found) => userId === null || found === 'role-ended' || found.user.userId === userId)

  async function enterIn(tx: Tx, entering: Entering, now: Instant): Promise<string> {
    const held = await heldAt(tx, entering.userId, now)
    const wanted = entering.organisation ?? held[0]
    const acted = wanted && held.find((m) => sameOrganisation(m, wanted))
    if (!acted) throw new Problem('role-ended')
    const { side, accountId, partnerId } = acted
    const { userId, methods, agent, reach = WHOLE_REACH } = entering
    const expiresAt = now + (entering.lasts ?? options.lasts ?? LASTS)
    return insertSignIn(tx, { userId, side, accountId, partnerId, methods, agent, reach, expiresAt }, now)
  }

  /** What a token made in this transaction stands for. */
  async function signedInBy(tx: Tx, token: string, now: Instant): Promise<SignedIn> {
    const row = must(await readSignIn(tx, digestOf(token), now), 'a sign-in just made')
    const found = await recognisedFrom(tx, row, await heldAt(tx, row.userId, now), rule)
    if (found === 'role-ended') throw new Problem('role-ended')
    if (found.stage === 'open') await noteArrival(tx, found.user, now)
    return { token, expiresAt: row.expiresAt, user: found.user, stage: found.stage }
  }

  async function recognise(token: string): Promise<Recognised | 'role-ended' | null> {
    if (token.startsWith(KEY_PREFIX)) return identity.apiKeys.recognise(token)
    return isToken(token) ? believed.of(digestOf(token)) : null
  }

  const enter = (entering: Entering): Promise<SignedIn> => {
    const now = clock.now()
    return db.transaction(SCOPE, async (tx) => signedInBy(tx, await enterIn(tx, entering, now), now))
  }

  const core = {
    async createUser(user: NewUser) {
      const hash = await hashPassword(user.password, cost)
      return db.transaction(SCOPE, (tx) => insertUser(tx, user, hash, clock.now()))
    },

    async signIn(email: string, password: string, agent: string | null = null) {
      const row = await db.read(SCOPE, (tx) =>
        tx.maybe<Person & { hash: string | null }>(
          `select ${PERSON}, u.password_hash as hash from identity.users u where u.email = $1 and u.disabled_at is null`,
          [emailOf(email)],
        ),
      )
      const right = await isPassword(password, row?.hash ?? (await nobody))
      if (!row?.hash || !right) return null
      return enter({ userId: row.id, methods: ['password'], agent })
    },

    enter,

    async strengthen(signInId: string, method: Method) {
      const now = clock.now()
      const signed = await db.transaction(SCOPE, async (tx) => {
        const token = await strengthenSignIn(tx, signInId, method)
        if (token === null) throw new Problem('not-signed-in')
        return signedInBy(tx, token, now)
      })
      forget(signed.user.userId)
      return signed
    },

    async actFor(who: Recognised, organisation: Organisation) {
      if (who.providerId !== null || who.linkId !== null) throw new Problem('bound-to-provider')
      const now = clock.now()
      const user = await db.transaction(SCOPE, async (tx) => {
        const held = await heldAt(tx, who.user.userId, now)
        const { userId: id, name, email } = who.user
        const acting = await userActing(tx, { id, name, email }, held, organisation)
        if (acting === null) throw new Problem('unknown-reference')
        await tx.query('update identity.sign_ins set side = $2, account_id = $3, partner_id = $4 where id = $1', [
          who.signInId,
          organisation.side,
          organisation.accountId,
          organisation.partnerId,
        ])
        await noteArrival(tx, acting, now)
        return acting
      })
      forget(user.userId)
      return user
    },

    async view(by: User, accountId: string) {
      const token = newToken()
      const { userId, name: userName } = by
      const expiresAt = await db.transaction(SCOPE, (tx) =>
        beginView(tx, { accountId, userId, userName, digest: digestOf(token) }, clock.now()),
      )
      return { token, expiresAt }
    },

    async endView(token: string) {
      if (!isToken(token)) return
      const digest = digestOf(token)
      await db.transaction(SCOPE, (tx) => endView(tx, digest, clock.now()))
      believed.forget(digest)
    },

    async signOut(token: string) {
      if (!isToken(token)) return
      const digest = digestOf(token)
      await db.transaction(SCOPE, (tx) => tx.query('delete from identity.sign_ins where token_hash = $1', [digest]))
      believed.forget(digest)
    },

    async revoke(userId: string) {
      await db.transaction(SCOPE, (tx) => tx.query('delete from identity.sign_ins where user_id = $1', [userId]))
      forget(userId)
    },

    forget,
    recognise,

    async userOf(token: string) {
      const found = await recognise(token)
      return found === null || found === 'role-ended' || found.stage !== 'open' ? null : found.user
    },

    async sweep() {
      const now = timestampOf(clock.now())
      await db.transaction(SCOPE, async (tx) => {
        await tx.query('delete from identity.sign_ins where expires_at <= $1', [now])
        await tx.query('delete from identity.challenges where expires_at <= $1', [now])
      })
    },

    async hasUsers() {
      const row = await db.read(SCOPE, (tx) => tx.maybe('select 1 as one from identity.users limit 1'))
      return row !== null
    },
    inTransaction: <T>(run: (tx: Tx) => Promise<T>) => db.transaction(SCOPE, run),
    sealer,
  }
  const within = { db, clock, sealer, cost, forget, enter, strengthen: core.strengthen }
  const identity: Identity = {
    ...core,
    secondFactor: openSecondFactor({ ...within, fallback: rule }),
    passkeys: openPasskeys(within),
    passwords: openPasswords(within),
    providers: openProviders(within),
    personalLinks: openPersonalLinks(within),
    apiKeys: openApiKeys(within),
  }
  return identity
}
