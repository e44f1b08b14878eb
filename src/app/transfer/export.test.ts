import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type House, openHouse } from '../../../test/support/house.ts'
import { exportAll } from './export.ts'
import { csvLine } from './spreadsheet-cell.ts'

const HOW = { madeAt: '2025-08-20T09:00:00+09:00', timeZone: 'Asia/Tokyo' }
let house: House
let folder: string

beforeAll(async () => {
  house = await openHouse('2025-04-01T09:00')
  folder = mkdtempSync(join(tmpdir(), 'bansou-export-'))
  const { body } = await house.ask('POST', '/api/accounts', { name: '=HYPERLINK("見本")', prefecture: '東京都' })
  const contractId = await house.contract(body.id, 'basic', '2025-04-01')
  const start = '2025-04-15T10:00:00+09:00'
  await house.book({ contractId, kind: 'meeting', place: 'online', start, minutes: 60 })
})
afterAll(async () => {
  await house.close()
  rmSync(folder, { recursive: true })
})

const csv = (file: string): Record<string, string>[] =>
  parse(readFileSync(file), { bom: true, columns: true, relax_column_count: true })

describe('an export', () => {
  it('holds every table and the lists, each as CSV and JSON lines, with their digests', async () => {
    const to = join(folder, 'all')
    const manifest = await exportAll(house.connectionString, to, HOW)
    for (const { file, rows, sha256 } of manifest.files) {
      const text = readFileSync(join(to, file))
      expect(createHash('sha256').update(text).digest('hex'), file).toBe(sha256)
      const count = file.endsWith('.csv') ? csv(join(to, file)).length : text.toString().split('\n').length - 1
      expect(count, file).toBe(rows)
    }
    const names = manifest.files.map((f) => f.file)
    expect(names).toEqual(expect.arrayContaining(['tables/people.accounts.csv', 'tables/ledger.entries.jsonl']))
    expect(JSON.parse(readFileSync(join(to, 'manifest.json'), 'utf8'))).toEqual(manifest)
    expect(readdirSync(folder)).toEqual(['all'])
  })

  it('writes times in the zone, and makes text of what a spreadsheet would calculate', () => {
    const [account] = csv(join(folder, 'all/tables/people.accounts.csv'))
    expect(account?.name).toBe(`'=HYPERLINK("見本")`)
    expect(account?.created_at).toMatch(/^2025-04-01T09:00:00.*\+09:00$/)
    const line = readFileSync(join(folder, 'all/tables/people.accounts.jsonl'), 'utf8')
    expect(JSON.parse(line).name).toBe('=HYPERLINK("見本")')
  })

  it('lists are in the form that the import reads', async () => {
    const [session] = csv(join(folder, 'all/lists/sessions.csv'))
    expect(session).toMatchObject({ 種別: 'meeting', 実施日: '2025-04-15', 開始時刻: '10:00', 所要時間: '60' })
    const back = await house.ask(
      'POST',
      '/api/imports?kind=accounts&dryRun=true',
      readFileSync(join(folder, 'all/lists/accounts.csv')),
      { 'content-type': 'text/csv' },
    )
    expect(back.body).toMatchObject({ created: 1, errors: 0, warnings: 1 })
  })

  it('nobody can sign in with it', () => {
    const all = readdirSync(join(folder, 'all/tables'))
    for (const file of all.filter((f) => f.startsWith('identity.')))
      expect(readFileSync(join(folder, 'all/tables', file), 'utf8'), file).not.toMatch(
        /scrypt|password_hash|token_hash/,
      )
    expect(all).not.toContain('app.idempotency.csv')
  })

  it('goes into a new folder only, and leaves nothing where it fails', async () => {
    await expect(exportAll(house.connectionString, join(folder, 'all'), HOW)).rejects.toThrow('is not empty')
    const broken = { ...HOW, timeZone: 'Nowhere/None' }
    await expect(exportAll(house.connectionString, join(folder, 'none'), broken)).rejects.toThrow('Nowhere/None')
    expect(readdirSync(folder)).toEqual(['all'])
  })
})

it('a line of CSV quotes what must be, and guards texts but no numbers', () => {
  expect(csvLine(['a"b', 'c,d', ' e', -5, '-5', '@x', null, { a: 1 }])).toBe(
    `"a""b","c,d"," e",-5,'-5,'@x,,"{""a"":1}"\r\n`,
  )
})
