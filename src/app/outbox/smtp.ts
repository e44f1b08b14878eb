/** Sends letters through the mail server that the installation names. */
import nodemailer from 'nodemailer'
import { formatInstant } from '../../kernel/clock.ts'
import { Refusal } from '../refusal.ts'
import { htmlPage, type Outgoing, plainText } from './letter.ts'
import { NotSent } from './not-sent.ts'

export type MailSettings = {
  /** `smtps://user:password@host:465` or `smtp://user:password@host:587`. */
  url: string
  /** `伴走 <bansou@example.jp>`, or an address alone. */
  from: string
}
export type Sender = { send(letter: Outgoing): Promise<void>; close(): Promise<void> }

const FROM = /^(?:(?<name>[^<>\r\n]*)<(?<inner>[^\s<>@]+@[^\s<>@]+)>|(?<bare>[^\s<>@]+@[^\s<>@]+))$/
const LONGEST_FAULT = 300

function senderOf(from: string): { name: string; address: string } {
  const found = FROM.exec(from.trim())?.groups
  if (!found)
    throw new Refusal('BANSOU_MAIL_FROM is no address: write it as `Bansou <bansou@example.jp>` or `bansou@example.jp`')
  return { name: (found.name ?? '').trim().replace(/^"(.*)"$/, '$1'), address: (found.inner ?? found.bare)! }
}

/** What the environment says of mail; null where no server is named and letters stay in the outbox. */
export function mailSettings(env: Record<string, string | undefined>): MailSettings | null {
  const { BANSOU_SMTP_URL: url, BANSOU_MAIL_FROM: from } = env
  if (!url) return null
  // The address may hold a password and is not repeated.
  const named = URL.canParse(url) ? new URL(url) : null
  if (named === null || !['smtp:', 'smtps:'].includes(named.protocol) || named.hostname === '')
    throw new Refusal('BANSOU_SMTP_URL is no mail server: write it as smtps://user:password@host:465')
  if (!from)
    throw new Refusal('BANSOU_SMTP_URL names a mail server; BANSOU_MAIL_FROM must say whose address letters bear')
  senderOf(from)
  return { url, from }
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Encrypted or not at all, but for a mail server on this machine (`?tls=required` asks it there too), or with `?tls=off`. */
function transportOf(settings: MailSettings) {
  const url = new URL(settings.url)
  const secure = url.protocol === 'smtps:'
  const tls = url.searchParams.get('tls')
  const plain = tls === 'off' || (tls !== 'required' && LOOPBACK.has(url.hostname))
  return nodemailer.createTransport({
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: !secure && !plain,
    ignoreTLS: !secure && tls === 'off',
    ...(url.username && { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    // Where it may go unencrypted, a certificate that nobody vouches for is no worse.
    ...((url.searchParams.get('verify') === 'off' || (plain && !secure)) && { tls: { rejectUnauthorized: false } }),
    pool: true,
    maxConnections: 2,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

type SmtpError = Error & { responseCode?: number; response?: string; code?: string; command?: string }

/** The server's own words, without the addresses that they may repeat. */
function wordsOf(error: SmtpError): string {
  const said = error.response ?? `${error.code ?? 'ESMTP'} ${error.message}`
  return said.replace(/<?[^\s<>]+@[^\s<>]+>?/g, '…').slice(0, LONGEST_FAULT)
}

/** 5xx about the letter or its recipient is for good; about who we are (sign-in, encryption) it is the operator's to mend. */
function notSent(error: SmtpError): NotSent {
  const aboutUs =
    error.code === 'EAUTH' || error.code === 'ETLS' || error.command === 'AUTH' || error.command === 'CONN'
  const forGood = !aboutUs && (error.responseCode ?? 0) >= 500
  return new NotSent(wordsOf(error), { forGood })
}

export function openSmtp(settings: MailSettings): Sender {
  const transport = transportOf(settings)
  const from = senderOf(settings.from)
  const domain = from.address.slice(from.address.indexOf('@') + 1)
  return {
    async send(letter) {
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: letter.recipient },
          subject: letter.subject,
          text: plainText(letter),
          html: htmlPage(letter),
          // The same at every try, so that a mail program shows a letter once that was sent twice.
          messageId: `<${letter.id}@${domain}>`,
          date: formatInstant(letter.createdAt, 'UTC'),
          headers: {
            'Auto-Submitted': 'auto-generated',
            'Content-Language': letter.language,
            ...(letter.unsubscribe && { 'List-Unsubscribe': `<${letter.unsubscribe}>` }),
          },
        })
      } catch (error) {
        throw notSent(error as SmtpError)
      }
    },
    close: async () => transport.close(),
  }
}
