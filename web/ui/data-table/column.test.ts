import { describe, expect, it } from 'vitest'
import { type Column, columnsInAddress, findRows, shownColumns, sortRows, turned } from './column.ts'
import { csvOf } from './csv.ts'

type Row = { name: string; left: number | null }
const rows: Row[] = [
  { name: '株式会社ミホン', left: 30 },
  { name: 'Ａcme', left: null },
  { name: '架空精機', left: 200 },
]
const columns: Column<Row>[] = [
  { id: 'name', head: 'Name', fixed: true, cell: (r) => r.name, text: (r) => r.name, order: (r) => r.name },
  { id: 'left', head: 'Left', cell: (r) => r.left, text: (r) => String(r.left ?? ''), order: (r) => r.left },
  { id: 'more', head: 'More', extra: true, cell: () => null },
]
const names = (found: readonly Row[]) => found.map((r) => r.name)

describe('rows', () => {
  it('sort either way with what has no value last', () => {
    expect(names(sortRows(rows, columns, { sort: 'left' }))).toEqual(['株式会社ミホン', '架空精機', 'Ａcme'])
    expect(names(sortRows(rows, columns, { sort: '-left' }))).toEqual(['架空精機', '株式会社ミホン', 'Ａcme'])
    expect(sortRows(rows, columns, { sort: 'nothing' })).toBe(rows)
  })

  it('turn from up to down to none', () => {
    expect(turned(undefined, 'left')).toBe('left')
    expect(turned('left', 'left')).toBe('-left')
    expect(turned('-left', 'left')).toBeUndefined()
  })

  it('are found by every word, however wide it is written', () => {
    expect(names(findRows(rows, columns, 'acme'))).toEqual(['Ａcme'])
    expect(names(findRows(rows, columns, 'ﾐﾎﾝ 30'))).toEqual(['株式会社ミホン'])
    expect(findRows(rows, columns, ' ')).toBe(rows)
  })
})

describe('columns', () => {
  it('are the usual ones, or those chosen and the fixed ones', () => {
    expect(shownColumns(columns, {}).map((c) => c.id)).toEqual(['name', 'left'])
    expect(shownColumns(columns, { cols: 'more' }).map((c) => c.id)).toEqual(['name', 'more'])
  })

  it('stand in the order in which they were put, and the usual one leaves the address bare', () => {
    expect(shownColumns(columns, { cols: 'left,name' }).map((c) => c.id)).toEqual(['left', 'name'])
    expect(columnsInAddress(columns, ['left', 'name'])).toBe('left,name')
    expect(columnsInAddress(columns, ['name', 'left'])).toBeUndefined()
  })
})

it('exports what is shown, with quotes doubled and formulas kept as words', () => {
  const odd = [
    { name: '=HYPERLINK("x")', left: -5 },
    { name: 'a "b", c', left: 0 },
  ]
  expect(csvOf(columns, odd)).toBe('"Name","Left"\r\n"\'=HYPERLINK(""x"")","-5"\r\n"a ""b"", c","0"\r\n')
})
