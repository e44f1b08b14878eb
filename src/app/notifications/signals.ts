/** Says to every instance what changed, so that open screens can read it again. Delivered by the database at the commit. */
import pg from 'pg'
import type { Logger } from 'pino'
import type { Tx } from '../../kernel/transaction.ts'

/** `things`: what was written by a request that named no account; `everything`: nobody knows what was missed. */
export type Signal = {
  accounts: readonly string[]
  users: readonly string[]
  things?: readonly string[]
  everything?: true
}

const CHANNEL = 'bansou_changes'
/** PostgreSQL takes 8000 bytes. */
const LONGEST = 7_500
const RETRY = 5_000

const isEmpty = (s: Signal) => s.accounts.length + s.users.length + (s.things?.length ?? 0) === 0 && !s.everything

export async function sendSignal(tx: Tx, signal: Signal): Promise<void> {
  if (isEmpty(signal)) return
  const text = JSON.stringify(signal)
  const fits = text.length <= LONGEST ? text : JSON.stringify({ accounts: [], users: [], everything: true })
  await tx.query('select pg_notify($1, $2)', [CHANNEL, fits])
}

export type Listening = { stop(): Promise<void> }

function read(payload: string | undefined): Signal | null {
  try {
    return JSON.parse(payload ?? '') as Signal
  } catch {
    return null
  }
}

/** Hears the signals of all instances over a connection of its own; after a cut it says that everything may have changed. */
export function listen(connectionString: string, log: Logger, hear: (signal: Signal) => void): Listening {
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let wasCut = false
  async function connect(): Promise<void> {
    const mine = new pg.Client({ connectionString, application_name: 'bansou changes', keepAlive: true })
    client = mine
    let gone = false
    const again = () => {
      if (gone) return
      gone = true
      wasCut = true
      void mine.end().catch(() => undefined)
      if (stopped) return
      timer = setTimeout(() => void connect(), RETRY)
      timer.unref()
    }
    mine.on('error', again)
    mine.on('end', again)
    mine.on('notification', ({ payload }) => {
      const signal = read(payload)
      if (signal) hear(signal)
    })
    try {
      await mine.connect()
      await mine.query(`listen ${CHANNEL}`)
      if (wasCut) hear({ accounts: [], users: [], everything: true })
    } catch (error) {
      if (!stopped) log.warn({ err: error }, 'changes cannot be heard; trying again')
      again()
    }
  }
  void connect()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await client?.end().catch(() => undefined)
    },
  }
}
