/**
 * What people write stays where it belongs: a town with marked names, addresses, notes and figures is lived in through
 * every address, and the marks are looked for in logs, addresses, letters, others' answers and what is measured.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openLog } from '../../src/app/http/log.ts'
import { startJobs } from '../../src/app/jobs/index.ts'
import { sendDigests } from '../../src/app/notifications/digest.ts'
import { noticesLoop } from '../../src/app/notifications/index.ts'
import { postLetters } from '../../src/app/outbox/index.ts'
import { type Route, route } from '../../src/kernel/route.ts'
import { DEEDS, settle } from './deeds.ts'
import { COMPANY, type Deed, LATIN, MARK, MINUTES, openTown, type Person, type Town } from './town.ts'

const PERSONAL = [MARK, LATIN, String(MINUTES)]
const MARKS = [...PERSONAL, COMPANY]

const escaped = (mark: string) => [...mark].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')

/** The marks that stand in a text, however they are written there. */
function marksIn(text: string, marks: readonly string[] = MARKS): string[] {
  const lower = text.toLowerCase()
  return marks.filter((mark) =>
    [
      mark,
      encodeURIComponent(mark),
      escaped(mark),
      Buffer.from(mark).toString('base64').replace(/=+$/, '').slice(0, -1),
    ].some((written) => lower.includes(written.toLowerCase())),
  )
}

/** Routes with the mistakes that this test is there for. */
const careless = (town: () => Town): Route[] => [
  route({
    method: 'POST',
    path: '/api/careless',
    tag: 'test',
    summary: 'Fails with a name in its message',
    may: 'accounts.write',
    body: z.object({ name: z.string() }),
    response: z.object({}),
    handler: async ({ body }) => {
      throw new Error(`no company is called ${body.name}`)
    },
  }),
  route({
    method: 'POST',
    path: '/api/unlucky',
    tag: 'test',
    summary: 'Fails by what the database says of a row',
    may: 'accounts.write',
    response: z.object({}),
    handler: async () => {
      await town().house.db.transaction({ vendor: true }, (tx) =>
        tx.query(
          `insert into identity.users (id, name, email, created_at)
           select gen_random_uuid(), name, email, created_at from identity.users limit 1`,
        ),
      )
      return {}
    },
  }),
]

/** The same request of somebody else, who knows the ids and none of the names. */
function byStranger({ path, body, type }: Deed, stranger: Person): Deed {
  const clean = (text: string) =>
    text
      .replaceAll(MARK, '他人')
      .replaceAll(LATIN, 'else')
      .replaceAll(COMPANY, '他社')
      .replaceAll(String(MINUTES), '30')
  const cleaned = Buffer.isBuffer(body)
    ? Buffer.from(clean(body.toString('utf8')))
    : body === undefined
      ? undefined
      : JSON.parse(clean(JSON.stringify(body)))
  return { path: clean(path), body: cleaned, token: stranger.token, ...(type !== undefined && { type }) }
}

/** Searches and slips, as people and programs make them. */
const SLIPS: [string, Deed][] = [
  ['GET', { path: `/api/accounts?q=${encodeURIComponent(COMPANY)}` }],
  ['GET', { path: `/api/members?account=${encodeURIComponent(MARK)}` }],
  ['GET', { path: `/api/${LATIN}@${LATIN}.example?name=${encodeURIComponent(MARK)}` }],
  ['GET', { path: `/${encodeURIComponent(MARK)}/%zz` }],
  ['GET', { path: `/api/accounts/${encodeURIComponent(MARK)}` }],
  ['POST', { path: '/api/accounts', body: { name: { [MARK]: MARK }, prefecture: MARK } }],
  ['POST', { path: '/api/accounts', body: Buffer.from(`{"name":"${MARK}`), type: 'application/json' }],
  ['POST', { path: '/api/auth/sign-in', token: null, body: { email: `${LATIN}@x.example`, password: LATIN } }],
  [
    'POST',
    { path: '/api/imports?kind=accounts', body: Buffer.from(`名前,${MARK}\r\n${MARK},x\r\n`), type: 'text/csv' },
  ],
  ['POST', { path: '/api/unlucky' }],
]

let town: Town
let stranger: Person
const heard: { name: string; marks: string[] }[] = []
beforeAll(async () => {
  town = await openTown({ log: true, more: careless(() => town) })
  const account = await town.make('/api/accounts', { name: '他社', prefecture: '東京都' })
  stranger = await town.person('customer', 'promotion', { accountId: account })
  await town.house.db.transaction({ vendor: true }, (tx) =>
    tx.query("update identity.users set name = '他人', email = 'else@else.example' where id = $1", [stranger.userId]),
  )
  town.house.identity.forget(null)
})
afterAll(() => town.close())

const logged = () => town.lines.join('')
const letters = () =>
  town.house.db.read({ vendor: true }, (tx) =>
    tx.query<{ kind: string; channel: string; toVendor: boolean; said: string }>(
      `select o.kind, o.channel, concat_ws(' ', o.subject, o.text, o.unsubscribe, o.fault) as said,
         exists (select from identity.users u join identity.memberships m on m.user_id = u.id and m.side = 'vendor'
           left join app.webhooks w on w.user_id = u.id
           where u.email = o.recipient or w.id::text = o.recipient) as "toVendor"
       from app.outbox o`,
    ),
  )

describe('what is personal', () => {
  test('is lived with through every address', async () => {
    const everything = { inApp: true, mail: 'once', slack: true, teams: true }
    for (const kind of [
      'session-booked',
      'session-moved',
      'session-cancelled',
      'session-completed',
      'adjustment-waiting',
    ])
      await town.admin.ask('POST', '/api/notices/choices', { kind, ...everything })
    for (const [name, make] of Object.entries(DEEDS)) {
      const deed = await make(town)
      if (deed.token !== null) {
        const answer = await town.run(name, byStranger(deed, stranger))
        heard.push({ name, marks: marksIn(JSON.stringify(answer.body)) })
      }
      await town.run(name, deed)
      await settle(town)
    }
    for (const [method, deed] of SLIPS) await town.run(method, deed)
    const { db, clock, services, telling, catalogues } = town.house
    const signal = new AbortController().signal
    await noticesLoop({ db, clock, zone: catalogues.timeZone, telling }).round(signal)
    town.at('2025-04-02T08:00')
    await sendDigests(services, telling, signal)
  }, 120_000)

  test('is in no line of the log', () => {
    expect(town.lines.length).toBeGreaterThan(Object.keys(DEEDS).length)
    expect(logged()).toContain('"err"')
    expect(town.lines.filter((line) => marksIn(line).length > 0)).toEqual([])
  })

  test('is in no letter or message; the vendor’s own people read which customer it is about', async () => {
    const all = await letters()
    expect(new Set(all.map(({ channel }) => channel))).toEqual(new Set(['mail', 'slack']))
    expect(all.filter(({ toVendor }) => !toVendor).length).toBeGreaterThan(10)
    const told = all.map(({ kind, channel, toVendor, said }) => ({
      letter: `${kind} by ${channel}`,
      marks: marksIn(said, toVendor || kind === 'invitation' ? PERSONAL : MARKS),
    }))
    expect(told.filter(({ marks }) => marks.length > 0)).toEqual([])
  })

  test('is in no answer to somebody else', () => {
    expect(heard.length).toBeGreaterThan(60)
    expect(heard.filter(({ marks }) => marks.length > 0)).toEqual([])
  })

  test('is in nothing that is measured or told to whoever operates', async () => {
    const failing = startJobs({
      db: town.house.db,
      clock: town.house.clock,
      log: openLog({ level: 'debug', destination: { write: (line: string) => void town.lines.push(line) } }),
      jobs: [],
      loops: [
        {
          name: 'unlucky',
          every: 60_000,
          round: () =>
            town.house.db.transaction({ vendor: true }, async (tx) => {
              await tx.query('select $1::int', [MARK])
              return null
            }),
        },
      ],
    })
    const jobs = () => town.run('GET', { path: '/api/jobs' })
    await expect.poll(async () => JSON.stringify((await jobs()).body)).toContain('unlucky')
    await failing.stop()
    const [health, told] = [await town.run('GET', { path: '/api/health', token: null }), await jobs()]
    expect(marksIn(JSON.stringify([health.body, told.body]))).toEqual([])
    expect(town.lines.filter((line) => marksIn(line).length > 0)).toEqual([])
  })

  test('is not repeated by the database in its own log', async () => {
    const settings = await town.house.db.read({ vendor: true }, (tx) =>
      tx.query(
        `select name, setting from pg_settings
         where name in ('log_error_verbosity', 'log_min_error_statement', 'log_statement', 'log_parameter_max_length_on_error') order by name`,
      ),
    )
    expect(settings).toEqual([
      { name: 'log_error_verbosity', setting: 'terse' },
      { name: 'log_min_error_statement', setting: 'panic' },
      { name: 'log_parameter_max_length_on_error', setting: '0' },
      { name: 'log_statement', setting: 'none' },
    ])
  })

  test('would be found: in a message of a fault, in a letter, in an answer', async () => {
    const name = `${MARK} ${COMPANY}`
    await town.run('POST', { path: '/api/careless', body: { name } })
    expect(marksIn(town.lines.at(-2)! + town.lines.at(-1)!)).toEqual([MARK, COMPANY])
    await town.house.db.transaction({ vendor: true }, (tx) =>
      postLetters(
        tx,
        [{ to: 'x@x.example', language: 'ja', kind: 'planted', subject: 'x', text: `${name} 様` }],
        town.house.clock.now(),
      ),
    )
    const planted = (await letters()).find(({ kind }) => kind === 'planted')!
    expect(marksIn(planted.said)).toEqual([MARK, COMPANY])
    expect(marksIn(encodeURIComponent(name))).toEqual([MARK, COMPANY])
    expect(marksIn(JSON.stringify({ email: `a@${LATIN.toUpperCase()}.example` }))).toEqual([LATIN])
    expect(marksIn(escaped(MARK))).toEqual([MARK])
  })
})
