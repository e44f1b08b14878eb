/** The rows of who is signed in: how a person was known, for which organisation, and whether that is enough. */
import type { Action } from '../../kernel/access.ts'
import type { Instant } from '../../kernel/clock.ts'
import { newId } from '../../kernel/ids.ts'
import { type Tx, timestampOf } from '../../kernel/transaction.ts'
import type { Organisation } from './memberships.ts'
import { digestOf, newToken } from './tokens.ts'

export type Method = 'password' | 'totp' | 'recovery' | 'passkey' | 'provider' | 'personal-link'

/** `code`: a second factor is still asked for; `enrol`: one has to be set up first. */
export type Stage = 'open' | 'code' | 'enrol'

export type SecondFactorRule = 'required' | 'off'

/** What a sign-in reaches besides its organisation. */
export type Reach = {
  /** The only actions it is good for; null: all that the roles allow. */
  scopes: readonly Action[] | null
  /** The provider that vouched: the sign-in is its organisation's, and changes nothing of the person's own. */
  providerId: string | null
  linkId: string | null
}
export const WHOLE_REACH: Reach = { scopes: null, providerId: null, linkId: null }

export type NewSignIn = Organisation & {
  userId: string
  methods: readonly Method[]
  reach: Reach
  /** What the browser is called, in a word or two. */
  agent: string | null
  expiresAt: Instant
}

/** Answers the token, which is kept nowhere. */
export async function insertSignIn(tx: Tx, made: NewSignIn, now: Instant): Promise<string> {
  const token = newToken()
  await tx.query(
    `insert into identity.sign_ins (token_hash, id, user_id, side, account_id, partner_id, created_at, seen_at, expires_at,
       methods, agent, scopes, provider_id, link_id)
     values ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10, $11, $12, $13)`,
    [
      digestOf(token),
      newId(now),
      made.userId,
      made.side,
      made.accountId,
      made.partnerId,
      timestampOf(now),
      timestampOf(made.expiresAt),
      made.methods,
      made.agent,
      made.reach.scopes,
      made.reach.providerId,
      made.reach.linkId,
    ],
  )
  return token
}

export type SignInRow = Organisation &
  Reach & {
    id: string
    userId: string
    name: string
    email: string
    methods: Method[]
    seenAt: Instant | null
    expiresAt: Instant
    hasCode: boolean
    hasPasskey: boolean
    rule: SecondFactorRule | null
    /** Somebody of the vendor who looks at the account's portal. */
    viewing: boolean
  }

/** What stands against a token, with all that decides on its stage; null once it is expired, or the person disabled. */
export const readSignIn = (tx: Tx, digest: Buffer, now: Instant): Promise<SignInRow | null> =>
  tx.maybe<SignInRow>(
    `select s.id, u.id as "userId", u.name, u.email, s.side, s.account_id as "accountId", s.partner_id as "partnerId",
       s.scopes, s.provider_id as "providerId", s.link_id as "linkId", s.methods, s.viewing, s.seen_at as "seenAt",
       s.expires_at as "expiresAt", f.confirmed_at is not null as "hasCode",
       exists (select from identity.passkeys p where p.user_id = u.id) as "hasPasskey",
       (select value from app.settings where name = 'second-factor') as rule
     from identity.sign_ins s
     join identity.users u on u.id = s.user_id
     left join identity.second_factors f on f.user_id = u.id
     where s.token_hash = $1 and s.expires_at > $2 and u.disabled_at is null`,
    [digest, timestampOf(now)],
  )

/** Known by more than a password: an app's code, a passkey that verified its user, or an organisation that says so. */
const STRONG: readonly Method[] = ['totp', 'recovery', 'passkey', 'provider', 'personal-link']

/** Asked at every look, so that a rule that is made stricter holds for those who are signed in already. */
export function stageOf(
  known: { methods: readonly Method[]; hasCode: boolean; hasPasskey: boolean },
  isStaff: boolean,
  rule: SecondFactorRule,
): Stage {
  if (known.methods.some((method) => STRONG.includes(method))) return 'open'
  if (known.hasCode) return 'code'
  if (!isStaff || rule === 'off') return 'open'
  return known.hasPasskey ? 'code' : 'enrol'
}

/** Adds a way in which the person was known; the token of before is worth nothing any more. */
export async function strengthenSignIn(tx: Tx, signInId: string, method: Method): Promise<string | null> {
  const token = newToken()
  const row = await tx.maybe(
    `update identity.sign_ins set token_hash = $2, methods = array_append(methods, $3) where id = $1 returning id`,
    [signInId, digestOf(token), method],
  )
  return row && token
}

export type ListedSignIn = {
  id: string
  agent: string | null
  methods: Method[]
  createdAt: Instant
  seenAt: Instant
}

/** A person's own, the latest used first. */
export const signInsOf = (tx: Tx, userId: string, now: Instant): Promise<ListedSignIn[]> =>
  tx.query<ListedSignIn>(
    `select id, agent, methods, created_at as "createdAt", coalesce(seen_at, created_at) as "seenAt"
     from identity.sign_ins where user_id = $1 and expires_at > $2 and not viewing order by coalesce(seen_at, created_at) desc, id desc`,
    [userId, timestampOf(now)],
  )

/** Ends a person's sign-ins: one, or all but one. Answers how many there were. */
export async function endSignIns(
  tx: Tx,
  userId: string,
  which: { only: string } | { but: string | null },
): Promise<number> {
  const rows =
    'only' in which
      ? await tx.query('delete from identity.sign_ins where user_id = $1 and id = $2 returning id', [
          userId,
          which.only,
        ])
      : await tx.query('delete from identity.sign_ins where user_id = $1 and id is distinct from $2 returning id', [
          userId,
          which.but,
        ])
  return rows.length
}

const BROWSERS: [RegExp, string][] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrome\/|\bCriOS\/|\bHeadlessChrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const SYSTEMS: [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'Mac'],
  [/\bLinux\b/, 'Linux'],
]

/** `Chrome, Windows`: enough for its owner to know it, and no more of what it says about itself. */
export function agentOf(header: string | undefined): string | null {
  if (header === undefined) return null
  const named = (known: [RegExp, string][]) => known.find(([pattern]) => pattern.test(header))?.[1]
  return [named(BROWSERS), named(SYSTEMS)].filter(Boolean).join(', ') || null
}
