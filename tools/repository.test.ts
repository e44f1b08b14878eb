import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { lockFaults, looseVersions } from './repository.ts'
import { bin, countOf, root } from './step.ts'
import { webFingerprint } from './web-fingerprint.ts'

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

describe('what the pages are built from', () => {
  it('is every setting and source: another text in one of them, another fingerprint', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bansou-inputs-'))
    const inputs = [
      'package.json',
      'package-lock.json',
      'vite.config.ts',
      'tsconfig.base.json',
      'tsconfig.web.json',
      'tsconfig.portal.json',
      'tools/build-web.ts',
      'tools/web-fingerprint.ts',
      'web/portal/main.tsx',
    ]
    try {
      for (const file of inputs) {
        expect(existsSync(join(root, file)), file).toBe(true)
        await mkdir(dirname(join(folder, file)), { recursive: true })
        await writeFile(join(folder, file), 'before')
      }
      const seen = [await webFingerprint(folder)]
      for (const file of inputs) {
        await writeFile(join(folder, file), 'after')
        seen.push(await webFingerprint(folder))
      }
      await writeFile(join(folder, 'README.md'), 'no input')
      expect(new Set(seen).size).toBe(inputs.length + 1)
      expect(await webFingerprint(folder)).toBe(seen.at(-1))
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})

describe('what is built', () => {
  it.each(['dist/console/index.html', 'web/dist/index.html', 'web/portal/dist/assets/a.js', 'test-results/a.zip'])(
    'is never committed: %s',
    async (file) => {
      const { stdout } = await promisify(execFile)('git', ['check-ignore', '--no-index', file], { cwd: root })
      expect(stdout.trim()).toBe(file)
    },
  )
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
