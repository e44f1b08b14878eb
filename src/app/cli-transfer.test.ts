import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { loadCatalogues } from '../terms/index.ts'
import { TRANSFER_COMMANDS, type TransferCommand, transferCommand } from './cli-transfer.ts'
import { TERMS_FOLDER } from './services.ts'

const SAMPLES = join(import.meta.dirname, '../../docs/samples')
const sample = (name: string) => join(SAMPLES, name)
const catalogues = loadCatalogues(join(TERMS_FOLDER, 'reference'))

let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await testDatabase()
  folder = mkdtempSync(join(tmpdir(), 'bansou-cli-'))
})
afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true })
})

async function run(name: TransferCommand, args: string[], on = database.connectionString, key = 'one') {
  const out: string[] = []
  const err: string[] = []
  const code = await transferCommand(name, args, {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    env: { DATABASE_URL: on, BANSOU_DATA: folder, BANSOU_SECRET_KEY: key },
    language: 'en',
    catalogues: () => catalogues,
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

test.each(TRANSFER_COMMANDS)('%s --help says how it is called', async (name) => {
  const { code, out } = await run(name, ['--help'])
  expect(code).toBe(0)
  expect(out).toContain(`usage: npm run ${name}`)
})

test.each([
  ['import', ['planets', 'x.csv'], 'say what to import: accounts, contracts, sessions'],
  ['import', ['accounts'], 'name the file'],
  ['import', ['accounts', 'a', 'b'], 'not understood: b'],
  ['import', ['accounts', 'a', '--column', 'x'], '--column x: write HEAD=FIELD'],
  ['import', ['accounts', 'a', '--lang', 'fr'], '--lang fr: write ja or en'],
  ['backup', [], 'name the file'],
  ['restore', ['a', '--hard'], "Unknown option '--hard'"],
  ['export', [], 'name the folder'],
  ['migrate', ['now'], 'not understood: now'],
] as const)('%s %j is a wrong call, said with how to call', async (name, args, says) => {
  const { code, err } = await run(name, [...args])
  expect(code).toBe(2)
  expect(err).toContain(says)
  expect(err).toContain('usage: npm run')
})

describe('a life of an installation', () => {
  test('the messy file is told row by row, and nothing is written', async () => {
    const findings = join(folder, 'findings.csv')
    const { code, out, err } = await run('import', ['accounts', sample('customers-messy.csv'), '--findings', findings])
    expect(code).toBe(1)
    expect(out).toContain('cp932, heads in row 4')
    expect(out).toContain('11 rows: 0 can be imported, 0 known already, 5 errors, 1 notes; nothing was written')
    expect(err.split('\n')).toHaveLength(6)
    expect(err).toContain('row 7, 本社所在地: “江戸県” is no prefecture. → A prefecture, such as Tokyo or Osaka')
    expect(readFileSync(findings, 'utf8').split('\r\n')).toHaveLength(8)
    const dry = await run('import', ['accounts', sample('customers-messy.csv'), '--dry-run', '--lang', 'ja'])
    expect(dry.code).toBe(1)
    expect(dry.err).toContain('「江戸県」という都道府県はありません。')
  })

  test('what is mended comes in; the same again changes nothing', async () => {
    const saved = ['--save-mapping', 'crm']
    expect((await run('import', ['accounts', sample('customers.csv'), '--dry-run', ...saved])).code).toBe(0)
    const made = await run('import', ['accounts', sample('customers.csv'), '--mapping', 'crm'])
    expect(made.out).toContain('5 rows: 5 imported, 0 known already, 0 errors, 0 notes')
    expect((await run('import', ['contracts', sample('contracts.csv')])).out).toContain('4 imported')
    expect((await run('import', ['sessions', sample('sessions.csv')])).out).toContain('6 imported')
    const again = await run('import', ['sessions', sample('sessions.csv'), '--json'])
    expect(JSON.parse(again.out)).toMatchObject({ created: 0, unchanged: 6, applied: true })
    expect((await run('import', ['accounts', sample('customers.csv'), '--mapping', 'none'])).err).toBe(
      'there is no mapping "none" for accounts',
    )
    expect((await run('import', ['accounts', join(folder, 'nothing.csv')])).err).toContain('does not exist')
  })

  test('everything is exported', async () => {
    const { code, out } = await run('export', [join(folder, 'export')])
    expect(code).toBe(0)
    expect(out).toMatch(/export: \d+ files/)
    expect(readdirSync(join(folder, 'export/lists'))).toHaveLength(6)
    expect(readFileSync(join(folder, 'export/lists/sessions.csv'), 'utf8')).toContain('S-0001,K-001,0001')
  })

  test('is backed up, proved, and restored elsewhere', async () => {
    const file = join(folder, 'all.bansou')
    expect((await run('backup', [file])).out).toMatch(/\d+ tables, \d+ rows, \d+ kB/)
    const proof = await run('backup', ['--prove', file])
    expect([proof.code, proof.err]).toEqual([0, ''])
    expect(proof.out).toMatch(
      /restored and compared; ledger: \d+ windows, \d+ entries; chain: \d+ links; 0 differences/,
    )
    expect((await run('restore', [file])).err).toContain('the database is not empty')
    const other = await testDatabase()
    try {
      const elsewhere = await run('restore', [file], other.connectionString, 'another')
      expect(elsewhere.out).toMatch(/^restored as of .*: \d+ tables/)
      expect(elsewhere.err).toContain('was made beside another key')
      const known = await run('import', ['accounts', sample('customers.csv')], other.connectionString)
      expect(known.out).toContain('5 known already')
      expect((await run('migrate', [], other.connectionString)).out).toBe('nothing to do: the database is up to date')
    } finally {
      await other.drop()
    }
    writeFileSync(file, readFileSync(file).subarray(0, 5000))
    expect((await run('restore', ['--prove', file])).err).toContain('is damaged and was not used')
  }, 60_000)
})
