/** Questions on a terminal, with and without echo. */
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { faultOf, type NewAdministrator } from './administrator.ts'
import { Refusal } from './refusal.ts'

export type Asker = {
  ask(question: string): Promise<string>
  /** What is typed is not shown. */
  askHidden(question: string): Promise<string>
  say(line: string): void
}

type Terminal = { input: NodeJS.ReadableStream; output: NodeJS.WritableStream }

/** The person ended the conversation: Ctrl-C, Ctrl-D, or the terminal is gone. */
const NOBODY =
  'no administrator was made; start again, or make one with: npm run admin -- create --email ADDRESS --name NAME'

/** One line; `terminal: true` lets readline, which puts a terminal into raw mode, decide what is echoed. */
function lineFrom({ input, output }: Terminal, question: string, shown: boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
    output.write(question)
    const lines = createInterface({
      input,
      output: shown ? output : silent,
      terminal: true,
      prompt: shown ? question : '',
    })
    // Readline would wipe the question on its first redraw unless it is its own prompt.
    if (shown) output.write('\r')
    lines.prompt()
    let answered = false
    lines.once('line', (line) => {
      answered = true
      lines.close()
      if (!shown) output.write('\n')
      resolve(line)
    })
    lines.once('SIGINT', () => lines.close())
    lines.once('close', () => {
      if (answered) return
      output.write('\n')
      reject(new Refusal(NOBODY))
    })
  })
}

export const askerOn = (terminal: Terminal): Asker => ({
  ask: (question) => lineFrom(terminal, question, true),
  askHidden: (question) => lineFrom(terminal, question, false),
  say: (line) => {
    terminal.output.write(`${line}\n`)
  },
})

async function untilRight(asker: Asker, field: 'name' | 'email', question: string): Promise<string> {
  for (;;) {
    const text = (await asker.ask(question)).trim()
    const fault = faultOf[field](text)
    if (fault === null) return text
    asker.say(`  ${fault}`)
  }
}

export async function askPassword(asker: Asker): Promise<string> {
  for (;;) {
    const first = await asker.askHidden('Password · パスワード (12+): ')
    const fault = faultOf.password(first)
    if (fault !== null) asker.say(`  ${fault}`)
    else if (first !== (await asker.askHidden('Once more · もう一度: '))) asker.say('  the two are not the same')
    else return first
  }
}

/** The first administrator, asked for on the terminal. */
export async function askAdministrator(asker: Asker): Promise<NewAdministrator> {
  asker.say('The first administrator · 最初の管理者')
  const name = await untilRight(asker, 'name', 'Name · 氏名: ')
  const email = await untilRight(asker, 'email', 'E-mail · メールアドレス: ')
  return { name, email, password: await askPassword(asker) }
}
