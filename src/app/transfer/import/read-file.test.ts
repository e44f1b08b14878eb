import { deflateRawSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import writeExcel from 'write-excel-file/node'
import { columnsOf } from './columns.ts'
import { readFile } from './read-file.ts'
import { judgeZip } from './zip-contents.ts'

const HEAD = '顧客コード,会社名,都道府県\r\n'
const ROW = '0042,株式会社㈱見本―～,東京都\r\n'
const codes = (file: { found: { code: string }[] }) => file.found.map((f) => f.code)

/** A zip of one entry, as a file may state it; sizes may be lies. */
function zipOf(content: Buffer, stated = content.length, flags = 0): Buffer {
  const packed = deflateRawSync(content)
  const name = Buffer.from('xl/workbook.xml')
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(flags, 6)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt32LE(stated, 22)
  local.writeUInt16LE(name.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(flags, 8)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(stated, 24)
  entry.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(entry.length + name.length, 12)
  end.writeUInt32LE(local.length + name.length + packed.length, 16)
  return Buffer.concat([local, name, packed, entry, name, end])
}

describe('the encoding is found', () => {
  it.each([
    ['utf-8-bom', Buffer.from(`\ufeff${HEAD}${ROW}`)],
    ['utf-8', Buffer.from(HEAD + ROW)],
    ['utf-16', Buffer.from(`\ufeff${HEAD}${ROW}`, 'utf16le')],
    ['cp932', iconv.encode(HEAD + ROW, 'cp932')],
  ])('%s', async (encoding, bytes) => {
    const file = await readFile(bytes)
    expect(file.encoding).toBe(encoding)
    expect(file.rows[0]).toEqual(['顧客コード', '会社名', '都道府県'])
    expect(file.rows[1]?.[0]).toBe('0042')
    expect(file.rows[1]?.[1]).toMatch(/^株式会社㈱見本/)
  })

  it('a picture is no table', async () => {
    expect(codes(await readFile(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1])))).toEqual(['file-not-text'])
    const noise = Buffer.from(Array.from({ length: 999 }, (_, i) => 0xf0 + (i % 16)))
    expect(codes(await readFile(noise))).toEqual(['file-not-text'])
    expect(codes(await readFile(Buffer.alloc(0)))).toEqual(['file-empty'])
  })
})

describe('rows of text', () => {
  it('are separated by commas, tabs or semicolons; a cell may hold line ends', async () => {
    expect((await readFile(Buffer.from('a\tb\n1\t2\n'))).rows).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ])
    expect((await readFile(Buffer.from('a;b\n"1\n2";3'))).rows[1]).toEqual(['1\n2', '3'])
  })

  it('a quotation mark that is not closed is said with its row', async () => {
    const { found } = await readFile(Buffer.from('a,b\n1,2\n"3,4\n5,6\n'))
    expect(found).toEqual([{ row: 3, field: null, code: 'broken-quotes' }])
  })
})

describe('Excel files', () => {
  const sheet = async () => {
    // Days since 30 December 1899, and half past noon a hair early, as spreadsheets keep it.
    const [at, noon] = [45748, 45748.52083333333]
    const rows = [
      [{ value: '顧客コード' }, { value: '開始日' }, { value: '時刻' }, { value: '導入済み' }],
      [
        { value: '0042', type: String },
        { value: at, type: Number, format: 'yyyy/mm/dd' },
        { value: noon, type: Number, format: 'yyyy/mm/dd hh:mm' },
        { value: true, type: Boolean },
      ],
      [{ value: 7, type: Number }, { value: 45748, type: Number }, { value: 0.4375, type: Number }, null],
    ]
    return writeExcel(rows as never, {}).toBuffer()
  }

  it('are read as what a person sees: days as days, zeros kept', async () => {
    const file = await readFile(await sheet())
    expect(file.encoding).toBe('xlsx')
    expect(file.rows[1]).toEqual(['0042', '2025-04-01', '2025-04-01 12:30', 'true'])
    expect(file.rows[2]?.slice(0, 3)).toEqual(['7', '45748', '0.4375'])
  })

  it('with a password, of the old kind, or broken are refused by name', async () => {
    const old = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600)])
    expect(codes(await readFile(old))).toEqual(['file-old-excel'])
    const locked = Buffer.concat([old, Buffer.from('EncryptedPackage', 'utf16le')])
    expect(codes(await readFile(locked))).toEqual(['file-encrypted'])
    const whole = await sheet()
    expect(codes(await readFile(whole.subarray(0, whole.length - 40)))).toEqual(['file-broken'])
    expect(codes(await readFile(zipOf(Buffer.from('<no workbook'))))).toEqual(['file-broken'])
  })

  it('that unpack to too much are not unpacked, whatever they state', async () => {
    const zeros = Buffer.alloc(2_000_000)
    expect(await judgeZip(zipOf(zeros), 3_000_000)).toBe('fine')
    expect(await judgeZip(zipOf(zeros), 1_000_000)).toBe('too-big')
    expect(await judgeZip(zipOf(zeros, 10), 1_000_000)).toBe('too-big')
    expect(await judgeZip(zipOf(zeros, 10, 1), 3_000_000)).toBe('encrypted')
    expect(await judgeZip(Buffer.from('PK\u0003\u0004 and nothing more'), 3_000_000)).toBe('broken')
  })
})

describe('the head', () => {
  const rows = [
    ['顧客一覧'],
    ['出力日', '2025/04/01'],
    [],
    ['No', '会社名（必須）', ' 所 在 地 ', '備考', '社名'],
    ['1', '株式会社見本', '東京都', '会社名', ''],
  ]

  it('is found by its content, and columns by their names without width, case and brackets', () => {
    const { headRow, columns, found } = columnsOf('accounts', rows, {})
    expect(headRow).toBe(3)
    expect(columns.map((c) => c.field)).toEqual(['externalId', 'name', 'prefecture', null, null])
    expect(columns[1]?.samples).toEqual(['株式会社見本'])
    expect(found).toEqual([])
  })

  it('a mapping says what a head means, or that a column is left out', () => {
    const { columns } = columnsOf('accounts', rows, { 備考: 'name', '会社名（必須）': '', 社名: '' })
    expect(columns.map((c) => c.field)).toEqual(['externalId', null, 'prefecture', 'name', null])
  })

  it('a mapping may name two columns for one field, and is told so', () => {
    const { found } = columnsOf('accounts', rows, { 備考: 'name', '会社名（必須）': 'name' })
    expect(found).toMatchObject([{ code: 'column-twice', field: 'name' }])
  })

  it('says which columns are missing, or that there is no head', () => {
    expect(columnsOf('accounts', [['会社名'], ['x']], {}).found).toEqual([
      { row: 1, field: 'prefecture', code: 'column-missing' },
    ])
    const unknown = columnsOf('accounts', [['title'], ['who', 'where'], ['y', 'z']], {})
    expect(unknown.found).toEqual([{ row: null, field: null, code: 'no-header' }])
    expect(unknown.columns.map((c) => c.head)).toEqual(['who', 'where'])
  })
})
