/** Choosing another password: knowing the old one, or having the mailbox. */
import { must, Problem } from '../../kernel/failure.ts'
import type { Language } from '../../kernel/route.ts'
import type { Tx } from '../../kernel/transaction.ts'
import { tellOfSecurity } from '../notifications/security.ts'
import { postLetters } from '../outbox/index.ts'
import { type Core, SCOPE } from './core.ts'
import type { Recognised } from './identity.ts'
import { lookAtLink, makeLink, redeemLink, withdrawLinksOf } from './links.ts'
import { hashPassword, isPassword } from './password.ts'
import { mustBeUsable } from './password-rules.ts'
import { noteOf } from './record.ts'
import { RESET_MINUTES, resetLetter } from './reset-letter.ts'
import { endSignIns } from './sign-ins.ts'

export type Passwords = {
  has(userId: string): Promise<boolean>
  /** Whether this is the person's password; false where there is none. */
  is(userId: string, password: string): Promise<boolean>
  /** By somebody who has just proved to know the one of before; ends every other sign-in of the person. */
  change(known: Recognised, chosen: string): Promise<void>
  /** Sends a link where somebody has this address; tells the caller nothing either way. `site`: where its page is. */
  requestReset(email: string, language: Language, site: string): Promise<void>
  /** Whose password a link lets choose. Throws `link-unknown`, `link-used` or `link-expired`. */
  lookAtReset(token: string): Promise<{ email: string }>
  /** Sets it, ends every sign-in and withdraws other links. The second factor stays. */
  reset(token: string, chosen: string): Promise<{ email: string }>
}

const MINUTE = 60_000
type Row = { id: string; email: string; name: string; language: Language | null }

const personOf = (tx: Tx, userId: string) =>
  tx.maybe<Row & { hash: string | null }>(
    `select id, email, name, language, password_hash as hash from identity.users
     where id = $1 and disabled_at is null and kind = 'person'`,
    [userId],
  )

const setHash = (tx: Tx, userId: string, hash: string) =>
  tx.query('update identity.users set password_hash = $2 where id = $1', [userId, hash])

export function openPasswords({ db, clock, cost, forget }: Core): Passwords {
  const is = async (userId: string, password: string) => {
    const person = await db.read(SCOPE, (tx) => personOf(tx, userId))
    return person?.hash != null && (await isPassword(password, person.hash))
  }
  return {
    has: async (userId) => (await db.read(SCOPE, (tx) => personOf(tx, userId)))?.hash != null,
    is,

    async change({ user, signInId }, chosen) {
      mustBeUsable(chosen, user, 'password')
      const hash = await hashPassword(chosen, cost)
      await db.transaction(SCOPE, async (tx) => {
        await setHash(tx, user.userId, hash)
        const ended = await endSignIns(tx, user.userId, { but: signInId })
        const sides = { before: null, after: { signInsEnded: ended } }
        await noteOf(tx, user.userId, { action: 'password.change', ...sides }, clock.now())
        await withdrawLinksOf(tx, user.userId, 'reset', clock.now())
        await tellOfSecurity(tx, user.userId, 'password', clock.now())
      })
      forget(user.userId)
    },

    requestReset: (email, language, site) =>
      db.transaction(SCOPE, async (tx) => {
        const now = clock.now()
        const person = await tx.maybe<Row>(
          `select id, email, name, language from identity.users
           where email = $1 and disabled_at is null and kind = 'person'`,
          [email.trim().toLowerCase()],
        )
        if (person === null) return
        await withdrawLinksOf(tx, person.id, 'reset', now)
        const expiresAt = now + RESET_MINUTES * MINUTE
        const { token } = await makeLink(
          tx,
          { purpose: 'reset', userId: person.id, data: {}, expiresAt, by: null },
          now,
        )
        const said = person.language ?? language
        const letter = resetLetter(said, `${site}/reset#${token}`)
        await postLetters(tx, [{ to: person.email, language: said, kind: 'reset', ...letter }], now)
      }),

    lookAtReset: (token) =>
      db.read(SCOPE, async (tx) => {
        const link = await lookAtLink(tx, token, 'reset', clock.now())
        const person = await personOf(tx, must(link.userId, 'a reset link has a person'))
        if (person === null) throw new Problem('link-unknown')
        return { email: person.email }
      }),

    async reset(token, chosen) {
      const now = clock.now()
      const person = await db.transaction(SCOPE, async (tx) => {
        const link = await redeemLink(tx, token, 'reset', now)
        const found = await personOf(tx, must(link.userId, 'a reset link has a person'))
        if (found === null) throw new Problem('link-unknown')
        mustBeUsable(chosen, found)
        await setHash(tx, found.id, await hashPassword(chosen, cost))
        const ended = await endSignIns(tx, found.id, { but: null })
        const sides = { before: null, after: { signInsEnded: ended } }
        await noteOf(tx, found.id, { action: 'password.reset', ...sides }, now)
        await withdrawLinksOf(tx, found.id, 'reset', now)
        await tellOfSecurity(tx, found.id, 'password', now)
        return found
      })
      forget(person.id)
      return { email: person.email }
    },
  }
}
