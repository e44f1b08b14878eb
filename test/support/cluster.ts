/** Once for the whole test run: the server that all test databases live on, or the one in TEST_DATABASE_URL. */
import { startThrowaway } from '../../src/app/postgres/throwaway.ts'

export default async function setup(): Promise<() => Promise<void>> {
  if (process.env.TEST_DATABASE_URL) return async () => undefined
  const server = await startThrowaway()
  process.env.TEST_DATABASE_URL = server.connectionString
  return server.stop
}
