import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const LOCK = {
  packages: {
    '': {},
    'node_modules/a': { version: '1.0.0', integrity: 'x' },
    'node_modules/b': { version: '2.0.0', integrity: 'y', optional: true },
  },
}
const INSTALLED = { packages: { 'node_modules/a': { version: '1.0.0', integrity: 'x' } } }
/** Stands for npm: notes what it was asked, and installs by writing down that it did. */
const NPM = `
  import { mkdirSync, writeFileSync } from 'node:fs'
  mkdirSync('node_modules', { recursive: true })
  writeFileSync('asked.json', JSON.stringify({ args: process.argv.slice(2), nodeEnv: process.env.NODE_ENV ?? null }))
  writeFileSync('node_modules/.package-lock.json', ${JSON.stringify(JSON.stringify(INSTALLED))})`

let folder: string
const children: ChildProcess[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bansou-launch-'))
  await mkdir(join(folder, 'node_modules'))
  await mkdir(join(folder, 'tools'))
  for (const file of ['launch.mjs', 'signals.mjs', 'follow-parent.mjs'])
    await cp(join(import.meta.dirname, file), join(folder, 'tools', file))
  await write('package.json', '{"type":"module"}')
  await write('package-lock.json', JSON.stringify(LOCK))
  await write('node_modules/.package-lock.json', JSON.stringify(INSTALLED))
  await write('npm.mjs', NPM)
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await rm(folder, { recursive: true })
})

const write = (file: string, text: string) => writeFile(join(folder, file), text)

function launch(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const all = { ...process.env, npm_execpath: join(folder, 'npm.mjs'), npm_lifecycle_event: '', ...env }
  const child = spawn(process.execPath, [join(folder, 'tools', 'launch.mjs'), ...args], { env: all, cwd: tmpdir() })
  children.push(child)
  return child
}

async function ended(child: ChildProcess): Promise<{ code: number | null; out: string; err: string }> {
  let out = ''
  let err = ''
  child.stdout!.on('data', (text) => {
    out += text
  })
  child.stderr!.on('data', (text) => {
    err += text
  })
  const [code] = await once(child, 'close')
  return { code: code as number | null, out, err }
}

const asked = () => readFile(join(folder, 'asked.json'), 'utf8').then(JSON.parse, () => null)

describe('the launcher', () => {
  it('runs a TypeScript program in the repository, with its arguments, and ends as it does', async () => {
    await write(
      'program.ts',
      'const args: string[] = process.argv.slice(2)\nconsole.log(args.join("+"), process.cwd())\nprocess.exitCode = 7',
    )
    const { code, out } = await ended(launch(['run', 'program.ts', 'one', '--two']))
    expect(code).toBe(7)
    expect(out.trim()).toBe(`one+--two ${folder}`)
    expect(await asked()).toBe(null)
  })

  it.each([
    ['there is nothing', () => rm(join(folder, 'node_modules'), { recursive: true })],
    ['a version differs', () => write('package-lock.json', JSON.stringify(LOCK).replace('1.0.0', '1.0.1'))],
    ['a package is missing', () => write('node_modules/.package-lock.json', '{"packages":{}}')],
  ])('installs first where %s, without install scripts and with what tests need', async (_when, spoil) => {
    await spoil()
    await write('program.ts', 'console.log("ran")')
    const { out } = await ended(launch(['run', 'program.ts'], { NODE_ENV: 'production' }))
    expect(out.trim()).toBe('ran')
    const { args, nodeEnv } = await asked()
    expect(args).toEqual(expect.arrayContaining(['ci', '--ignore-scripts', '--include=dev', '--include=optional']))
    expect(nodeEnv).toBe(null)
  })

  it('says so when the packages cannot be installed', async () => {
    await rm(join(folder, 'node_modules'), { recursive: true })
    await write('npm.mjs', 'process.exit(1)')
    const { code, err } = await ended(launch(['run', 'program.ts']))
    expect(code).toBe(1)
    expect(err).toContain('could not be installed')
  })

  it('says what it can launch', async () => {
    const { code, err } = await ended(launch(['fly']))
    expect(code).toBe(1)
    expect(err.trim()).toBe('Say what to launch: start, test, or run FILE.')
  })

  it.each(['SIGTERM', 'SIGINT'] as const)('lets the program end in its own way on %s', async (signal) => {
    await write(
      'program.ts',
      `process.on('${signal}', () => { console.log('tidied'); process.exit(5) })\nconsole.log('ready')\nsetInterval(() => undefined, 1000)`,
    )
    const child = launch(['run', 'program.ts'])
    const end = ended(child)
    await once(child.stdout!, 'data')
    child.kill(signal)
    expect(await end).toMatchObject({ code: 5, out: 'ready\ntidied\n' })
  })

  it.each([
    [
      'takes a second signal for impatience',
      `let told = 0\nprocess.on('SIGTERM', () => { if (told++ > 0) process.exit(9)\n setTimeout(() => process.exit(0), 200) })`,
    ],
    ['handles it once', `process.once('SIGTERM', () => setTimeout(() => process.exit(0), 200))`],
    ['knows nothing of signals', ''],
  ])('tells a program that %s to stop but once', async (_which, program) => {
    const tidy = `process.on('exit', (code) => console.log('tidied', code))`
    await write('program.ts', `${program}\n${tidy}\nconsole.log('ready')\nsetInterval(() => undefined, 1000)`)
    const child = launch(['run', 'program.ts'])
    const end = ended(child)
    await once(child.stdout!, 'data')
    child.kill('SIGTERM')
    child.kill('SIGTERM')
    expect((await end).out).toBe(`ready\ntidied ${program === '' ? 143 : 0}\n`)
  })

  const NPM_STARTS = { npm_lifecycle_event: 'start', BANSOU_FOLLOWS: '' }
  const ASKED_TO = { npm_lifecycle_event: '', BANSOU_FOLLOWS: '1' }
  it.each([
    ['npm, which started it,', '', NPM_STARTS],
    ['npm, which started it in a shell,', '; true', NPM_STARTS],
    ['who asked it to follow', '', ASKED_TO],
    ['who asked it to follow, in a shell,', '; true', ASKED_TO],
  ])('ends the program when %s was killed', async (_who, keepsShell, follows) => {
    await write(
      'program.ts',
      `process.on('SIGTERM', () => { console.log('tidied'); process.exit(0) })\nconsole.log('ready')\nsetInterval(() => undefined, 1000)`,
    )
    const command = `"${process.execPath}" "${join(folder, 'tools', 'launch.mjs')}" run program.ts${keepsShell}`
    await write(
      'starter.mjs',
      `import { spawn } from 'node:child_process'\nspawn('sh', ['-c', ${JSON.stringify(command)}], { stdio: 'inherit' })`,
    )
    const env = { ...process.env, ...follows }
    const npm = spawn(process.execPath, [join(folder, 'starter.mjs')], { env })
    children.push(npm)
    const end = ended(npm)
    await once(npm.stdout!, 'data')
    npm.kill('SIGKILL')
    expect((await end).out).toBe('ready\ntidied\n')
  })

  it('ends the program also when its starter was killed while the launcher was busy', async () => {
    await write('node_modules/.package-lock.json', '{"packages":{}}')
    // Installs for as long as the starter lives, and a moment longer.
    await write(
      'npm.mjs',
      `${NPM}\nconsole.error('installing')\nconst starter = Number(process.env.STARTER)
      const lives = () => { try { process.kill(starter, 0); return true } catch { return false } }
      while (lives()) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)`,
    )
    await write(
      'program.ts',
      `process.on('SIGTERM', () => { console.log('tidied'); process.exit(0) })\nconsole.log('ready')\nsetInterval(() => undefined, 1000)`,
    )
    const command = `"${process.execPath}" "${join(folder, 'tools', 'launch.mjs')}" run program.ts; true`
    await write(
      'starter.mjs',
      `import { spawn } from 'node:child_process'\nprocess.env.STARTER = process.pid\nspawn('sh', ['-c', ${JSON.stringify(command)}], { stdio: 'inherit' })\nsetInterval(() => undefined, 1000)`,
    )
    const env = { ...process.env, ...ASKED_TO, npm_execpath: join(folder, 'npm.mjs') }
    const starter = spawn(process.execPath, [join(folder, 'starter.mjs')], { env })
    children.push(starter)
    const end = ended(starter)
    await once(starter.stderr!, 'data')
    await expect.poll(asked).not.toBe(null)
    starter.kill('SIGKILL')
    expect((await end).out).toMatch(/tidied\n$/)
  })
})
