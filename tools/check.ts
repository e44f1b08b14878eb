/** `npm run check`: what holds of the whole repository and is no test of a behaviour. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { lockFaults, looseVersions } from './repository.ts'
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

const readJson = async (file: string) => JSON.parse(await readFile(join(root, file), 'utf8'))

const none = (faults: (text: never) => string[], file: string) => async () => {
  const found = faults((await readJson(file)) as never)
  for (const fault of found) console.error(fault)
  return found.length === 0
}

await close([
  await check(
    'no promise is left behind (oxlint, with types)',
    program(bin('oxlint/bin/oxlint'), '--type-aware', '--quiet'),
  ),
  await check('nothing is unused or undeclared (knip)', program(bin('knip/bin/knip.js'), '--no-progress')),
  await check('versions are exact', none(looseVersions, 'package.json')),
  await check('the lock file is complete and names no registry', none(lockFaults, 'package-lock.json')),
  await check('the clause matrix is complete', program('src/app/cli.ts', 'terms', '--check')),
  await check('every figure of the terms would be missed (nudges)', program('tools/nudge.ts')),
])
