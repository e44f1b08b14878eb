/** Sign-ins from a browser that a person never used before. Found beside the sign-in, which waits for nothing. */
import { createHash } from 'node:crypto'
import { formatCivilTime } from '../../kernel/civil.ts'
import { civilAt, type Instant } from '../../kernel/clock.ts'
import { type Tx, timestampOf } from '../../kernel/transaction.ts'
import type { Happening } from './happening.ts'

/** Sign-ins are looked at again for so long, because one may be seen late that began early. */
const LOOK_BACK = 10 * 60_000

type SignIn = { id: string; userId: string; agent: string | null; createdAt: Instant; isFirst: boolean }

const NAMES: readonly [string, RegExp][] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS|HeadlessChrome)\//],
  ['Safari', /\bSafari\//],
]
const SYSTEMS: readonly [string, RegExp][] = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
]

/** `Chrome, Windows`: versions change by the week and make no new browser. Empty for a program of another kind. */
export function browserOf(agent: string | null): string {
  const find = (list: readonly [string, RegExp][]) => list.find(([, pattern]) => pattern.test(agent ?? ''))?.[0]
  return [find(NAMES), find(SYSTEMS)].filter((part) => part !== undefined).join(', ')
}

const digest = (browser: string) => createHash('sha256').update(browser).digest('base64url')

/** Remembers the browsers of the latest sign-ins; answers those that are new to somebody who had another before. */
export async function newBrowsers(tx: Tx, now: Instant, zone: string): Promise<Happening[]> {
  const recent = await tx.query<SignIn>(
    `select s.id, s.user_id as "userId", s.agent, s.created_at as "createdAt",
       not exists (select from app.known_browsers k where k.user_id = s.user_id) as "isFirst"
     from identity.sign_ins s where s.created_at > $1 and s.agent is not null order by s.created_at, s.id`,
    [timestampOf(now - LOOK_BACK)],
  )
  if (recent.length === 0) return []
  const made = await tx.query<{ userId: string; browser: string }>(
    `insert into app.known_browsers (user_id, browser, first_at)
     select u, b, min(a) from unnest($1::uuid[], $2::text[], $3::timestamptz[]) as n (u, b, a) group by u, b order by u, b
     on conflict do nothing returning user_id as "userId", browser`,
    [
      recent.map((s) => s.userId),
      recent.map((s) => digest(browserOf(s.agent))),
      recent.map((s) => timestampOf(s.createdAt)),
    ],
  )
  return made.flatMap(({ userId, browser }): Happening[] => {
    const signIn = recent.find((s) => s.userId === userId && digest(browserOf(s.agent)) === browser)
    const first = recent.find((s) => s.userId === userId)
    // The first that anybody uses is no news: the one who chose the password holds it in hand.
    if (!signIn || (signIn.isFirst && browserOf(first?.agent ?? null) === browserOf(signIn.agent))) return []
    return [
      {
        kind: 'new-browser',
        cause: `browser ${browser}`,
        at: signIn.createdAt,
        accountId: null,
        audience: { users: [userId] },
        facts: { at: formatCivilTime(civilAt(signIn.createdAt, zone)), browser: browserOf(signIn.agent) },
      },
    ]
  })
}
