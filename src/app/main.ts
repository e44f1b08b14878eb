/** Starts the server: database, migrations, catalogue, pages. Ends cleanly on SIGTERM and Ctrl-C. */
import { join } from 'node:path'
import { pino } from 'pino'
import { systemClock } from '../kernel/clock.ts'
import { openDb } from '../kernel/transaction.ts'
import { loadCatalogues } from '../terms/index.ts'
import { buildApplication, vocabularyOf } from './application.ts'
import { migrate } from './migrations.ts'
import { provideDatabase } from './postgres/provide.ts'
import { playRoutes } from './play-routes.ts'
import { TERMS_FOLDER } from './services.ts'

const log = pino({ level: process.env.LOG_LEVEL ?? 'info' })
const provided = await provideDatabase(process.env, (line) => log.info(line))
await migrate(provided.connectionString)
const catalogues = loadCatalogues(process.env.BANSOU_TERMS ?? join(TERMS_FOLDER, 'reference'))
const db = openDb({ connectionString: provided.connectionString, max: 10 })
const { server } = await buildApplication({
  db, clock: systemClock, catalogues, staticDir: join(import.meta.dirname, '../../dist'), log, more: (services) => playRoutes(provided.connectionString, catalogues, vocabularyOf(services.catalogue)),
})
await server.listen({ host: process.env.HOST ?? '127.0.0.1', port: Number(process.env.PORT ?? 4100) })

async function stop(): Promise<void> {
  await server.close()
  await db.close()
  await provided.stop()
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => { void stop() })
