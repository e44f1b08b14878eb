/** Who the database server runs as: it refuses to be root, and Bansou may well be started by root. */
import { execFile, type SpawnOptions } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { promisify } from 'node:util'

/** `own` gives a path, with all that is in it, to whom the server runs as. */
export type RunAs = {
  command(program: string, args: readonly string[]): [string, string[]]
  options: Pick<SpawnOptions, 'uid' | 'gid'>
  own(path: string): Promise<void>
}

const run = promisify(execFile)
const NOBODY = 65534
const isRoot = () => process.getuid?.() === 0

const asMyself: RunAs = {
  command: (program, args) => [program, [...args]],
  options: {},
  own: async () => undefined,
}

/** A user namespace of its own: nobody inside, root outside, so that every file goes on belonging to root. */
const inNamespace = (tool: string): RunAs => ({
  command: (program, args) => [tool, ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, program, ...args]],
  options: {},
  own: async () => undefined,
})

const asUser = (uid: number, gid: number): RunAs => ({
  command: (program, args) => [program, [...args]],
  options: { uid, gid },
  own: async (path) => {
    await run('chown', ['-R', `${uid}:${gid}`, path])
  },
})

const works = (who: RunAs, program: string) => {
  const [command, args] = who.command(program, ['--version'])
  return run(command, args, { ...who.options, timeout: 10_000 }).then(
    () => true,
    () => false,
  )
}

/**
 * The cluster's owner, where there is a cluster; root stands for a namespace. `probe` is a program of the package, run
 * once to see whether the way is open on this machine; `namespaceTool` is util-linux's unshare.
 */
export async function chooseRunAs(cluster: string, probe: string, namespaceTool = 'unshare'): Promise<RunAs> {
  const owner = await stat(cluster).catch(() => null)
  if (!isRoot()) {
    if (owner && process.getuid && owner.uid !== process.getuid()) {
      throw new Error(`the data folder ${cluster} belongs to another user; start Bansou as that user`)
    }
    return asMyself
  }
  const namespace = inNamespace(namespaceTool)
  if ((!owner || owner.uid === 0) && (await works(namespace, probe))) return namespace
  const user = owner && owner.uid !== 0 ? asUser(owner.uid, owner.gid) : asUser(NOBODY, NOBODY)
  if (await works(user, probe)) return user
  throw new Error(
    'PostgreSQL does not run as root, and this machine lets root start it neither in a user namespace nor as another user; start Bansou as an ordinary user, or set DATABASE_URL',
  )
}
