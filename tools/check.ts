/** `npm run check`: what holds of the whole repository and is no test of a behaviour. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bin, type Count, close, heading, root, runNode } from './step.ts'

async function check(title: string, holds: () => Promise<boolean>): Promise<Count> {
  heading(title)
  const held = await holds()
  console.log(held ? 'holds' : 'does not hold')
  return held ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

const program =
  (...args: string[]) =>
  async () =>
    (await runNode(args)).code === 0

/** An address in the lock file would send every installation to the mirror of whoever wrote it. */
async function lockNamesNoRegistry(): Promise<boolean> {
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { resolved?: string; integrity?: string }>
  }
  const wrong = Object.entries(lock.packages).filter(
    ([path, entry]) => path !== '' && (entry.resolved || !entry.integrity),
  )
  for (const [path] of wrong) console.error(`package-lock.json: ${path} has an address, or no checksum`)
  return wrong.length === 0
}

/** A range would be answered differently on another day, and under an old Node by an older major. */
async function versionsAreExact(): Promise<boolean> {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    await readFile(join(root, 'package.json'), 'utf8'),
  ) as Record<string, Record<string, string>>
  const all = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
  const loose = all.filter(([, version]) => !/^(npm:[\w@/.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
  for (const [name, version] of loose) console.error(`package.json: ${name} is ${version}; name one version`)
  return loose.length === 0
}

await close([
  await check(
    'no promise is left behind (oxlint, with types)',
    program(bin('oxlint/bin/oxlint'), '--type-aware', '--quiet'),
  ),
  await check('nothing is unused or undeclared (knip)', program(bin('knip/bin/knip.js'), '--no-progress')),
  await check('versions are exact', versionsAreExact),
  await check('the lock file names no registry', lockNamesNoRegistry),
  await check('the clause matrix is complete', program('src/app/cli.ts', 'terms')),
])
