/** One line an answer, by route and status: never an address with its query, a body, a name or a token. */
import type { FastifyRequest } from 'fastify'
import { type DestinationStream, type Logger, pino } from 'pino'

const SECRET = [
  'password',
  'token',
  'email',
  'name',
  'authorization',
  'cookie',
  'body',
  'headers',
  'query',
  'url',
  'connectionString',
]

type Failure = { type: string; code?: string; constraint?: string; message?: string; stack: string[] }

/** The database repeats values of rows in its messages; its code and constraint say enough. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { type: typeof error, stack: [] }
  const { code, constraint, severity } = error as Error & { code?: string; constraint?: string; severity?: string }
  return {
    type: error.constructor.name,
    ...(code && { code }),
    ...(constraint && { constraint }),
    ...(severity ? {} : { message: error.message }),
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => line.trimStart().startsWith('at '))
      .map((line) => line.trim()),
  }
}

export function openLog(options: { level?: string; destination?: DestinationStream } = {}): Logger {
  return pino(
    {
      level: options.level ?? 'info',
      base: null,
      redact: { paths: SECRET.flatMap((name) => [name, `*.${name}`]), censor: '[hidden]' },
      serializers: { err: failureOf },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    options.destination ?? pino.destination({ dest: 1, sync: false, minLength: 4096 }),
  )
}

/** For `lineOf`, whose fields are all harmless: looking for secrets in each line costs more than writing it. */
export const accessLogOf = (log: Logger): Logger => log.child({}, { redact: [] })

/** The route's pattern, never the address: ids, searches and cursors stay out. */
export function lineOf(request: FastifyRequest, status: number, elapsed: number) {
  const route = request.routeOptions.url ?? '(none)'
  return { reqId: request.id, method: request.method, route, status, ms: Math.round(elapsed * 10) / 10 }
}
