import type { Column } from './column.ts'

/** A cell that a spreadsheet would take for a formula is set in quotes of its own. */
const safe = (text: string) => (/^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text)
const quoted = (text: string) => `"${safe(text).replaceAll('"', '""')}"`

export function csvOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const written = columns.filter((c) => c.text)
  const lines = [written.map((c) => quoted(c.head)), ...rows.map((row) => written.map((c) => quoted(c.text!(row))))]
  return `${lines.map((line) => line.join(',')).join('\r\n')}\r\n`
}

/** With a byte order mark, without which spreadsheets in Japan read it as Shift_JIS. */
export function saveCsv(name: string, text: string) {
  const address = URL.createObjectURL(new Blob(['\ufeff', text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `${name}.csv`
  link.click()
  URL.revokeObjectURL(address)
}
