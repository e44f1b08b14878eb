/** The house's rules about its own code, each a question to a tree. */
import { posix } from 'node:path'
import { type Fault, isCode, isTest, type Tree, withoutComments } from './tree.ts'

const FACTS = ['terms', 'calendar', 'people']
const BOOKS = ['ledger', 'charges', 'notices']
const UNDER_CONTRACTS = ['kernel', ...FACTS, ...BOOKS]
const UNDER_SERVICES = [...UNDER_CONTRACTS, 'contracts']
const SERVICES = ['sessions', 'intake', 'desk']

/** Who may import whom; a room that is not in this table may not exist. `app` wires everything, through the doors. */
const BELOW: Record<string, readonly string[]> = {
  kernel: [],
  terms: ['kernel'],
  calendar: ['kernel'],
  people: ['kernel'],
  ledger: ['kernel'],
  charges: ['kernel'],
  notices: ['kernel', 'people'],
  contracts: UNDER_CONTRACTS,
  sessions: UNDER_SERVICES,
  intake: UNDER_SERVICES,
  desk: UNDER_SERVICES,
  success: [...UNDER_SERVICES, ...SERVICES],
  integration: [...UNDER_SERVICES, ...SERVICES],
}
const ROOMS = [...Object.keys(BELOW), 'app']

const roomOf = (file: string): string | null => /^src\/([^/]+)\//.exec(file)?.[1] ?? null

const IMPORT = /(?:from|import)\s*\(?\s*'(\.[^']+)'/g
export function* importsOf(file: string, text: string): Generator<string> {
  for (const m of withoutComments(text).matchAll(IMPORT)) yield posix.join(posix.dirname(file), m[1]!)
}

/** Calls go down the steps, and into another room only by its door. */
export function importsGoDown(tree: Tree): Fault[] {
  const faults: Fault[] = []
  for (const [file, text] of tree) {
    const room = roomOf(file)
    if (room === null || !isCode(file) || isTest(file)) continue
    if (!ROOMS.includes(room))
      faults.push({ file, what: `the room "${room}" is not in the table of rooms; put it at its step` })
    for (const target of importsOf(file, text)) {
      const other = roomOf(target)
      if (other === room) continue
      if (target === 'package.json') continue
      if (other === null)
        faults.push({ file, what: `imports ${target}, which is outside src; the server needs none of it` })
      else if (room !== 'app' && !BELOW[room]?.includes(other))
        faults.push({
          file,
          what: `${room} imports ${other}; it may import ${BELOW[room]?.join(', ') || 'no other room'}. A cause above is a reaction (src/app/reactions.ts)`,
        })
      else if (other !== 'kernel' && target !== `src/${other}/index.ts`)
        faults.push({ file, what: `imports ${target}; go through src/${other}/index.ts` })
    }
  }
  return faults
}

/** The front ends talk HTTP like any other client. */
export function webStandsAlone(tree: Tree): Fault[] {
  const faults: Fault[] = []
  for (const [file, text] of tree) {
    if (!file.startsWith('web/') || !isCode(file)) continue
    for (const target of importsOf(file, text)) {
      if (!target.startsWith('web/'))
        faults.push({ file, what: `imports ${target}; the front ends import nothing of the server` })
      const [here, there] = [file, target].map((f) => /^web\/(console|portal)\//.exec(f)?.[1])
      if (there !== undefined && here !== there)
        faults.push({
          file,
          what: `imports ${target}; the two front ends share web/ui, web/api and web/i18n, not each other`,
        })
    }
  }
  return faults
}

/** model ← rules ← commands, queries ← routes: the pure files know no database, no HTTP, no clock. */
export function pureFilesArePure(tree: Tree): Fault[] {
  const faults: Fault[] = []
  const forbidden = ['kernel/transaction.ts', 'kernel/route.ts', 'kernel/shapes.ts', 'kernel/idempotency.ts']
  for (const [file, text] of tree) {
    const name = posix.basename(file)
    const pure = /^(model|rules|timeline)\.ts$/.test(name) || file.includes('/rules/')
    if (!pure || isTest(file) || roomOf(file) === 'app') continue
    for (const target of importsOf(file, text)) {
      if (forbidden.some((f) => target.endsWith(f)))
        faults.push({ file, what: `imports ${target}; ${name} is pure: load before, decide here, write after` })
      if (
        /\/(commands|queries|routes|store|facts|booking|changes)\.ts$/.test(target) &&
        roomOf(target) === roomOf(file)
      )
        faults.push({ file, what: `imports ${target}; the order is model ← rules ← commands, queries ← routes` })
    }
  }
  return faults
}

/** routes.ts is the only file of a room that speaks HTTP. */
export function onlyRoutesSpeakHttp(tree: Tree): Fault[] {
  const faults: Fault[] = []
  for (const [file, text] of tree) {
    const room = roomOf(file)
    if (room === null || room === 'kernel' || room === 'app' || isTest(file) || !isCode(file)) continue
    if (posix.basename(file) === 'routes.ts' || /routes\//.test(file)) continue
    if (/\broute\(\{/.test(withoutComments(text)))
      faults.push({ file, what: 'declares a route; routes live in routes.ts' })
    for (const target of importsOf(file, text))
      if (target.endsWith('/routes.ts') && posix.basename(file) !== 'index.ts')
        faults.push({ file, what: `imports ${target}; nothing stands above the routes` })
  }
  return faults
}

/** Every room but the kernel has a schema of its name; the app has one more, of those who may sign in. */
const SCHEMAS = [...ROOMS.filter((room) => room !== 'kernel'), 'identity']
const TABLE = /\b(?:from|join|into|update|table|references|on)\s+(?:only\s+)?([a-z]+)\.[a-z_]+/gi
/** The stated exceptions: views over several rooms; the audit, which seals and proves the rows of others as they lie; the keys of commands. */
const MAY_READ_ALL = [/^src\/app\/views\//, /^src\/app\/audit\//, /^src\/kernel\/migrations\//]
const OWN: Record<string, readonly string[]> = { app: ['app', 'identity'], kernel: ['app'] }

/** A room's SQL names its own schema. */
export function sqlStaysInItsRoom(tree: Tree): Fault[] {
  const faults: Fault[] = []
  for (const [file, text] of tree) {
    const room = roomOf(file)
    if (room === null || isTest(file) || MAY_READ_ALL.some((e) => e.test(file))) continue
    const source = file.endsWith('.sql') ? text.replace(/--[^\n]*/g, '') : withoutComments(text)
    for (const m of source.matchAll(TABLE)) {
      const schema = m[1]!.toLowerCase()
      if (SCHEMAS.includes(schema) && schema !== room && !OWN[room]?.includes(schema))
        faults.push({ file, what: `its SQL names ${m[0].trim()}; ask ${schema}'s room, or read in src/app/views` })
    }
  }
  return faults
}

type Banned = { word: RegExp; instead: string; except?: RegExp; only?: RegExp }

const BANNED: Banned[] = [
  {
    word: /\bnew Date\b|\bDate\.(now|parse|UTC)\b/,
    instead: 'take the moment as an argument, or civil.ts; the clock is src/kernel/clock.ts',
    except: /^src\/kernel\/clock(\.test)?\.ts$|^src\/kernel\/transaction\.test\.ts$|^web\/i18n\/zone\.ts$/,
    only: /^(src|web)\//,
  },
  { word: /\bset_config\s*\(/, instead: 'SET LOCAL with a checked id (src/kernel/transaction.ts)', only: /^src\// },
  { word: /\bnow\(\)(?=[^)]*['"`])|\bcurrent_timestamp\b/i, instead: 'pass the moment as a parameter', only: /\.sql$/ },
  { word: /\bon delete set null\b/i, instead: 'cascade or restrict', only: /\.sql$/ },
  { word: /\bcreate trigger\b/i, instead: 'the application writes it in the same transaction', only: /\.sql$/ },
  {
    word: /\bconsole\.log\b/,
    instead: "the logger, or the command line's out",
    except: /\.test\.ts$/,
    only: /^(src|web)\//,
  },
  {
    word: /\b(it|test|describe)\.(skip|only|todo)\b/,
    instead: 'a listed expectation that fails when it passes',
    only: /^(src|web|test)\//,
  },
  { word: /\b(TO[D]O|FIX[M]E|X{3})\b/, instead: 'an issue', only: /^(src|web|test|tools|bench)\// },
  { word: /@ts-(ignore|nocheck|expect-error)/, instead: 'the right type', only: /^(src|web|test|tools|bench)\// },
  {
    word: /\bsansan\b|\beight\b(?= ?(export|app))|docusign/i,
    instead: 'a neutral word; names stand in the reference catalogue and in adapters',
    except: /^terms\/reference\/|\/adapters\//,
  },
]

/** Words that are not used here, with what is used instead. */
export function bannedWords(tree: Tree): Fault[] {
  const faults: Fault[] = []
  for (const [file, text] of tree) {
    if (file.startsWith('test/architecture/')) continue
    for (const { word, instead, except, only } of BANNED) {
      if ((only && !only.test(file)) || except?.test(file)) continue
      const m = word.exec(text)
      if (m) faults.push({ file, what: `"${m[0]}" is not used here; use ${instead}` })
    }
  }
  return faults
}

/** Names and sizes: kebab-case, named by content, a room with its door and its README, READMEs that are read. */
export function namesAndSizes(tree: Tree): Fault[] {
  const faults: Fault[] = []
  const rooms = new Set<string>()
  for (const [file, text] of tree) {
    const name = posix.basename(file)
    const room = roomOf(file)
    if (room !== null) rooms.add(room)
    if (/^(utils?|helpers?|common|misc|manager)\b/.test(name))
      faults.push({ file, what: 'is named by nothing; name it by what it holds' })
    if (isCode(file) && !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.(tsx?|mjs)$/.test(name))
      faults.push({ file, what: 'is not kebab-case' })
    if (isCode(file) && !isTest(file) && text.split('\n').length > 400)
      faults.push({ file, what: `has ${text.split('\n').length} lines: more than one idea lives there` })
    if (/^src\/[^/]+\/README\.md$/.test(file) && text.split('\n').length > 150)
      faults.push({ file, what: 'has more than 150 lines' })
  }
  for (const room of rooms) {
    if (!tree.has(`src/${room}/README.md`))
      faults.push({
        file: `src/${room}`,
        what: 'has no README.md: what it means, its words, its invariants, what it does not own',
      })
    if (room !== 'kernel' && room !== 'app' && !tree.has(`src/${room}/index.ts`))
      faults.push({ file: `src/${room}`, what: 'has no index.ts, the only door' })
  }
  return faults
}
