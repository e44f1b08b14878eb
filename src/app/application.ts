/** The whole application on a database: rooms, routes, words, sign-in. What the server, the player and the tests run. */
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { calendarRoutes, japaneseDayNames } from '../calendar/index.ts'
import { contractRoutes } from '../contracts/index.ts'
import { intakeRoutes } from '../intake/index.ts'
import { mayOf, seenOf } from '../kernel/access.ts'
import { type Clock, formatInstant } from '../kernel/clock.ts'
import type { Route } from '../kernel/route.ts'
import type { Db } from '../kernel/transaction.ts'
import { peopleRoutes } from '../people/index.ts'
import { sessionRoutes } from '../sessions/index.ts'
import { type Catalogue, type Catalogues, type ScenarioEntry, scenariosUnder, termsRoutes } from '../terms/index.ts'
import { agreementRoutes } from './agreements/routes.ts'
import { auditRoutes } from './audit/index.ts'
import { documentRoutes } from './documents/routes.ts'
import { buildServer } from './http/server.ts'
import type { Describe } from './http/sign-in.ts'
import { portalViewRoutes } from './http/viewing.ts'
import { type Identity, openIdentity } from './identity/identity.ts'
import { identityRoutes } from './identity/routes.ts'
import { jobRoutes } from './jobs/index.ts'
import { registerInvitations } from './members/accepting-routes.ts'
import { nameOf } from './members/organisations.ts'
import { memberRoutes } from './members/routes.ts'
import { type Live, noticeRoutes, openReach, type Reach, type Telling } from './notifications/index.ts'
import { outboxRoutes } from './outbox/index.ts'
import { permissionRoutes } from './permissions.ts'
import { buildServices, calendarConfig, SCENARIOS_FOLDER, type Services } from './services.ts'
import { importRoutes } from './transfer/import/routes.ts'
import { viewRoutes } from './views/routes.ts'
import type { Vocabulary } from './words/arguments.ts'

export type Application = {
  server: FastifyInstance
  services: Services
  identity: Identity
  /** What telling people needs to know. */
  telling: Telling
}

export type ApplicationOptions = {
  db: Db
  clock: Clock
  catalogues: Catalogues
  staticDir?: string
  /** Where the pages are reached from outside; what links in mails begin with, and what passkeys are made for. */
  address?: string
  /** What links in mails begin with where `address` is left out: a request's own could be made up by whoever sends it. */
  localAddress?: string
  /** Tells open screens what changed; left out: they ask now and then. */
  live?: Live
  /** How webhooks are reached. */
  reach?: Reach
  /** Whether letters are sent, or wait in the outbox for somebody to see to them. */
  sendsMail?: boolean
  log?: Logger
  /** Addresses of the proxies whose X-Forwarded-* are believed. */
  trustProxy?: string
  checkResponses?: boolean
  /** Cheap passwords for throw-away databases. */
  identity?: Partial<Parameters<typeof openIdentity>[0]>
  /** Routes of the application itself, such as the player's. */
  more?: (services: Services) => Route[]
}

/** A national holiday, which decisions name in Japanese, in another language. */
function dayNameIn(name: string, language: string): string | null {
  const words = japaneseDayNames.get(name)
  return words === undefined || typeof words === 'string' ? null : (words[language] ?? null)
}

/** The catalogue's own names, for the sentences of answers. */
export function vocabularyOf(catalogue: () => Catalogue): Vocabulary {
  return {
    name: (id, language) => {
      const { plans, addOns, options, offices, kinds, places, allowances, regions } = catalogue().data
      const region = language === 'ja' ? undefined : regions.find((r) => r.name === id)
      if (region) return region.names[language] ?? null
      const named = plans[id] ?? addOns[id] ?? options[id] ?? offices[id] ?? kinds[id] ?? places[id] ?? allowances[id]
      return named?.name[language] ?? dayNameIn(id, language)
    },
    unit: (allowance) => catalogue().data.allowances[allowance]?.unit ?? 'count',
  }
}

let stories: readonly ScenarioEntry[] | null = null
/** Read once: the player builds an application for every story. */
function storiesThatComeAlong(): readonly ScenarioEntry[] {
  stories ??= scenariosUnder(SCENARIOS_FOLDER, ['demo'])
  return stories
}

/** The words and lists of the catalogue in force, which forms are made of. */
function catalogueCard(catalogue: Catalogue) {
  const { data } = catalogue
  const named = <T extends { name: Record<string, string> }>(all: Record<string, T>) =>
    Object.entries(all).map(([id, x]) => ({ id, name: x.name }))
  return {
    id: data.catalogue,
    name: data.name,
    version: data.version,
    currency: data.currency,
    timeZone: data.timeZone,
    languages: data.languages,
    plans: Object.entries(data.plans).map(([id, p]) => ({
      id,
      name: p.name,
      rank: p.rank,
      renews: p.period.renews,
      months: p.period.value,
      aliases: p.aliases?.value ?? [],
    })),
    addOns: Object.entries(data.addOns).map(([id, a]) => ({
      id,
      name: a.name,
      rule: a.period.rule,
      connection: a.connection !== undefined,
      namesOptions: a.namesOptions !== undefined,
      languages: a.languages?.value ?? [],
      bookable: a.support !== null,
    })),
    options: named(data.options),
    offices: named(data.offices),
    kinds: named(data.kinds),
    places: Object.entries(data.places).map(([id, p]) => ({ id, name: p.name, remote: p.remote, travels: p.travels })),
    allowances: Object.entries(data.allowances).map(([id, a]) => ({ id, name: a.name, unit: a.unit })),
    hours: Object.entries(data.hours).map(([id, h]) => ({ id, days: h.days, windows: h.windows })),
    prefectures: data.regions.map((r) => r.name),
    regions: data.regions,
  }
}

export async function buildApplication(options: ApplicationOptions): Promise<Application> {
  const { db, clock, catalogues } = options
  const services = buildServices(db, clock, catalogues)
  const identity = openIdentity({ db, clock, ...options.identity })
  const vocabulary = vocabularyOf(services.catalogue)
  const words = () => ({
    regions: services.catalogue().data.regions,
    offices: Object.keys(services.catalogue().data.offices),
    kinds: Object.keys(services.catalogue().data.kinds),
    languages: services.catalogue().data.languages,
    timeZone: catalogues.timeZone,
  })
  const describe: Describe = async ({ userId, staffIds: _, ...user }, language) => {
    return {
      user: { id: userId, ...user },
      may: user.viewedBy === null ? mayOf(user.side, user.roles) : seenOf(mayOf(user.side, user.roles)),
      language,
      now: formatInstant(clock.now(), catalogues.timeZone),
      today: services.today(),
      catalogue: catalogueCard(services.catalogue()),
    }
  }
  const address = (options.address ?? options.localAddress ?? 'http://localhost:4100').replace(/\/+$/, '')
  const people = { db, clock, zone: catalogues.timeZone, identity, vocabulary: words }
  const routes = [
    ...peopleRoutes({ db, clock, vocabulary: words }),
    ...calendarRoutes({
      db,
      clock,
      calendar: () => ({ config: calendarConfig(services.catalogue()), timeZone: catalogues.timeZone }),
    }),
    ...termsRoutes({ catalogues, clock, scenarios: storiesThatComeAlong() }),
    ...contractRoutes(services),
    ...sessionRoutes(services),
    ...intakeRoutes(services),
    ...viewRoutes(services, vocabulary),
    ...agreementRoutes(services, vocabulary),
    ...documentRoutes(services, vocabulary),
    ...portalViewRoutes(services),
    ...permissionRoutes(),
    ...auditRoutes(services),
    ...identityRoutes({
      identity,
      clock,
      zone: catalogues.timeZone,
      organisationName: (of) => db.read({ vendor: true }, (tx) => nameOf(tx, of)),
    }),
    ...memberRoutes({ ...people, version: () => services.catalogue().data.version, address: () => address }),
    ...importRoutes({ db, clock, catalogues, vocabulary }),
    ...outboxRoutes(services, () => options.sendsMail ?? false),
    ...jobRoutes(services),
    ...noticeRoutes({
      db,
      clock,
      zone: catalogues.timeZone,
      vocabulary,
      secrets: identity.sealer,
      hosts: (options.reach ?? openReach()).hosts,
    }),
    ...(options.more?.(services) ?? []),
  ]
  const server = await buildServer({
    services: { db, clock },
    routes,
    identity,
    describe,
    vocabulary,
    ...(options.staticDir ? { staticDir: options.staticDir } : {}),
    ...(options.log ? { log: options.log } : {}),
    ...(options.live ? { watch: options.live.watch } : {}),
    ...(options.trustProxy ? { trustProxy: options.trustProxy } : {}),
    ...(options.address ? { site: address } : {}),
    siteOfLetters: address,
    zone: catalogues.timeZone,
    checkResponses: options.checkResponses ?? false,
  })
  registerInvitations(server, { ...people, passwordCost: options.identity?.passwordCost })
  options.live?.register(server, identity)
  return { server, services, identity, telling: { vocabulary, base: () => address } }
}
