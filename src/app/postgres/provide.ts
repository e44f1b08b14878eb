/** The database that Bansou works on: the one in DATABASE_URL, or the one that comes along. */
import { join, resolve } from 'node:path'
import pg from 'pg'
import { joinPostgres, startPostgres } from './supervisor.ts'

export type Provided = {
  connectionString: string
  /** Whether it is our own server, or one that somebody else looks after. */
  embedded: boolean
  stop(): Promise<void>
}

type Environment = Record<string, string | undefined>

const OLDEST = 15
/** A server that was told to stop a moment ago is let finish; one that runs on is reported. */
const PATIENCE = 4000
const nothingToStop = async () => undefined

/** Where this installation keeps what it must not lose: BANSOU_DATA, or `data` beside the program. */
export const dataFolder = (env: Environment): string => resolve(env.BANSOU_DATA || 'data')

async function checkForeign(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    const { rows } = await client.query<{ number: string; name: string }>(
      "select current_setting('server_version_num') as number, current_setting('server_version') as name",
    )
    if (Number(rows[0]?.number) < OLDEST * 10_000) {
      throw new Error(`the database in DATABASE_URL is PostgreSQL ${rows[0]?.name}; Bansou needs ${OLDEST} or newer`)
    }
  } catch (error) {
    const { message, code } = error as Error & { code?: string }
    if (message.includes('DATABASE_URL')) throw error
    // The address itself may hold a password and is not repeated.
    throw new Error(`the database in DATABASE_URL cannot be used: ${message || code}`)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** For the server: refuses a data folder that another process works on. */
export async function provideDatabase(env: Environment, log: (line: string) => void): Promise<Provided> {
  if (env.DATABASE_URL) {
    await checkForeign(env.DATABASE_URL)
    return { connectionString: env.DATABASE_URL, embedded: false, stop: nothingToStop }
  }
  const server = await startPostgres({ folder: join(dataFolder(env), 'postgres'), patienceMs: PATIENCE, log })
  return { connectionString: server.connectionString, embedded: true, stop: server.stop }
}

/** For tools beside the server: uses the database of a running one, and starts it where none runs. */
export async function shareDatabase(env: Environment, log: (line: string) => void): Promise<Provided> {
  const running = env.DATABASE_URL ? null : await joinPostgres(join(dataFolder(env), 'postgres'))
  return running ? { ...running, embedded: true, stop: nothingToStop } : provideDatabase(env, log)
}
