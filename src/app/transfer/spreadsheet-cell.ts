/** Cells of a CSV file that a spreadsheet will open: what it would calculate is made text. */

/** First characters after which a spreadsheet takes a text for a formula. */
const FORMULA = /^[=+\-@\t\r]/

function plainText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return FORMULA.test(value) ? `'${value}` : value
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const quoted = (text: string) => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** One line of CSV (RFC 4180) with its end. Only texts are guarded: a negative number stays a number. */
export const csvLine = (cells: readonly unknown[]): string =>
  `${cells.map((cell) => quoted(plainText(cell))).join(',')}\r\n`

/** Says UTF-8 to a spreadsheet. */
export const BYTE_ORDER_MARK = '\ufeff'
