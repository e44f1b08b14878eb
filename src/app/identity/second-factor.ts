/** A code from an authenticator app (RFC 6238) beside the password, and codes on paper for the day it is lost. */
import { randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { Actor } from '../../kernel/audit.ts'
import type { Instant } from '../../kernel/clock.ts'
import { Problem } from '../../kernel/failure.ts'
import { type Tx, timestampOf } from '../../kernel/transaction.ts'
import { tellOfSecurity } from '../notifications/security.ts'
import { readSetting, writeSetting } from '../settings.ts'
import { type Core, SCOPE } from './core.ts'
import { INSTALLATION, note, noteOf } from './record.ts'
import type { SecondFactorRule } from './sign-ins.ts'

export type SecondFactor = {
  /** Whether staff need one here. */
  rule(): Promise<SecondFactorRule>
  /** `by`: left out where the installation sets it itself. */
  setRule(rule: SecondFactorRule, by?: Actor): Promise<void>
  statusOf(userId: string): Promise<{ confirmed: boolean; recoveryLeft: number }>
  /** A secret that is in force once a code of it was given back; `already-exists` where one is. */
  begin(person: { userId: string; email: string }): Promise<{ secret: string; uri: string }>
  /** Puts the secret in force and answers the recovery codes, this once; `code-wrong` for a wrong code. */
  confirm(userId: string, code: string): Promise<string[]>
  /** Which of the two a code was, used up by this; null for a wrong or used one. */
  check(userId: string, code: string): Promise<'totp' | 'recovery' | null>
  /** New recovery codes in place of the old ones. */
  renewCodes(userId: string): Promise<string[]>
  /** `by`: who does it for somebody else; left out by the person. */
  remove(userId: string, by?: Actor): Promise<void>
}

const STEP = 30_000
/** Clocks of phones are wrong by a little: one step before and after. */
const WINDOW = 1
const CODES = 10
const ISSUER = 'Bansou'
/** Without letters that are taken for one another on paper. */
const LETTERS = 'abcdefghjkmnpqrstvwxyz23456789'

const newCode = (): string => {
  const letters = Array.from({ length: 10 }, () => LETTERS[randomInt(LETTERS.length)])
  return `${letters.slice(0, 5).join('')}-${letters.slice(5).join('')}`
}

const totpOf = (secret: string, label = ''): TOTP =>
  new TOTP({
    issuer: ISSUER,
    label,
    algorithm: 'SHA1',
    digits: 6,
    period: STEP / 1000,
    secret: Secret.fromBase32(secret),
  })

/** The time step whose code this is, null for none within the window. */
export function stepOf(secret: string, code: string, now: Instant): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const delta = totpOf(secret).validate({ token: code, timestamp: now, window: WINDOW })
  return delta === null ? null : Math.floor(now / STEP) + delta
}

/** As people type them: with spaces, full-width, in capitals. */
const normal = (code: string): string =>
  code
    .normalize('NFKC')
    .replace(/[\s‐-―]/g, (c) => (c.trim() ? '-' : ''))
    .toLowerCase()

export function openSecondFactor(core: Core & { fallback: SecondFactorRule }): SecondFactor {
  const { db, clock, sealer, forget, fallback } = core
  const about = (userId: string) => `second factor of ${userId}`
  const hashOf = (userId: string, code: string) =>
    Buffer.from(sealer.sign(`${userId} ${code}`, 'recovery'), 'base64url')

  /** Accepts a code's step once: the row moves on, and whoever comes with the same step finds it gone. */
  async function acceptStep(tx: Tx, userId: string, code: string, now: Instant): Promise<boolean> {
    const row = await tx.maybe<{ secret: Buffer }>('select secret from identity.second_factors where user_id = $1', [
      userId,
    ])
    if (row === null) return false
    const step = stepOf(sealer.open(row.secret, about(userId)), code, now)
    if (step === null) return false
    const moved = await tx.maybe(
      `update identity.second_factors set last_step = $2
       where user_id = $1 and (last_step is null or last_step < $2) returning user_id`,
      [userId, step],
    )
    return moved !== null
  }

  async function replaceCodes(tx: Tx, userId: string): Promise<string[]> {
    const codes = Array.from({ length: CODES }, newCode)
    await tx.query('delete from identity.recovery_codes where user_id = $1', [userId])
    await tx.query(
      'insert into identity.recovery_codes (user_id, code_hash) select $1, hash from unnest($2::bytea[]) as made (hash)',
      [userId, codes.map((code) => hashOf(userId, code))],
    )
    return codes
  }

  const isConfirmed = async (tx: Tx, userId: string) =>
    (await tx.maybe('select 1 as one from identity.second_factors where user_id = $1 and confirmed_at is not null', [
      userId,
    ])) !== null

  return {
    rule: async () => (await db.read(SCOPE, (tx) => readSetting(tx, 'second-factor'))) ?? fallback,

    async setRule(rule, by = INSTALLATION) {
      await db.transaction(SCOPE, async (tx) => {
        const before = (await readSetting(tx, 'second-factor')) ?? fallback
        await writeSetting(tx, 'second-factor', rule, clock.now())
        if (rule === before) return
        const subject = { type: 'setting', id: 'second-factor' }
        const sides = { before: { secondFactor: before }, after: { secondFactor: rule } }
        await note(tx, by, { action: 'security.change', subject, ...sides }, clock.now())
      })
      forget(null)
    },

    statusOf: (userId) =>
      db.read(SCOPE, async (tx) => {
        const { left } = await tx.one<{ left: number }>(
          'select count(*)::int as left from identity.recovery_codes where user_id = $1 and used_at is null',
          [userId],
        )
        return { confirmed: await isConfirmed(tx, userId), recoveryLeft: left }
      }),

    async begin({ userId, email }) {
      const secret = new Secret({ size: 20 }).base32
      const made = await db.transaction(SCOPE, (tx) =>
        tx.maybe(
          `insert into identity.second_factors as f (user_id, secret, created_at) values ($1, $2, $3)
           on conflict (user_id) do update set secret = excluded.secret, created_at = excluded.created_at, last_step = null
           where f.confirmed_at is null returning user_id`,
          [userId, sealer.seal(secret, about(userId)), timestampOf(clock.now())],
        ),
      )
      if (made === null) throw new Problem('already-exists')
      return { secret, uri: totpOf(secret, email).toString() }
    },

    async confirm(userId, code) {
      const now = clock.now()
      const codes = await db.transaction(SCOPE, async (tx) => {
        if (await isConfirmed(tx, userId)) throw new Problem('already-exists')
        if (!(await acceptStep(tx, userId, normal(code), now))) throw new Problem('code-wrong', 'code')
        await tx.query('update identity.second_factors set confirmed_at = $2 where user_id = $1', [
          userId,
          timestampOf(now),
        ])
        await tellOfSecurity(tx, userId, 'added', now)
        await noteOf(tx, userId, { action: 'second-factor.add', before: null, after: { method: 'totp' } }, now)
        return replaceCodes(tx, userId)
      })
      forget(userId)
      return codes
    },

    check: (userId, code) =>
      db.transaction(SCOPE, async (tx) => {
        const now = clock.now()
        const given = normal(code)
        if ((await isConfirmed(tx, userId)) && (await acceptStep(tx, userId, given, now))) return 'totp'
        const used = await tx.maybe(
          `update identity.recovery_codes set used_at = $3 where user_id = $1 and code_hash = $2 and used_at is null returning user_id`,
          [userId, hashOf(userId, given), timestampOf(now)],
        )
        return used === null ? null : 'recovery'
      }),

    renewCodes: (userId) =>
      db.transaction(SCOPE, async (tx) => {
        if (!(await isConfirmed(tx, userId))) throw new Problem('unknown-reference')
        await noteOf(tx, userId, { action: 'recovery-codes.renew', before: null, after: { codes: CODES } }, clock.now())
        return replaceCodes(tx, userId)
      }),

    async remove(userId, by) {
      await db.transaction(SCOPE, async (tx) => {
        const held = await tx.query('delete from identity.second_factors where user_id = $1 returning user_id', [
          userId,
        ])
        if (held.length === 0) throw new Problem('unknown-reference', 'id')
        await tx.query('delete from identity.recovery_codes where user_id = $1', [userId])
        await tellOfSecurity(tx, userId, 'removed', clock.now())
        const gone = { action: 'second-factor.remove', before: { method: 'totp' }, after: null } as const
        await noteOf(tx, userId, gone, clock.now(), by)
      })
      forget(userId)
    },
  }
}
