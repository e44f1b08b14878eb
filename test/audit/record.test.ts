/** Every address that changes something leaves a word in the record, in the transaction of its effect. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { playRoutes } from '../../src/app/play-routes.ts'
import { TERMS_FOLDER } from '../../src/app/services.ts'
import { ACTIONS } from '../../src/kernel/access.ts'
import { type Route, route } from '../../src/kernel/route.ts'
import { loadCatalogues } from '../../src/terms/index.ts'
import englishAccount from '../../web/i18n/en/console-account.ts'
import englishAudit from '../../web/i18n/en/console-audit.ts'
import japaneseAccount from '../../web/i18n/ja/console-account.ts'
import japaneseAudit from '../../web/i18n/ja/console-audit.ts'
import { DEEDS, settle, UNRECORDED } from './deeds.ts'
import { type Deed, openTown, type Town } from './town.ts'
import { type Written, watchWrites } from './watch.ts'

const ROOT = join(import.meta.dirname, '../..')

/** Tables that tell of how something is done, not of what is: what is written there needs no word. */
const BESIDE = [
  /^app\.(audit_\w+|idempotency|jobs|outbox) /,
  /^app\.(notices|notice_marks|happenings|known_browsers) /,
  // Sign-ins and questions that wait for an answer; that a factor, a key, a link or a role was used.
  /^identity\.(sign_ins|challenges) /,
  /^identity\.(second_factors|recovery_codes|api_keys|memberships|links) update$/,
]
const RECORD = ['app.changes insert', 'notices.decisions insert']

/** Transactions that changed something and say nothing of it. */
const silent = (written: readonly Written[]) =>
  written
    .map(({ tables }) => tables)
    .filter((tables) => !tables.some((what) => RECORD.includes(what)))
    .map((tables) => tables.filter((what) => !BESIDE.some((beside) => beside.test(what))))
    .filter((tables) => tables.length > 0)

/** A route as somebody might add it, which forgets the record. */
const forgetful = (house: () => Town): Route =>
  route({
    method: 'POST',
    path: '/api/forgetful',
    tag: 'test',
    summary: 'Changes a company and says nothing',
    may: 'accounts.write',
    response: z.object({}),
    handler: () =>
      house().house.db.transaction({ vendor: true }, async (tx) => {
        await tx.query('update people.accounts set existing_customer = not existing_customer')
        return {}
      }),
  })

let town: Town
let watch: Awaited<ReturnType<typeof watchWrites>>
beforeAll(async () => {
  town = await openTown({ more: [forgetful(() => town)] })
  watch = await watchWrites(town.house.connectionString)
})
afterEach(() => settle(town))
afterAll(async () => {
  await watch.close()
  await town.close()
})

/** Does it, and answers whether a word was left in the transaction of its effect, and by whom. */
async function done(name: string, deed: Deed) {
  await watch.since()
  const answer = await town.run(name, deed)
  if (answer.status >= 300) throw new Error(`${name} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
  const written = await watch.since()
  return { answer, recorded: written.some((w) => w.tables.some((t) => RECORD.includes(t))), silent: silent(written) }
}

/** Who left a word after these places in the record. */
const writersAfter = (places: Places) =>
  town.house.db.read({ vendor: true }, (tx) =>
    tx.query<{ by: string | null }>(
      `select by_user as by from app.changes where kept > $1
       union select by_user from notices.decisions where kept > $2`,
      [places.changes, places.decisions],
    ),
  )

type Places = { changes: number; decisions: number }
const placesNow = () =>
  town.house.db.read({ vendor: true }, (tx) =>
    tx.one<Places>(
      `select (select coalesce(max(kept), 0) from app.changes) as changes,
         (select coalesce(max(kept), 0) from notices.decisions) as decisions`,
    ),
  )

describe('the record', () => {
  test('knows every address that changes something', () => {
    const play = playRoutes('', loadCatalogues(join(TERMS_FOLDER, 'reference')), {
      name: () => null,
      unit: () => 'count',
    })
    const names = [
      ...town.house.server.waysIn.map(({ method, path }) => `${method} ${path}`),
      ...play.map(({ method, path }) => `${method} ${path}`),
    ].filter((name) => !/^(GET|HEAD) /.test(name) && name !== 'POST /api/forgetful')
    expect([...Object.keys(DEEDS), ...Object.keys(UNRECORDED)].sort()).toEqual([...new Set(names)].sort())
  })

  test.each(Object.keys(DEEDS))('has a word of %s', async (name) => {
    const deed = await DEEDS[name]!(town)
    const places = await placesNow()
    const { token = town.admin.token } = deed
    const caller = token === null ? null : await town.house.identity.userOf(token)
    const { recorded, silent } = await done(name, deed)
    expect({ recorded, silent }).toEqual({ recorded: true, silent: [] })
    if (caller) expect(await writersAfter(places)).toEqual([{ by: caller.userId }])
  })

  test('catches a route that forgets it', async () => {
    await town.account()
    const { recorded, silent } = await done('POST /api/forgetful', { path: '/api/forgetful' })
    expect({ recorded, silent }).toEqual({ recorded: false, silent: [['people.accounts update']] })
  })
})

type Kept = { action: string; before: object | null; after: object | null }
const kept = () =>
  town.house.db.read({ vendor: true }, (tx) =>
    tx.query<Kept>(
      `select action, before, after from app.changes
       union all select action, change -> 'before', change -> 'after' from notices.decisions`,
    ),
  )

/** What of a tree of words has no word: `session.book` is `{ session: { book: … } }`. */
function unsaid(tree: object, names: Iterable<string>): string[] {
  const says = (name: string) =>
    typeof name.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], tree) ===
    'string'
  return [...new Set(names)].filter((name) => !says(name)).sort()
}

/** Actions as they stand in the sources, for those that no single request brings about. */
function writtenActions(): string[] {
  const sources = globSync('src/**/*.ts', { cwd: ROOT }).filter((file) => !/\.(test|fixture)\.ts$/.test(file))
  const found = sources.flatMap((file) => [
    ...readFileSync(join(ROOT, file), 'utf8').matchAll(/\baction: '([a-z-]+\.[a-z-]+)'/g),
  ])
  return found.map(([, action]) => action!).filter((action) => !(ACTIONS as readonly string[]).includes(action))
}

describe('the words of the record', () => {
  test.each([
    ['ja', japaneseAccount, japaneseAudit],
    ['en', englishAccount, englishAudit],
  ] as const)('name every action and field in %s', async (_language, { action }, { audit }) => {
    const all = await kept()
    expect(unsaid(action, [...all.map((k) => k.action), ...writtenActions()])).toEqual([])
    const fields = all.flatMap(({ before, after }) => [...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
    expect(unsaid(audit.fields, fields)).toEqual([])
  })
})
