/** A real mail server for tests, on a free port of this machine: keeps what it takes, refuses what it is told to refuse. */
import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

type Refusal = { at: 'rcpt' | 'data'; code: number; text: string }
export type MailServer = {
  url: string
  port: number
  /** What was taken, in order, as a mail program reads it; with the envelope's recipients. */
  taken: { mail: ParsedMail; to: string[]; secure: boolean; user: string | null }[]
  refuse(how: Refusal | null): void
  /** Waits so many milliseconds before it takes a letter. */
  slow(ms: number): void
  stop(): Promise<void>
}

export async function startMailServer(
  options: { port?: number; auth?: boolean; tls?: boolean } = {},
): Promise<MailServer> {
  const taken: MailServer['taken'] = []
  let refusal: Refusal | null = null
  let pause = 0
  const refused = ({ code, text }: Refusal) => Object.assign(new Error(text), { responseCode: code })
  const server = new SMTPServer({
    authOptional: options.auth !== true,
    disabledCommands: [...(options.auth ? [] : ['AUTH']), ...(options.tls === false ? ['STARTTLS'] : [])],
    logger: false,
    closeTimeout: 200,
    onAuth: ({ username, password }, _session, done) =>
      password === 'right' ? done(null, { user: username ?? '' }) : done(new Error('Invalid username or password')),
    onRcptTo: (_address, _session, done) => done(refusal?.at === 'rcpt' ? refused(refusal) : null),
    onData(stream, session, done) {
      void simpleParser(stream).then(async (mail) => {
        await new Promise((resolve) => setTimeout(resolve, pause))
        if (refusal?.at === 'data') return done(refused(refusal))
        taken.push({
          mail,
          to: session.envelope.rcptTo.map((r) => r.address),
          secure: session.secure,
          user: session.user ? String(session.user) : null,
        })
        return done()
      }, done)
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    taken,
    refuse: (how) => {
      refusal = how
    },
    slow: (ms) => {
      pause = ms
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
