/** The server from its start to its end: catalogue, database, first people, pages, the nightly job, and a clean stop. */
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Clock } from '../kernel/clock.ts'
import { type Db, openDb } from '../kernel/transaction.ts'
import { type Catalogues, loadCatalogues } from '../terms/index.ts'
import { createAdministrator } from './administrator.ts'
import { type Application, buildApplication, vocabularyOf } from './application.ts'
import { type Asker, askAdministrator } from './ask.ts'
import { type Closing, openClosing } from './closing.ts'
import { demoState, dropHalfDemo, hasAccounts, markDemo } from './demo/first-run.ts'
import { loadDemo } from './demo/load.ts'
import { registerDemoSignIns } from './demo/routes.ts'
import { type DemoSignIn, demoSignIns } from './demo/sign-ins.ts'
import { STORIES_OF } from './demo/stories.ts'
import { openSealer } from './identity/secret.ts'
import { migrate } from './migrations.ts'
import { listen as hearChanges, openLive, openReach } from './notifications/index.ts'
import { mailSettings, openSmtp } from './outbox/index.ts'
import { playRoutes } from './play-routes.ts'
import { type Provided, provideDatabase } from './postgres/provide.ts'
import { Refusal } from './refusal.ts'
import { installationKey } from './secrets.ts'
import { TERMS_FOLDER } from './services.ts'
import type { StartOptions } from './start-options.ts'
import { startWork } from './work.ts'

export type World = {
  clock: Clock
  log: Logger
  /** A line for whoever started the server. */
  say(line: string): void
  /** Null where nobody sits at a terminal. */
  asker: Asker | null
}

export type Started = {
  address: string
  demoSignIns: DemoSignIn[]
  hasUsers: boolean
  /** Milliseconds that were spent waiting for a person. */
  waited: number
}
export type ServerProcess = { started: Promise<Started>; stop(): Promise<void> }

const PAGES = join(import.meta.dirname, '../../dist')
/** What a request may still take when the end has come. */
const LAST_REQUESTS = 6_000

const WHY_NOT: Record<string, (at: string) => string> = {
  EADDRINUSE: (at) => `${at} is in use by another program: stop that one, or choose another port with --port N`,
  EACCES: (at) => `this user may not listen on ${at}: choose a port above 1023 with --port N`,
  EADDRNOTAVAIL: (at) => `${at} is no address of this machine: change HOST`,
  ENOTFOUND: (at) => `${at} is no address of this machine: change HOST`,
}

function whyNotListening(error: unknown, { host, port }: StartOptions): unknown {
  const why = WHY_NOT[(error as { code?: string }).code ?? '']
  return why ? new Refusal(why(`port ${port} of ${host}`)) : error
}

/** Asked before anything is started, so that a mistake is told at once. */
function mustBeFree(options: StartOptions): Promise<void> {
  const { host, port } = options
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', (error) => reject(whyNotListening(error, options)))
    probe.listen(port, host, () => probe.close(() => resolve()))
  })
}

async function openDatabase(
  options: StartOptions,
  world: World,
  closing: Closing,
): Promise<{ provided: Provided; db: Db }> {
  const provided = await provideDatabase(options.env, (line) => world.log.warn(line))
  await closing.add(provided.stop)
  await migrate(provided.connectionString)
  const db = openDb({ connectionString: provided.connectionString, max: 10 })
  if ((await demoState(db)) !== 'loading') {
    await closing.add(() => db.close())
    return { provided, db }
  }
  await db.close()
  await dropHalfDemo(provided.connectionString)
  await migrate(provided.connectionString)
  const fresh = openDb({ connectionString: provided.connectionString, max: 10 })
  await closing.add(() => fresh.close())
  return { provided, db: fresh }
}

type House = {
  options: StartOptions
  world: World
  closing: Closing
  provided: Provided
  db: Db
  catalogues: Catalogues
  application: Application
}

/** Nobody can sign in yet: demo data, or the first administrator. Answers how long a person was waited for. */
async function welcome({ options, world, closing, provided, db, catalogues, application }: House): Promise<number> {
  const { identity } = application
  if (await identity.hasUsers()) {
    if (options.empty) world.say('--empty changes nothing: people are registered here already.')
    return 0
  }
  const declined = options.empty || (await demoState(db)) === 'none' || (await hasAccounts(db))
  const hasStories = catalogues.latest.data.catalogue === STORIES_OF
  if (!declined && !hasStories) world.say('There is no demo for this catalogue; beginning without.')
  if (!declined && hasStories) {
    world.say('Loading demo data … · デモデータを読み込んでいます …')
    await markDemo(db, world.clock, 'loading')
    const { failures } = await loadDemo({
      ...provided,
      catalogues,
      clock: world.clock,
      identity,
      signal: closing.signal,
    })
    for (const failure of failures) world.log.warn(failure)
    await markDemo(db, world.clock, 'loaded')
    return 0
  }
  await markDemo(db, world.clock, 'none')
  await identity.secondFactor.setRule('required')
  if (world.asker === null) return 0
  const asked = performance.now()
  const person = await askAdministrator(world.asker)
  const waited = performance.now() - asked
  await createAdministrator(identity, person)
  return waited
}

async function listen(server: FastifyInstance, options: StartOptions, closing: Closing): Promise<string> {
  try {
    await server.listen({ host: options.host, port: options.port })
  } catch (error) {
    throw whyNotListening(error, options)
  }
  await closing.add(async () => {
    // Whoever keeps a connection open for nothing, or a request for too long, is let go.
    const timer = setTimeout(() => server.server.closeAllConnections(), LAST_REQUESTS)
    await server.close()
    clearTimeout(timer)
  })
  const address = server.server.address()
  const port = typeof address === 'object' && address ? address.port : options.port
  return `http://${localName(options.host)}:${port}/`
}

const localName = (host: string): string => (['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host) ? 'localhost' : host)

/** Where people reach this installation: what letters name, what passkeys are made for, where providers send back to. */
function siteOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search + url.hash + url.username === '')
    return url.origin
  throw new Refusal(`BANSOU_URL: ${JSON.stringify(text)} is no address: write one such as https://bansou.example.jp`)
}

async function start(options: StartOptions, world: World, closing: Closing): Promise<Started> {
  const { env } = options
  const catalogues = loadCatalogues(env.BANSOU_TERMS || join(TERMS_FOLDER, 'reference'))
  const mail = mailSettings(env)
  const reach = openReach(env.BANSOU_WEBHOOK_HOSTS)
  await mustBeFree(options)
  const { provided, db } = await openDatabase(options, world, closing)
  const hasPages = existsSync(join(PAGES, 'console', 'index.html'))
  let wake = () => {}
  const live = openLive({ db, log: world.log, wake: () => wake() })
  const application = await buildApplication({
    db,
    live,
    reach,
    sendsMail: mail !== null,
    clock: world.clock,
    catalogues,
    log: world.log,
    identity: { sealer: openSealer(await installationKey(env)) },
    ...(env.BANSOU_URL && { address: siteOf(env.BANSOU_URL) }),
    localAddress: `http://${localName(options.host)}:${options.port}`,
    ...(hasPages && { staticDir: PAGES }),
    ...(env.BANSOU_PROXY && { trustProxy: env.BANSOU_PROXY }),
    more: (services) => playRoutes(provided.connectionString, catalogues, vocabularyOf(services.catalogue)),
  })
  const { server, services, identity } = application
  registerDemoSignIns(server, db)
  const waited = await welcome({ options, world, closing, provided, db, catalogues, application })
  const address = await listen(server, options, closing)
  const smtp = mail && openSmtp(mail)
  const { telling } = application
  const work = startWork({ services, identity, log: world.log, telling, secrets: identity.sealer, reach, smtp })
  wake = () => work.wake('notices')
  const hearing = hearChanges(provided.connectionString, world.log, live.hear)
  await closing.add(async () => {
    await Promise.all([work.stop(), hearing.stop()])
    await smtp?.close()
  })
  await server.inject({ method: 'GET', url: hasPages ? '/sign-in' : '/api/health' })
  const isDemo = (await demoState(db)) === 'loaded'
  return {
    address,
    demoSignIns: isDemo ? await db.read({ vendor: true }, demoSignIns) : [],
    hasUsers: await identity.hasUsers(),
    waited,
  }
}

/** Starts; `stop` ends it at any moment, also while it starts. A start that fails has closed what it opened. */
export function startServer(options: StartOptions, world: World): ServerProcess {
  const closing = openClosing()
  const started = start(options, world, closing)
  started.catch(() => closing.closeAll())
  return {
    started,
    async stop() {
      await closing.closeAll()
      // What was being opened meanwhile is closed as it arrives.
      await started.catch(() => undefined)
    },
  }
}
