/** Where the server's log goes: lines of JSON on standard error for machines, next to nothing on a terminal. */
import { type Logger, pino } from 'pino'
import { openLog } from './http/log.ts'

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']

type Entry = { level: number; time: string; msg?: string; err?: { type: string; message?: string } }

/** A person who reads along needs what went wrong, not each request. */
function plainLine(json: string): string {
  const { time, msg, err } = JSON.parse(json) as Entry
  const what = [msg, err && `${err.type}${err.message ? `: ${err.message}` : ''}`].filter((part) => part !== undefined)
  return `${time.slice(11, 19)} ${what.join(' · ')}\n`
}

export function startLog(env: Record<string, string | undefined>, isTerminal: boolean): Logger {
  const asked = env.LOG_LEVEL?.toLowerCase()
  const level = asked !== undefined && LEVELS.includes(asked) ? asked : 'info'
  if (isTerminal && asked === undefined) {
    return openLog({
      level: 'error',
      destination: {
        write: (json: string) => {
          process.stderr.write(plainLine(json))
        },
      },
    })
  }
  return openLog({ level, destination: pino.destination({ dest: 2, sync: false }) })
}
