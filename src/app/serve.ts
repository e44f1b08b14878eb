/** Starts the server, says where it is, and ends it on SIGTERM and Ctrl-C. Loaded by main.ts. */
import { systemClock } from '../kernel/clock.ts'
import { askerOn } from './ask.ts'
import { greetingOf } from './greeting.ts'
import { sentenceOf } from './refusal.ts'
import { startServer } from './server-process.ts'
import { startLog } from './start-log.ts'
import { type StartOptions, startOptionsOf } from './start-options.ts'

const LONGEST_STOP = 9_500

const say = (line: string) => {
  process.stdout.write(`${line}\n`)
}

function giveUp(error: unknown): never {
  process.stderr.write(`${sentenceOf(error)}\n`)
  process.exit(1)
}

function optionsHere(): StartOptions {
  try {
    return startOptionsOf(process.argv.slice(2), process.env)
  } catch (error) {
    return giveUp(error)
  }
}

const options = optionsHere()
const log = startLog(process.env, process.stderr.isTTY)
const asker = process.stdin.isTTY ? askerOn({ input: process.stdin, output: process.stdout }) : null
const { started, stop } = startServer(options, { clock: systemClock, log, say, asker })

let ending = false
/** The first signal ends in order; a second one at once, and the database is told to stop by the way. */
function end(): void {
  if (ending) process.exit(1)
  ending = true
  setTimeout(() => process.exit(1), LONGEST_STOP).unref()
  void stop().then(() => process.exit(0))
}
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end)

try {
  const running = await started
  const seconds = (performance.now() - running.waited) / 1000
  say(greetingOf(running, seconds).join('\n'))
  log.info({ address: running.address, seconds: Math.round(seconds * 100) / 100 }, 'ready')
} catch (error) {
  // A start that was ended by a signal is none that failed.
  if (!ending) {
    await stop()
    giveUp(error)
  }
}
