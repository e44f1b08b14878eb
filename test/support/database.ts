/** A migrated, empty database of its own for a test file, on real PostgreSQL: races and locks are real. */
import { freshDatabase } from '../../src/app/postgres/throwaway.ts'
import { must } from '../../src/kernel/failure.ts'
import { type Db, openDb } from '../../src/kernel/transaction.ts'

export type TestDatabase = {
  db: Db
  /** As the owner: for what a test does outside the application's role. */
  connectionString: string
  drop(): Promise<void>
}

/** For `beforeAll`; `drop` in `afterAll`. The server is the one of the run (see cluster.ts). */
export async function testDatabase(options: { max?: number } = {}): Promise<TestDatabase> {
  const server = must(process.env.TEST_DATABASE_URL, 'a database server for the test run')
  const { connectionString, drop } = await freshDatabase(server)
  const db = openDb({ connectionString, ...options })
  return {
    db,
    connectionString,
    async drop() {
      await db.close()
      await drop()
    },
  }
}
