/** Service accounts and the keys of programs: each good for the actions it was given, shown once, kept as a digest. */
import { ACTIONS, type Action, type Role } from '../../kernel/access.ts'
import type { Actor } from '../../kernel/audit.ts'
import { formatInstant, type Instant } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/failure.ts'
import { newId } from '../../kernel/ids.ts'
import { type Tx, timestampOf } from '../../kernel/transaction.ts'
import { type Core, SCOPE } from './core.ts'
import type { Recognised } from './identity.ts'
import { addMemberships, heldAt } from './memberships.ts'
import { note } from './record.ts'
import { digestOf, isToken, newToken } from './tokens.ts'
import { userActing } from './users.ts'

/** What a key begins with, so that whoever finds one knows what it opens. */
export const KEY_PREFIX = 'bsk_'

export type ApiKey = {
  id: string
  name: string
  /** Its last four characters. */
  hint: string
  scopes: Action[]
  createdAt: Instant
  createdBy: string | null
  expiresAt: Instant | null
  usedAt: Instant | null
  revokedAt: Instant | null
}

export type ServiceAccount = { id: string; name: string; roles: Role[]; disabledAt: Instant | null; keys: ApiKey[] }

/** An administrator, by sign-in. */
type By = Actor & { userId: string }

export type NewKey = {
  accountId: string
  name: string
  scopes: readonly Action[]
  expiresAt: Instant | null
  by: By
}

export type ApiKeys = {
  list(): Promise<ServiceAccount[]>
  createAccount(account: { name: string; roles: readonly Role[]; by: By }): Promise<string>
  /** Its keys open nothing from now on. */
  disableAccount(id: string, by: Actor): Promise<void>
  /** The key is answered this once. */
  createKey(key: NewKey): Promise<{ id: string; key: string }>
  revokeKey(id: string, by: Actor): Promise<void>
  /** What a key stands for now; null for an unknown, expired or revoked one. */
  recognise(key: string): Promise<Recognised | 'role-ended' | null>
}

const BELIEVED = 5_000
/** A key is noted as used again no more often. */
const USED_EVERY = 60_000
const MOST_REMEMBERED = 1_000

type Row = {
  id: string
  userId: string
  name: string
  email: string
  scopes: Action[]
  expiresAt: Instant | null
  usedAt: Instant | null
}
type Known = { found: Recognised; askAgain: Instant }

/** Corrections are asked for and approved by two people: whoever holds a program's key would be both (price.1). */
export const FOR_PROGRAMS: readonly Action[] = ACTIONS.filter((action) => action !== 'ledger.adjust')
const isForPrograms = (text: string): text is Action => (FOR_PROGRAMS as readonly string[]).includes(text)

const readKey = (tx: Tx, digest: Buffer, now: Instant): Promise<Row | null> =>
  tx.maybe<Row>(
    `select k.id, u.id as "userId", u.name, u.email, k.scopes, k.expires_at as "expiresAt", k.used_at as "usedAt"
     from identity.api_keys k join identity.users u on u.id = k.user_id
     where k.key_hash = $1 and k.revoked_at is null and (k.expires_at is null or k.expires_at > $2) and u.disabled_at is null`,
    [digest, timestampOf(now)],
  )

async function keysOf(tx: Tx): Promise<Map<string, ApiKey[]>> {
  const rows = await tx.query<ApiKey & { userId: string }>(
    `select id, user_id as "userId", name, hint, scopes, created_at as "createdAt", created_by as "createdBy",
       expires_at as "expiresAt", used_at as "usedAt", revoked_at as "revokedAt"
     from identity.api_keys order by id desc`,
  )
  const keys = new Map<string, ApiKey[]>()
  for (const { userId, ...key } of rows) keys.set(userId, [...(keys.get(userId) ?? []), key])
  return keys
}

export function openApiKeys({ db, clock }: Core): ApiKeys {
  const known = new Map<string, Known>()

  async function lookUp(digest: Buffer): Promise<Known | 'role-ended' | null> {
    const now = clock.now()
    const row = await db.read(SCOPE, (tx) => readKey(tx, digest, now))
    if (row === null) return null
    const user = await db.read(SCOPE, async (tx) => {
      const held = await heldAt(tx, row.userId, now)
      return held[0] ? userActing(tx, { id: row.userId, name: row.name, email: row.email }, held, held[0]) : null
    })
    if (user === null) return 'role-ended'
    if (row.usedAt === null || row.usedAt + USED_EVERY <= now) {
      await db.transaction(SCOPE, (tx) =>
        tx.query('update identity.api_keys set used_at = $2 where id = $1', [row.id, timestampOf(now)]),
      )
    }
    const scopes = row.scopes.filter(isForPrograms)
    const found = { user, stage: 'open', signInId: null, methods: [], scopes, providerId: null, linkId: null } as const
    return { found, askAgain: Math.min(now + BELIEVED, row.expiresAt ?? Number.POSITIVE_INFINITY) }
  }

  return {
    list: () =>
      db.read(SCOPE, async (tx) => {
        const accounts = await tx.query<Omit<ServiceAccount, 'keys'>>(
          `select u.id, u.name, u.disabled_at as "disabledAt",
             array(select m.role from identity.memberships m where m.user_id = u.id order by m.id) as roles
           from identity.users u where u.kind = 'service' order by u.name, u.id`,
        )
        const keys = await keysOf(tx)
        return accounts.map((account) => ({ ...account, keys: keys.get(account.id) ?? [] }))
      }),

    createAccount: ({ name, roles, by }) =>
      db.transaction(SCOPE, async (tx) => {
        const now = clock.now()
        const id = newId(now)
        // An address that no mail reaches (RFC 2606): nobody asks for its password.
        await tx.query(
          `insert into identity.users (id, name, email, kind, created_at) values ($1, $2, $3, 'service', $4)`,
          [id, name, `${id}@service.invalid`, timestampOf(now)],
        )
        const vendor = { side: 'vendor', accountId: null, partnerId: null, staffId: null, departmentId: null } as const
        const always = { validFrom: now, validUntil: null, createdBy: by.userId }
        await addMemberships(
          tx,
          roles.map((role) => ({ ...vendor, ...always, userId: id, role })),
          now,
        )
        const subject = { type: 'service-account', id }
        await note(tx, by, { action: 'service-account.create', subject, before: null, after: { name, roles } }, now)
        return id
      }),

    async disableAccount(id, by) {
      const row = await db.transaction(SCOPE, async (tx) => {
        const found = await tx.maybe<{ name: string }>(
          `update identity.users set disabled_at = coalesce(disabled_at, $2) where id = $1 and kind = 'service' returning name`,
          [id, timestampOf(clock.now())],
        )
        const subject = { type: 'service-account', id }
        if (found !== null)
          await note(tx, by, { action: 'service-account.disable', subject, before: found, after: null }, clock.now())
        return found
      })
      if (row === null) throw new Problem('unknown-reference', 'id')
      known.clear()
    },

    async createKey({ accountId, name, scopes, expiresAt, by }) {
      const now = clock.now()
      const key = KEY_PREFIX + newToken()
      const id = newId(now)
      const made = await db.transaction(SCOPE, async (tx) => {
        const row = await tx.maybe(
          `insert into identity.api_keys (id, user_id, name, key_hash, hint, scopes, created_at, created_by, expires_at)
           select $1, u.id, $3, $4, $5, $6, $7, $8, $9 from identity.users u
           where u.id = $2 and u.kind = 'service' and u.disabled_at is null returning id`,
          [
            id,
            accountId,
            name,
            digestOf(key),
            key.slice(-4),
            scopes,
            timestampOf(now),
            by.userId,
            expiresAt && timestampOf(expiresAt),
          ],
        )
        const until = expiresAt === null ? null : formatInstant(expiresAt, 'UTC')
        const after = { name, serviceAccount: accountId, scopes, expiresAt: until }
        const subject = { type: 'api-key', id }
        if (row !== null) await note(tx, by, { action: 'api-key.create', subject, before: null, after }, now)
        return row
      })
      if (made === null) throw new Problem('unknown-reference', 'id')
      return { id, key }
    },

    async revokeKey(id, by) {
      const row = await db.transaction(SCOPE, async (tx) => {
        const found = await tx.maybe<{ name: string; scopes: string[] }>(
          'update identity.api_keys set revoked_at = coalesce(revoked_at, $2) where id = $1 returning name, scopes',
          [id, timestampOf(clock.now())],
        )
        const subject = { type: 'api-key', id }
        if (found !== null)
          await note(tx, by, { action: 'api-key.revoke', subject, before: found, after: null }, clock.now())
        return found
      })
      if (row === null) throw new Problem('unknown-reference', 'id')
      known.clear()
    },

    async recognise(key) {
      if (!isToken(key.slice(KEY_PREFIX.length))) return null
      const digest = digestOf(key)
      const name = digest.toString('base64')
      const entry = known.get(name)
      if (entry && entry.askAgain > clock.now()) return entry.found
      known.delete(name)
      const found = await lookUp(digest)
      if (found === null || found === 'role-ended') return found
      if (known.size >= MOST_REMEMBERED) known.clear()
      known.set(name, found)
      return found.found
    },
  }
}
