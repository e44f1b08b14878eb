/** What whoever started the server reads when it is ready: where it is, and how to get in. In English and Japanese. */
import type { Started } from './server-process.ts'

/** Columns on a terminal: kana, kanji and full-width forms take two. */
const widthOf = (text: string) =>
  [...text].reduce(
    (sum, c) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(c) ? 2 : 1),
    0,
  )
const padded = (text: string, width: number) => text + ' '.repeat(Math.max(0, width - widthOf(text)))

export function greetingOf({ address, demoSignIns, hasUsers }: Started, seconds: number): string[] {
  const lines = [
    '',
    `  Bansou  ${address}`,
    `  ready in ${seconds.toFixed(1)} s · ${seconds.toFixed(1)} 秒で起動しました`,
  ]
  if (demoSignIns.length > 0) {
    const columns = demoSignIns.map(({ label, email }) => [label.en, label.ja, email] as const)
    const widths = [0, 1, 2].map((i) => Math.max(...columns.map((c) => widthOf(c[i]!))))
    lines.push(
      '',
      '  Demo sign-ins · デモのサインイン',
      ...columns.map(
        (c) =>
          `    ${c
            .map((text, i) => padded(text, widths[i]!))
            .join('  ')
            .trimEnd()}`,
      ),
    )
    lines.push(`    Password · パスワード: ${demoSignIns[0]!.password}`)
  }
  if (!hasUsers) {
    lines.push(
      '',
      '  Nobody can sign in yet. Make the first administrator:',
      '  まだ誰もサインインできません。最初の管理者を作成してください:',
      '    npm run admin -- create --email ADDRESS --name NAME',
    )
  }
  return [...lines, '']
}
