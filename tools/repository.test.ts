import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { lockFaults, looseVersions } from './repository.ts'
import { bin, countOf, root } from './step.ts'

const json = async (file: string) => JSON.parse(await readFile(join(root, file), 'utf8'))

describe('the package file', () => {
  it('names one version of everything', async () => {
    expect(looseVersions(await json('package.json'))).toEqual([])
  })

  it('is told when it does not', () => {
    const loose = { a: '^1.0.0', b: '1.x', c: 'latest', d: 'git+ssh://example.org/d.git' }
    const exact = { e: '1.0.0', f: '18.4.0-beta.17', g: 'npm:@scope/g@1.2.3' }
    expect(looseVersions({ dependencies: loose, devDependencies: exact })).toHaveLength(4)
  })
})

describe('the lock file', () => {
  const integrity = 'sha512-x'
  const ours = { optionalDependencies: { b: '1.0.0' } }

  it('is complete and names no registry', async () => {
    expect(lockFaults(await json('package-lock.json'))).toEqual([])
  })

  it('is told of an address, of a missing checksum and of a missing package', () => {
    const packages = { '': ours, 'node_modules/a': { integrity, resolved: 'somewhere' }, 'node_modules/c': {} }
    expect(lockFaults({ packages })).toEqual([
      'package-lock.json: the package asks for b, which is missing',
      'package-lock.json: node_modules/a has an address',
      'package-lock.json: node_modules/c has no checksum',
    ])
  })

  it('may hold a package beside the one that asks, or above it', () => {
    const above = { 'node_modules/a': { ...ours, integrity }, 'node_modules/b': { integrity } }
    const within = { 'node_modules/a': { ...ours, integrity }, 'node_modules/a/node_modules/b': { integrity } }
    expect([above, within].flatMap((packages) => lockFaults({ packages }))).toEqual([])
  })
})

describe('a run', () => {
  it('fails for a skipped test, and for a bad end without a failed one', () => {
    expect(countOf(5, 0, 0, 0)).toEqual({ passed: 5, failed: 0 })
    expect(countOf(5, 1, 2, 1)).toEqual({ passed: 5, failed: 3 })
    expect(countOf(5, 0, 1, 0)).toEqual({ passed: 5, failed: 1 })
    expect(countOf(5, 0, 0, 1)).toEqual({ passed: 5, failed: 1 })
  })
})

describe('the linter with types', () => {
  it('catches a promise that is left behind', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bansou-lint-'))
    try {
      await writeFile(
        join(folder, 'tsconfig.json'),
        JSON.stringify({ compilerOptions: { strict: true, target: 'es2022' } }),
      )
      await writeFile(join(folder, 'left.ts'), 'export const f = () => { Promise.resolve(1) }\n')
      const args = [bin('oxlint/bin/oxlint'), '--type-aware', '-c', join(root, '.oxlintrc.json'), folder]
      const linted = promisify(execFile)(process.execPath, args, { cwd: root })
      await expect(linted).rejects.toMatchObject({ stdout: expect.stringContaining('no-floating-promises') })
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
