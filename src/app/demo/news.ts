/** What the people of the demo were told lately beside what its stories bring: each sign-in finds something in its list. */

import { addDays, formatCivilTime } from '../../kernel/civil.ts'
import { civilAt, type Instant, instantOf } from '../../kernel/clock.ts'
import { must } from '../../kernel/failure.ts'
import type { Db } from '../../kernel/transaction.ts'
import { type Happening, tell } from '../notifications/index.ts'
import type { Made } from './company-people.ts'

/** Minute of the day. */
const AT = 10 * 60 + 20
/** Sign-ins from a device that was new then, days ago. */
const DEVICES: readonly { email: string; ago: number; browser: string }[] = [
  { email: 'admin@bansou.example', ago: 2, browser: 'Safari, iPhone' },
  { email: 'manager@partner.example', ago: 4, browser: 'Edge, Windows' },
  { email: 'leader@reidai.example', ago: 1, browser: 'Safari, iPhone' },
]
/** Who joined which company, by the handle of the stories. */
const JOINED: readonly { account: string; ago: number }[] = [
  { account: 'mihon', ago: 6 },
  { account: 'reidai', ago: 9 },
]

export async function bringNews(db: Db, made: Made, at: { now: Instant; zone: string }): Promise<void> {
  const { now, zone } = at
  await db.transaction({ vendor: true }, async (tx) => {
    const people = await tx.query<{ id: string; email: string }>(
      "select id, email from identity.users where email like '%.example'",
    )
    const idOf = (email: string) =>
      must(
        people.find((p) => p.email === email),
        `the person ${email} of the demo`,
      ).id
    const daysAgo = (days: number) => instantOf({ date: addDays(civilAt(now, zone).date, -days), minute: AT }, zone)
    const devices = DEVICES.map(({ email, ago, browser }): Happening => {
      const moment = daysAgo(ago)
      return {
        kind: 'new-browser',
        cause: `browser of ${email}`,
        at: moment,
        accountId: null,
        audience: { users: [idOf(email)] },
        facts: { at: formatCivilTime(civilAt(moment, zone)), browser },
      }
    })
    const joined = JOINED.map(({ account, ago }): Happening => {
      const accountId = must(made.accounts.get(account), `the stories make the account ${account}`)
      return {
        kind: 'member-joined',
        cause: `joined ${account}`,
        at: daysAgo(ago),
        accountId,
        audience: { customer: true, users: [idOf('admin@bansou.example')] },
        facts: {},
      }
    })
    await tell(tx, [...devices, ...joined])
  })
}
