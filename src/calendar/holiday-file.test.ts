import { describe, expect, test } from 'vitest'
import { readHolidayFile } from './holiday-file.ts'
import { cp932, HEADER, officialFile, officialRows } from './official-days.fixture.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)
const faultsOf = (...rows: string[]) => {
  const file = readHolidayFile(officialFile(rows))
  return file.ok ? [] : file.faults.map((f) => [f.line, f.column, f.reason])
}

describe('a file as the Cabinet Office publishes it', () => {
  test('CP932, CRLF, dates without padding', () => {
    const file = readHolidayFile(officialFile(officialRows(2019)))
    if (!file.ok) throw new Error('expected a readable file')
    expect(file.encoding).toBe('cp932')
    expect(file.rows).toHaveLength(22)
    expect(file.rows).toContainEqual({ date: '2019-05-01', name: '休日（祝日扱い）' })
    expect(file.rows).toContainEqual({ date: '2019-10-14', name: '体育の日（スポーツの日）' })
  })

  test('the extensions of CP932 are read', () => {
    const file = readHolidayFile(officialFile(['2028/1/1,髙﨑の日']))
    expect(file.ok && file.rows[0]!.name).toBe('髙﨑の日')
  })

  test('saved again from a spreadsheet: UTF-8, a mark, padded dates, quotes, plain line ends, blank lines at the end', () => {
    const text = `${HEADER}\n2028/01/01,元日\n"2028/2/11","建国記念の日"\n\n`
    for (const [bytes, encoding] of [
      [utf8(text), 'utf-8'],
      [utf8(`\ufeff${text}`), 'utf-8-bom'],
      [cp932(text), 'cp932'],
    ] as const) {
      expect(readHolidayFile(bytes)).toEqual({
        ok: true,
        encoding,
        rows: [
          { date: '2028-01-01', name: '元日' },
          { date: '2028-02-11', name: '建国記念の日' },
        ],
      })
    }
  })
})

describe('a broken row is named by line and column', () => {
  test.each([
    ['no date', '元日,2028/1/1', [3, 1, 'not-a-date']],
    ['a date in another form', '2028-02-11,建国記念の日', [3, 1, 'not-a-date']],
    ['a day that does not exist', '2027/2/29,何かの日', [3, 1, 'impossible-date']],
    ['a day named twice', '2028/1/1,元日', [3, 1, 'date-twice']],
    ['one column', '2028/2/11', [3, 2, 'column-missing']],
    ['no name', '2028/2/11,', [3, 2, 'name-missing']],
    ['a name without end', `2028/2/11,${'祝'.repeat(101)}`, [3, 2, 'name-too-long']],
    ['a third column', '2028/2/11,建国記念の日,振替', [3, 3, 'too-many-columns']],
    ['a blank line between', '', [3, 1, 'not-a-date']],
  ])('%s', (_, row, fault) => {
    expect(faultsOf('2028/1/1,元日', row, '2028/2/23,天皇誕生日')).toEqual([fault])
  })

  test('every broken row is told, not only the first', () => {
    expect(faultsOf('x,元日', '2028/1/1,元日', '2028/13/1,元日')).toEqual([
      [2, 1, 'not-a-date'],
      [4, 1, 'impossible-date'],
    ])
  })

  test('a header that is none, in the column where it is wrong', () => {
    const reasonOf = (text: string) => {
      const file = readHolidayFile(cp932(text))
      return file.ok ? null : file.faults[0]
    }
    expect(reasonOf('2028/1/1,元日\r\n')).toMatchObject({ line: 1, column: 1, reason: 'bad-header' })
    expect(reasonOf('国民の祝日・休日月日,備考\r\n2028/1/1,元日')).toMatchObject({ line: 1, column: 2, value: '備考' })
    expect(reasonOf('')).toMatchObject({ line: 1, column: 1, reason: 'bad-header' })
    expect(reasonOf(HEADER)).toMatchObject({ line: 2, reason: 'no-rows' })
  })

  test('bytes that are no text in any of the encodings', () => {
    expect(readHolidayFile(Uint8Array.of(0xff, 0xfe, 0x00, 0x81))).toMatchObject({
      ok: false,
      faults: [{ reason: 'not-readable' }],
    })
    const brokenMark = Uint8Array.from([0xef, 0xbb, 0xbf, 0x81, 0x20])
    expect(readHolidayFile(brokenMark)).toMatchObject({ ok: false, faults: [{ reason: 'not-readable' }] })
  })

  test('a name in which a character was lost', () => {
    const file = readHolidayFile(utf8(`${HEADER}\n2028/1/1,元\ufffd\n`))
    expect(file).toMatchObject({ ok: false, faults: [{ line: 2, column: 2, reason: 'broken-character' }] })
  })
})
