/** `npm start`, twice on the same folder: how long until a page is there, and what it takes to be there. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { median, memoryOf, pause } from './measure.ts'

export type StartFigures = { first: number; second: number; memory: number | null }

const LAUNCHER = join(import.meta.dirname, '../tools/launch.mjs')
const LONGEST = 180_000

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer().once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Seconds from the command to the first page that is answered. */
async function started(data: string, port: number): Promise<{ child: ChildProcess; seconds: number }> {
  const begun = performance.now()
  const child = spawn(process.execPath, [LAUNCHER, 'start', '--port', String(port)], {
    env: { ...process.env, BANSOU_DATA: data },
    stdio: 'ignore',
  })
  const ended = new Promise<never>((_, failed) =>
    child.once('exit', (code) => failed(new Error(`npm start ended with ${code}`))),
  )
  ended.catch(() => undefined)
  const page = async () => {
    while (performance.now() - begun < LONGEST) {
      const answer = await fetch(`http://127.0.0.1:${port}/sign-in`).catch(() => null)
      if (answer?.ok && (await answer.text()).includes('<script')) return
      await pause(10)
    }
    throw new Error('no page came')
  }
  await Promise.race([page(), ended])
  return { child, seconds: (performance.now() - begun) / 1000 }
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    child.once('exit', () => done())
    child.kill('SIGTERM')
  })
}

export async function benchStart(data: string, isQuick: boolean): Promise<StartFigures> {
  const port = await freePort()
  const first = await started(data, port)
  await stopped(first.child)
  const seconds: number[] = []
  const memory: number[] = []
  for (let round = 0; round < (isQuick ? 1 : 3); round++) {
    const again = await started(data, port)
    seconds.push(again.seconds)
    await pause(isQuick ? 2000 : 8000)
    const found = memoryOf([again.child.pid!])
    if (found !== null) memory.push(found)
    await stopped(again.child)
  }
  return { first: first.seconds, second: median(seconds), memory: memory.length === 0 ? null : median(memory) }
}
