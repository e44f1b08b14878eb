/** The folder that PostgreSQL keeps a cluster in: its password, its making, and the way to reach it. */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { access, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'
import type { RunAs } from './run-as.ts'

export const DATABASE = 'bansou'
const OWNER = 'bansou'
const PORT = 5432
/** Paths of sockets end at 107 bytes, the file's name included. */
const LONGEST_SOCKET_FOLDER = 85
const run = promisify(execFile)
const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

/** Settings of the environment are for clients of other databases. */
export const cleanEnvironment = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name)))

export async function passwordOf(folder: string): Promise<string> {
  const file = join(folder, 'password')
  if (!(await exists(file))) {
    await writeFile(`${file}.new`, randomBytes(24).toString('base64url'), { mode: 0o600 })
    await rename(`${file}.new`, file)
  }
  return (await readFile(file, 'utf8')).trim()
}

/** Made beside its place and moved there, so that a start that was killed leaves no half cluster. */
export async function makeCluster(folder: string, binaries: Binaries, who: RunAs, durable: boolean): Promise<void> {
  const cluster = join(folder, 'cluster')
  if (await exists(join(cluster, 'PG_VERSION'))) return
  const unfinished = join(folder, 'cluster.new')
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { mode: 0o700 })
  await who.own(folder)
  const [command, args] = who.command(binaries.initdb, [
    '-D',
    unfinished,
    '-U',
    OWNER,
    '--auth=scram-sha-256',
    `--pwfile=${join(folder, 'password')}`,
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ])
  try {
    await run(command, args, { ...who.options, env: cleanEnvironment(), cwd: folder })
  } catch (error) {
    throw new Error(
      `PostgreSQL could not make its data folder: ${(error as { stderr?: string }).stderr?.trim() || (error as Error).message}`,
    )
  }
  await rename(unfinished, cluster)
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer().once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : PORT))
    })
  })
}

export type Address = {
  host: string
  port: number
  args: string[]
  /** Removes the note that a killed server left beside its socket; it would stop the next one. */
  clear(): Promise<void>
  release(): Promise<void>
}

/** A socket that only this user reaches; loopback on Windows. */
export async function chooseAddress(folder: string, who: RunAs): Promise<Address> {
  if (process.platform === 'win32') {
    const port = await freePort()
    const args = ['-c', 'listen_addresses=127.0.0.1', '-p', String(port), '-k', '']
    return { host: '127.0.0.1', port, args, clear: async () => undefined, release: async () => undefined }
  }
  const near = join(folder, 'socket')
  const host = near.length <= LONGEST_SOCKET_FOLDER ? near : await mkdtemp(join(tmpdir(), 'bansou-socket-'))
  await mkdir(host, { recursive: true, mode: 0o700 })
  await who.own(host)
  const args = ['-c', 'listen_addresses=', '-p', String(PORT), '-k', host]
  return {
    host,
    port: PORT,
    args,
    clear: async () => {
      for (const name of await readdir(host)) await rm(join(host, name), { force: true })
    },
    release: () => rm(host, { recursive: true, force: true }),
  }
}

export const connectionStringOf = (host: string, port: number, password: string, database = DATABASE) =>
  host.startsWith('/')
    ? `postgresql://${OWNER}:${password}@localhost/${database}?host=${encodeURIComponent(host)}&port=${port}`
    : `postgresql://${OWNER}:${password}@${host}:${port}/${database}`
