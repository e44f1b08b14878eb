/** The application in a process of its own, on a database and at a moment that it is told. Says its port, ends when its parent does. */
import { join } from 'node:path'
import { buildApplication } from '../../src/app/application.ts'
import { TERMS_FOLDER } from '../../src/app/services.ts'
import { settableClock } from '../../src/kernel/clock.ts'
import { openDb } from '../../src/kernel/transaction.ts'
import { loadCatalogues } from '../../src/terms/index.ts'

const [connectionString = '', now = ''] = process.argv.slice(2)
const db = openDb({ connectionString, max: 5 })
const { server } = await buildApplication({
  db,
  clock: settableClock(Number(now)),
  catalogues: loadCatalogues(join(TERMS_FOLDER, 'reference')),
  identity: { secondFactor: 'off' },
})
await server.listen({ host: '127.0.0.1', port: 0 })
const address = server.server.address()
process.send?.(typeof address === 'object' && address ? address.port : 0)
process.once('disconnect', () => process.exit(0))
