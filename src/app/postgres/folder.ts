/** One process a data folder: the lock that says so, and what a killed one left behind. */
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { link, readFile, readlink, realpath, rename, rm, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** One that has ended but was never asked for by its parent, as happens in containers, still has a number. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z')
  } catch {
    return false
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Tells a process from a later one with the same number, where the machine says (Linux): boot and start time. */
async function birthOf(pid: number): Promise<string> {
  try {
    const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim()
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    return `${boot} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`
  } catch {
    return ''
  }
}

/** The process that holds a lock file with this text, or null where it is gone. */
async function holderOf(text: string): Promise<number | null> {
  const [pid = '', birth = ''] = text.split('\n')
  return isAlive(+pid) && (await birthOf(+pid)) === birth ? +pid : null
}

const inUse = (folder: string, pid: number | null) =>
  new Error(
    `the data folder ${folder} is in use by another Bansou${pid ? ` (process ${pid})` : ''}; stop that one, or name another folder in BANSOU_DATA`,
  )

/** Who holds the folder, null for nobody alive. */
export async function lockHolder(folder: string): Promise<number | null> {
  const text = await readFile(join(folder, 'lock'), 'utf8').catch(() => null)
  return text === null ? null : holderOf(text)
}

/** Takes the folder for this process, or throws a sentence that names who has it. Answers how to give it back. */
export async function lockFolder(folder: string, patienceMs = 0): Promise<() => Promise<void>> {
  for (let waited = 0; waited < patienceMs && (await lockHolder(folder)) !== null; waited += 50) await pause(50)
  const lock = join(folder, 'lock')
  const mine = join(folder, `lock.${randomUUID()}`)
  const text = `${process.pid}\n${await birthOf(process.pid)}\n`
  // A link appears with its content or not at all, unlike a file that is created and then written.
  await writeFile(mine, text, { mode: 0o600 })
  try {
    for (let tries = 0; tries < 3; tries++) {
      const taken = await link(mine, lock).then(
        () => true,
        () => false,
      )
      if (taken) return () => unlink(lock).catch(() => undefined)
      const found = await readFile(lock, 'utf8').catch(() => null)
      if (found === null) continue
      const holder = await holderOf(found)
      if (holder !== null) throw inUse(folder, holder)
      await removeStale(folder, lock, found)
    }
    throw inUse(folder, null)
  } finally {
    await rm(mine, { force: true })
  }
}

/** Two that start at once may both find the old lock: the second must not remove the first one's new lock. */
async function removeStale(folder: string, lock: string, found: string): Promise<void> {
  const aside = join(folder, `lock.${randomUUID()}`)
  await rename(lock, aside).catch(() => undefined)
  const moved = await readFile(aside, 'utf8').catch(() => found)
  if (moved !== found) await link(aside, lock).catch(() => undefined)
  await rm(aside, { force: true })
}

export type Postmaster = { pid: number; port: number; host: string; ready: boolean }

/** What the server says of itself in `postmaster.pid`; null without the file. */
export async function postmasterOf(cluster: string): Promise<Postmaster | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => null)
  if (text === null) return null
  const [pid = '', , , port = '', socket = '', address = '', , status = ''] = text.split('\n')
  return { pid: +pid, port: +port, host: socket || address, ready: status.trim() === 'ready' }
}

/** Whether the process is the server of this cluster: it works in the cluster's folder, and was started with its name. */
async function serves(pid: number, cluster: string): Promise<boolean> {
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => null)
  if (cwd !== null) return cwd === (await realpath(cluster))
  const ps = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }))
  return ps.stdout.includes(cluster)
}

/** Fast shutdown, then immediate, then none: each only where the one before was not enough. */
export async function stopServer(pid: number, hasEnded: () => boolean = () => !isAlive(pid)): Promise<void> {
  for (const [signal, seconds] of [
    ['SIGINT', 30],
    ['SIGQUIT', 5],
    ['SIGKILL', 5],
  ] as const) {
    if (hasEnded()) return
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    for (let waited = 0; waited < seconds * 1000 && !hasEnded(); waited += 20) await pause(20)
  }
}

/**
 * Ends a server whose Bansou was killed, and removes the note of one that was killed itself. Its number may meanwhile
 * belong to another program, which PostgreSQL would take for a running server.
 */
export async function clearOrphan(cluster: string): Promise<void> {
  const found = await postmasterOf(cluster)
  if (!found) return
  const { pid } = found
  if (pid > 0 && isAlive(pid) && (await serves(pid, cluster))) await stopServer(pid)
  await rm(join(cluster, 'postmaster.pid'), { force: true })
}
