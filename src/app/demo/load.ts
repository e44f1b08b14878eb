/** Plays the demo's stories into the database, through the same routes, each with the clock of its own days. */
import { randomBytes } from 'node:crypto'
import type { CivilDate } from '../../kernel/civil.ts'
import { type Clock, civilAt, type Instant, instantOf, settableClock } from '../../kernel/clock.ts'
import { must } from '../../kernel/failure.ts'
import { newId } from '../../kernel/ids.ts'
import { openDb } from '../../kernel/transaction.ts'
import type { Catalogues } from '../../terms/index.ts'
import { NOBODY, openActors } from '../actors.ts'
import { type Application, buildApplication } from '../application.ts'
import { turnAccountThrough } from '../day-turning.ts'
import type { Identity } from '../identity/identity.ts'
import type { Scenario, Stage } from '../scenario/index.ts'
import { playScenario } from '../scenario/play.ts'
import { settlePeople } from './company-people.ts'
import { bringNews } from './news.ts'
import { sendPapers } from './papers.ts'
import { createSignIns } from './sign-ins.ts'
import { readStories } from './stories.ts'

export type LoadOptions = {
  connectionString: string
  /** Whether the database is ours alone, so that its waits for the disk may be left out meanwhile. */
  embedded: boolean
  catalogues: Catalogues
  /** The present, from which the stories' days are counted. */
  clock: Clock
  /** The server's own, which keeps the sign-ins. */
  identity: Identity
  signal?: AbortSignal
}
/** `failures` says which steps did not come out as their story expects; what they made stands all the same. */
export type Loaded = { stories: number; steps: number; failures: string[] }

/** Stories told at the same time: while one waits for the database another goes on. */
const SIDE_BY_SIDE = 4
const CENTURY = 100 * 365 * 86_400_000
/** Signing in must be real, not slow: nobody learns these passwords, and whoever has them is gone in the end. */
const CHEAP = { log2N: 4, r: 1, p: 1 }
/** Steps that a story puts into one minute follow each other, or what they wrote would have no order. */
const APART = 2_000

/** The whole application with a clock of its own, on the common database. */
type Teller = Application & { clock: ReturnType<typeof settableClock>; close(): Promise<void> }

async function openTeller({ connectionString, embedded, catalogues }: LoadOptions): Promise<Teller> {
  const url = new URL(connectionString)
  if (embedded) url.searchParams.set('options', '-c synchronous_commit=off')
  const db = openDb({ connectionString: url.href, max: 2 })
  const clock = settableClock(instantOf({ date: '2000-01-01', minute: 0 }, catalogues.timeZone))
  const application = await buildApplication({
    db,
    clock,
    catalogues,
    identity: { passwordCost: CHEAP, lasts: CENTURY, secondFactor: 'off' },
  })
  const close = async () => {
    await application.server.close()
    await db.close()
  }
  return { ...application, clock, close }
}

/** What one run of the loader knows: the people of the stories, in whose name steps are taken, and what was made. */
type Backstage = {
  zone: string
  today: CivilDate
  signal: AbortSignal | undefined
  /** Answers of POST /api/staff by name: a person who appears in many stories is made once. */
  people: Map<string, { id: string }>
  /** Tokens by the handle of the person; '' is whoever acts where a story has no responsible person. */
  tokens: Map<string, string>
  staff: Map<string, string>
  accounts: Map<string, string>
}

const LOADER = 'demo.invalid'

/** Somebody who acts in the stories, signed in through the route. */
async function signInAs({ identity, server }: Teller, name: string): Promise<string> {
  const credentials = {
    email: `${randomBytes(8).toString('hex')}@${LOADER}`,
    password: randomBytes(24).toString('base64url'),
  }
  await identity.createUser({ ...credentials, name, side: 'vendor', roles: ['admin'] })
  const answer = await server.inject({ method: 'POST', url: '/api/auth/sign-in', payload: credentials })
  return must(
    answer.cookies.find((c) => c.name === 'bansou_session'),
    `a cookie from the sign-in, which answered ${answer.statusCode}`,
  ).value
}

const dismissActors = ({ services }: Teller): Promise<unknown> =>
  services.db.transaction({ vendor: true }, (tx) =>
    tx.query('delete from identity.users where email like $1', [`%@${LOADER}`]),
  )

/** A stage that plays into the common database. The books are turned on every day that the story passes. */
function stageFor(
  teller: Teller,
  token: string,
  backstage: Backstage,
): Stage & { made(): string | null; finish(): Promise<void> } {
  const { zone, people } = backstage
  const actors = openActors(teller, LOADER)
  let account: string | null = null
  let [last, sameMinute, made] = [0, 0, null as string | null]
  // The day that the books were turned to, and the next one on which something happens: unknown after an agreement.
  let [day, due] = ['', '' as CivilDate | null]
  async function turnTo(next: CivilDate): Promise<void> {
    if (account !== null && due !== null && next >= due)
      due = await turnAccountThrough(teller.services, account, day, next)
    day = next
  }
  return {
    zone,
    async setClock(at: Instant) {
      backstage.signal?.throwIfAborted()
      sameMinute = at === last ? sameMinute + 1 : 0
      last = at
      await turnTo(civilAt(at, zone).date)
      teller.clock.set(at + sameMinute * APART)
    },
    async request(method, path, body, as) {
      const bearer = as === undefined ? token : await actors.tokenOf(as)
      if (bearer === null) return NOBODY
      const isStaff = method === 'POST' && path === '/api/staff'
      const known = isStaff ? people.get(String(body?.name)) : undefined
      if (known) return { status: 201, body: known }
      const headers = {
        authorization: `Bearer ${bearer}`,
        'accept-language': 'ja',
        ...(method === 'POST' && { 'idempotency-key': newId(teller.clock.now()) }),
      }
      const answer = await teller.server.inject({ method, url: path, headers, ...(body && { payload: body }) })
      const read = answer.body === '' ? null : answer.json()
      if (answer.statusCode === 201) made = (read as { id?: string }).id ?? null
      if (isStaff && made !== null) people.set(String(body?.name), read)
      if (method === 'POST' && path === '/api/accounts' && made !== null) account = made
      if (method === 'POST' && !path.startsWith('/api/sessions')) due = ''
      return { status: answer.statusCode, body: read }
    },
    made: () => made,
    finish: () => turnTo(backstage.today),
    close: async () => undefined,
  }
}

async function tell(scenario: Scenario, teller: Teller, backstage: Backstage): Promise<string[]> {
  const opening = scenario.steps.find((s) => s.do === 'contract.open')?.with.responsible
  const token =
    backstage.tokens.get(String(opening ?? '')) ??
    must(backstage.tokens.get(''), 'somebody who acts where nobody is named')
  const stage = stageFor(teller, token, backstage)
  const { result, problem } = await playScenario(scenario, async () => stage, {
    step({ do: action, with: fields, ok }) {
      if (!ok || stage.made() === null) return
      if (action === 'staff.create') backstage.staff.set(String(fields.staff), stage.made()!)
      if (action === 'account.create') backstage.accounts.set(String(fields.account), stage.made()!)
    },
  })
  await stage.finish()
  const broken = result.steps
    .filter((s) => !s.ok)
    .map((s) => `${scenario.name}: step ${s.step} ${s.do} at ${s.at}: ${s.failures.join('; ')}`)
  return problem ? [...broken, `${scenario.name}: step ${problem.step}: ${problem.text.en}`] : broken
}

async function tellAll(scenarios: Scenario[], tellers: Teller[], backstage: Backstage): Promise<string[]> {
  const waiting = [...scenarios]
  const told = await Promise.all(
    tellers.map(async (teller) => {
      const failures: string[] = []
      for (let next = waiting.shift(); next; next = waiting.shift())
        failures.push(...(await tell(next, teller, backstage)))
      return failures
    }),
  )
  return told.flat()
}

/** One correction of the ledger waits for whoever tries the demo. */
async function leaveCorrection(
  { server, clock }: Teller,
  { accounts, tokens }: Backstage,
  now: Instant,
): Promise<void> {
  clock.set(now - 3 * 3_600_000)
  const headers = { authorization: `Bearer ${tokens.get('kisaragi')}`, 'accept-language': 'ja' }
  const account = await server.inject({ url: `/api/accounts/${accounts.get('kakuu')}`, headers })
  const [contract] = (account.json() as { contracts?: { id: string }[] }).contracts ?? []
  const payload = {
    contractId: contract?.id,
    allowance: 'meetings',
    minutes: 30,
    reason: '弊社の回線の不調で、打ち合わせが途中で切れたため',
  }
  const asked = await server.inject({ method: 'POST', url: '/api/ledger/adjustments', headers, payload })
  must(asked.statusCode === 201, `a correction that waits, not ${asked.body}`)
}

/** Loads the whole demo into a database without accounts. A load that ends early leaves a part of it. */
export async function loadDemo(options: LoadOptions): Promise<Loaded> {
  const { catalogues, clock, identity, signal } = options
  const today = civilAt(clock.now(), catalogues.timeZone).date
  const { people, stories } = readStories(catalogues.on(today), today)
  const tellers = await Promise.all(Array.from({ length: SIDE_BY_SIDE }, () => openTeller(options)))
  try {
    const [first] = tellers
    const director = must(first, 'at least one teller')
    const backstage: Backstage = {
      zone: catalogues.timeZone,
      today,
      signal,
      people: new Map(),
      tokens: new Map(),
      staff: new Map(),
      accounts: new Map(),
    }
    backstage.tokens.set('', await signInAs(director, '綾瀬 理央'))
    const failures = await tell(people, director, backstage)
    director.clock.set(instantOf({ date: '2000-01-01', minute: 0 }, catalogues.timeZone))
    for (const step of people.steps.filter((s) => s.do === 'staff.create')) {
      backstage.tokens.set(String(step.with.staff), await signInAs(director, String(step.with.name)))
    }
    failures.push(...(await tellAll(stories, tellers, backstage)))
    await createSignIns(identity, backstage, clock.now())
    const { zone } = backstage
    await settlePeople(director.services.db, backstage, { now: clock.now(), today, zone })
    await bringNews(director.services.db, backstage, { now: clock.now(), zone })
    await leaveCorrection(director, backstage, clock.now())
    director.clock.set(clock.now())
    const csm = must(backstage.tokens.get('aoba'), 'a person who answers for customers')
    await sendPapers(director.server, csm, backstage.accounts, today)
    await dismissActors(director)
    return { stories: stories.length, steps: stories.reduce((sum, s) => sum + s.steps.length, 0), failures }
  } finally {
    await Promise.all(tellers.map((t) => t.close()))
  }
}
