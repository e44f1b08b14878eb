/** The application as `npm start` runs it, access log included, on a database that the bench provides. */
import { mkdtempSync, openSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { buildApplication } from '../src/app/application.ts'
import { openLog } from '../src/app/http/log.ts'
import { TERMS_FOLDER } from '../src/app/services.ts'
import { systemClock } from '../src/kernel/clock.ts'
import { must } from '../src/kernel/failure.ts'
import { openDb } from '../src/kernel/transaction.ts'
import { loadCatalogues } from '../src/terms/index.ts'

const { connectionString, folder } = JSON.parse(process.argv[2]!) as { connectionString: string; folder?: string }
const db = openDb({ connectionString, max: 10 })
const log = openLog({
  destination: pino.destination({
    dest: openSync(join(folder ?? mkdtempSync(join(tmpdir(), 'bansou-bench-')), 'access.log'), 'a'),
    sync: false,
    minLength: 4096,
  }),
})
const { server, identity } = await buildApplication({
  db,
  clock: systemClock,
  catalogues: loadCatalogues(join(TERMS_FOLDER, 'reference')),
  log,
  identity: { secondFactor: 'off' },
})
const who = { email: 'bench@example.invalid', password: 'the bench signs in' }
/** Corrections of the ledger take a second person. */
const second = { ...who, email: 'approver@example.invalid' }
if (!(await identity.hasUsers()))
  for (const person of [who, second])
    await identity.createUser({ name: 'bench', side: 'vendor', roles: ['admin'], ...person })
const [{ token }, { token: approver }] = [
  must(await identity.signIn(who.email, who.password), 'a sign-in'),
  must(await identity.signIn(second.email, second.password), 'a sign-in'),
]
await server.listen({ host: '127.0.0.1', port: 0 })
const address = server.server.address()
process.send!({ port: typeof address === 'object' && address ? address.port : 0, token, approver })
process.once('disconnect', () => process.exit(0))
process.once('SIGTERM', () => {
  server.server.closeAllConnections()
  void server
    .close()
    .then(() => db.close())
    .then(() => process.exit(0))
})
