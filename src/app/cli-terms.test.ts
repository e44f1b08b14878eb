import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { termsCommand } from './cli-terms.ts'

const TERMS = join(import.meta.dirname, '../../terms')

async function run(...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  const code = await termsCommand(args, { out: (l) => out.push(l), err: (l) => err.push(l), folder: TERMS })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

describe('npm run terms', () => {
  test('prints the matrix of the version in force and says how much is proved', async () => {
    const { code, out, err } = await run()
    expect(err).toBe('')
    expect(code).toBe(0)
    expect(out).toMatch(/basic\.11 +enforce {2}allows: cited, limits: cited/)
    expect(out).toContain('supports.basic.allowances.meetings.value = 360 minutes')
    expect(out).toMatch(/\d+ clauses, \d+ to enforce: \d+ proved on both sides, \d+ open$/)
  })

  test('--check prints what is missing only', async () => {
    const { code, out } = await run('--check')
    expect(code).toBe(0)
    expect(out.split('\n')).toHaveLength(1)
  })

  test('another vendor is asked for by name or folder', async () => {
    expect((await run('--terms', 'harbour', '--check')).code).toBe(0)
    expect((await run('--terms', join(TERMS, 'harbour'), '--check')).code).toBe(0)
  })

  test('show tells one clause in the language asked for', async () => {
    expect((await run('show', 'basic.11')).out).toContain('オンライン打ち合わせは合計6時間まで')
    const { out } = await run('show', 'basic.11', '--lang', 'en')
    expect(out).toContain('Online meetings up to six hours in all')
    expect(out).toContain('fitsAllowance')
  })

  test('diff says the difference of two versions', async () => {
    expect((await run('diff', '2023-04-01', '2024-08-01')).out).toContain('2024年10月31日')
    const { out } = await run('diff', '2023-04-01', '2024-08-01', '--lang', 'en')
    expect(out).toBe(
      'visit.1      services that end › Card intake by visit: new (service: Card intake by visit, last day: 31 October 2024).',
    )
    expect((await run('diff', '2024-08-01', '2024-08-01', '--lang', 'en')).out).toBe('No difference.')
  })

  test.each([
    [['show', 'basic.99'], 'clause "basic.99" is not in the register'],
    [['diff', '2023-04-01', '1999'], 'version "1999" does not exist; one of 2023-04-01, 2024-08-01'],
    [['diff', '2023-04-01'], 'not understood: diff 2023-04-01'],
    [['draw'], 'not understood: draw'],
    [['--lang', 'fr'], '--lang fr: write ja or en'],
    [['--colour'], "Unknown option '--colour'"],
  ])('%j is a wrong call: said, with how to call', async (args, says) => {
    const { code, err } = await run(...args)
    expect(code).toBe(2)
    expect(err).toContain(says)
    expect(err).toContain('usage: npm run terms')
  })
})

describe('a catalogue with mistakes', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bansou-terms-'))
    writeFileSync(join(folder, 'clauses.yaml'), readFileSync(join(TERMS, 'reference/clauses.yaml')))
    const text = readFileSync(join(TERMS, 'reference/2023-04-01.yaml'), 'utf8')
    writeFileSync(join(folder, '2023-04-01.yaml'), text.replace('clause: basic.3 }', 'clause: basic.33 }'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test('is told with file, line and what to write instead', async () => {
    const { code, err } = await run('--terms', folder)
    expect(code).toBe(1)
    expect(err).toMatch(
      /2023-04-01\.yaml:\d+: supports\.basic\.hours\.clause: clause "basic\.33" is not in clauses\.yaml/,
    )
  })
})

test('a scenario that names a clause which is none is a gap', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bansou-stories-'))
  const story = 'name: A story\nclauses: [basic.99]\nsteps: [{ do: account.create, expect: { outcome: allowed } }]\n'
  writeFileSync(join(folder, 'a.yaml'), story)
  const { code, err } = await run('--check', '--scenarios', folder)
  rmSync(folder, { recursive: true })
  expect(code).toBe(1)
  expect(err).toBe('a.yaml, "A story": clause "basic.99" is not in the register')
})
