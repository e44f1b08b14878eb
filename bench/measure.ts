/** Counting and timing, and programs of the bench in processes of their own. */
import { fork } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

export const median = (values: number[]): number => quantile(values, 0.5)

export function quantile(values: number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN
}

/** Runs a program of this folder, tells it what is asked and waits for its answer. */
export function runChild<Answer>(file: string, asked: object): Promise<Answer> {
  return new Promise((done, failed) => {
    const child = fork(join(import.meta.dirname, file), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    child.send(asked)
    child.once('message', (answer) => done(answer as Answer))
    child.once('error', failed)
    child.once('exit', (code) => failed(new Error(`${file} ended with ${code} before it answered`)))
  })
}

/** What this process was asked by the one that started it. */
export const askedOf = <Asked>(): Promise<Asked> =>
  new Promise((resolve) => process.once('message', (asked) => resolve(asked as Asked)))

/** `approver`: the token of a second person. */
export type Server = { port: number; token: string; approver: string; pid: number; stop(): Promise<void> }

/** The application in a process of its own, on an address of its own. */
export function startServer(argument: object): Promise<Server> {
  return new Promise((done, failed) => {
    const child = fork(join(import.meta.dirname, 'server.ts'), [JSON.stringify(argument)], {
      stdio: ['ignore', 'inherit', 'ignore', 'ipc'],
    })
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    const stop = async () => {
      child.kill('SIGTERM')
      await ended
    }
    child.once('message', (answer) =>
      done({ ...(answer as { port: number; token: string; approver: string }), pid: child.pid!, stop }),
    )
    child.once('exit', (code) => failed(new Error(`the server ended with ${code} before it listened`)))
  })
}

/** A plain connection for as long as something runs; the first error is the one to tell. */
export async function withClient<T>(connectionString: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await run(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function childrenOf(): Map<number, number[]> {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc').filter((n) => /^\d+$/.test(n))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
      children.set(parent, [...(children.get(parent) ?? []), Number(name)])
    } catch {
      // It ended while we looked.
    }
  }
  return children
}

/** The share of memory that belongs to processes and all that they started, in MB; null where the machine does not tell. */
export function memoryOf(pids: number[]): number | null {
  if (!existsSync('/proc/self/smaps_rollup')) return null
  const children = childrenOf()
  const all = new Set<number>()
  const add = (pid: number) => {
    all.add(pid)
    for (const child of children.get(pid) ?? []) add(child)
  }
  pids.forEach(add)
  let kilobytes = 0
  for (const pid of all) {
    try {
      kilobytes += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
    } catch {
      // It ended while we looked.
    }
  }
  return kilobytes / 1024
}

export const figure = (n: number): string =>
  Number.isNaN(n) ? '–' : n >= 100 ? Math.round(n).toLocaleString('en') : n >= 10 ? n.toFixed(1) : n.toFixed(2)
