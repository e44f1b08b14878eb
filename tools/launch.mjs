/**
 * Begins every command of this repository, on any Node from 20 on: installs what is missing and goes on with Node 24.
 * Old syntax on purpose, and nothing from node_modules: this file must be read by whatever is there.
 *
 *   node tools/launch.mjs start [--empty] [--port N]    the server
 *   node tools/launch.mjs test                          all tests
 *   node tools/launch.mjs run FILE [ARGUMENTS]          a program of this repository
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { followedAs, followStarter } from './follow-parent.mjs'

const OLDEST = [22, 18]
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const signals = join(root, 'tools', 'signals.mjs')

function stopWith(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

const readJson = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'))

/** Whether node_modules holds what package-lock.json asks for; npm writes down there what it has installed. */
function isInstalled() {
  if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) return false
  const wanted = readJson('package-lock.json').packages
  const found = readJson('node_modules/.package-lock.json').packages
  return Object.keys(wanted).every((path) => {
    const here = found[path]
    if (path === '') return true
    if (!here) return wanted[path].optional === true || wanted[path].devOptional === true || wanted[path].peer === true
    return here.version === wanted[path].version && here.integrity === wanted[path].integrity
  })
}

/** Install scripts are left out: nothing here needs them. */
function install() {
  process.stderr.write('Installing packages …\n')
  const args = [
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]
  const env = Object.assign({}, process.env)
  delete env.NODE_ENV
  const options = { cwd: root, env, stdio: ['ignore', 2, 2] }
  const npm = process.env.npm_execpath
  const done = npm
    ? spawnSync(process.execPath, [npm].concat(args), options)
    : spawnSync('npm', args, Object.assign({ shell: process.platform === 'win32' }, options))
  if (done.error) stopWith(`npm could not be started: ${done.error.message}`)
  if (done.status !== 0) stopWith('The packages could not be installed; npm said why above.')
}

const isModern = () => {
  const [major, minor] = process.versions.node.split('.').map(Number)
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])
}

/** The Node that is running where it is new enough, else the one that was installed as a package. */
function findNode() {
  if (isModern()) return process.execPath
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const file = join(root, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(file)) return file
  return stopWith(
    `Bansou needs Node ${OLDEST.join('.')} or newer, here runs ${process.versions.node}; please install a newer one.`,
  )
}

/** On Ctrl-C the terminal tells the whole group; a signal sent to this process alone has to be passed on. */
function passOn(child) {
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
}

/** npm, and whoever asks for it: a person who types the command may well leave it running behind him. */
const follows = Boolean(process.env.npm_lifecycle_event || process.env.BANSOU_FOLLOWS)

function goOn(node, program, args) {
  const all = ['--disable-warning=ExperimentalWarning', '--import', signals, join(root, program)].concat(args)
  const env = Object.assign({}, process.env, { BANSOU_FOLLOWS: '1' })
  if (node === process.execPath && typeof process.execve === 'function' && process.platform !== 'win32') {
    env.BANSOU_FOLLOWS = follows ? followedAs : ''
    process.removeAllListeners('warning')
    process.execve(node, [node].concat(all), env)
  }
  const child = spawn(node, all, { stdio: 'inherit', env })
  child.on('error', (error) => stopWith(`Node could not be started: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : code))
  passOn(child)
  if (follows) followStarter()
}

function buildWeb(node) {
  const done = spawnSync(node, ['--disable-warning=ExperimentalWarning', join(root, 'tools', 'build-web.ts')], {
    stdio: 'inherit',
  })
  if (done.status !== 0) stopWith('The pages could not be built; the reason stands above.')
}

const [command, ...rest] = process.argv.slice(2)
if (command === 'start' && rest.includes('--help')) {
  process.stdout.write(
    'usage: npm start -- [--empty] [--port N]\nStarts the server. --empty: without demo data; settings are told in docs/operating.md.\n',
  )
  process.exit(0)
}
process.chdir(root)
if (!isInstalled()) install()
const node = findNode()
if (command === 'start') {
  buildWeb(node)
  goOn(node, 'src/app/main.ts', rest)
} else if (command === 'test') goOn(node, 'tools/test.ts', rest)
else if (command === 'run' && rest[0]) goOn(node, rest[0], rest.slice(1))
else stopWith('Say what to launch: start, test, or run FILE.')
