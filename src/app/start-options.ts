/** How the server is started: arguments and environment → options, or a sentence that says what is wrong with them. */
import { parseArgs } from 'node:util'
import { Refusal } from './refusal.ts'

type Environment = Record<string, string | undefined>

export type StartOptions = {
  /** Begin without demo data. */
  empty: boolean
  host: string
  port: number
  env: Environment
}

const DEFAULT_PORT = 4100
const USAGE = 'usage: npm start -- [--empty] [--port N]'

function portOf(text: string | undefined, name: string): number {
  if (text === undefined || text === '') return DEFAULT_PORT
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port >= 0 && port <= 65_535) return port
  throw new Refusal(
    `${name}: ${JSON.stringify(text)} is no port: write a whole number from 1 to 65535, or 0 for any free one`,
  )
}

function argumentsOf(args: string[]) {
  try {
    return parseArgs({ args, options: { empty: { type: 'boolean', default: false }, port: { type: 'string' } } }).values
  } catch (error) {
    throw new Refusal(`${(error as Error).message.split('. ')[0]}\n${USAGE}`)
  }
}

export function startOptionsOf(args: string[], env: Environment): StartOptions {
  const { empty, port } = argumentsOf(args)
  return {
    empty,
    host: env.HOST || '127.0.0.1',
    port: port === undefined ? portOf(env.PORT, 'PORT') : portOf(port, '--port'),
    env,
  }
}
