/** Stand-ins for Slack and Teams that take a request as strictly as their public descriptions say, and nothing else. */
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import type { Reach } from './reach.ts'
import { USUAL_HOSTS } from './reach.ts'

const plain = z.strictObject({
  type: z.literal('plain_text'),
  text: z.string().min(1).max(150),
  emoji: z.boolean().optional(),
})
const https = z.url({ protocol: /^https?$/ }).max(3000)
/** Incoming webhooks and the blocks that we use of Block Kit. */
const slack = z.strictObject({
  text: z.string().min(1).max(40_000),
  blocks: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('header'), text: plain }),
        z.strictObject({
          type: z.literal('section'),
          text: z.strictObject({
            type: z.literal('mrkdwn'),
            text: z.string().min(1).max(3000),
            verbatim: z.boolean().optional(),
          }),
        }),
        z.strictObject({
          type: z.literal('actions'),
          elements: z
            .array(z.strictObject({ type: z.literal('button'), text: plain, url: https }))
            .min(1)
            .max(25),
        }),
      ]),
    )
    .max(50),
})
/** The envelope of the workflow trigger, and Adaptive Cards as far as Teams shows them (version 1.4). */
const teams = z.strictObject({
  type: z.literal('message'),
  attachments: z
    .array(
      z.strictObject({
        contentType: z.literal('application/vnd.microsoft.card.adaptive'),
        contentUrl: z.null(),
        content: z.strictObject({
          $schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
          type: z.literal('AdaptiveCard'),
          version: z.enum(['1.2', '1.3', '1.4']),
          lang: z.string(),
          msteams: z.strictObject({ width: z.literal('Full') }),
          body: z
            .array(
              z.strictObject({
                type: z.literal('TextBlock'),
                text: z.string().min(1),
                weight: z.enum(['Lighter', 'Default', 'Bolder']).optional(),
                size: z.enum(['Small', 'Default', 'Medium', 'Large', 'ExtraLarge']).optional(),
                wrap: z.boolean(),
              }),
            )
            .min(1),
          actions: z
            .array(z.strictObject({ type: z.literal('Action.OpenUrl'), title: z.string(), url: https }))
            .max(6)
            .optional(),
        }),
      }),
    )
    .length(1),
})
/** What Teams cuts off. */
const MOST_BYTES = 28_000

// biome-ignore lint/suspicious/noExplicitAny: messages are read by the tests that know them.
type Posted = { host: string; path: string; body: any }
export type Channels = {
  reach: Reach
  posted: Posted[]
  /** How the next requests are answered; null: as their description says. */
  answer(how: { status: number; text?: string; headers?: Record<string, string> } | null): void
  stop(): Promise<void>
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

function take(request: IncomingMessage, raw: Buffer, posted: Posted[]): { status: number; text: string } {
  const host = request.headers.host ?? ''
  const length = Number(request.headers['content-length'])
  if (
    request.method !== 'POST' ||
    !/^application\/json\b/.test(request.headers['content-type'] ?? '') ||
    length !== raw.length
  )
    return { status: 400, text: 'invalid_payload' }
  const isSlack = host === 'hooks.slack.com'
  const read = (isSlack ? slack : teams).safeParse(JSON.parse(raw.toString('utf8')))
  if (!read.success) return { status: 400, text: isSlack ? 'invalid_blocks' : read.error.message }
  if (raw.length > MOST_BYTES) return { status: 413, text: 'too large' }
  posted.push({ host, path: request.url ?? '', body: read.data })
  return isSlack ? { status: 200, text: 'ok' } : { status: 202, text: '' }
}

export async function startChannels(): Promise<Channels> {
  const posted: Posted[] = []
  let how: Parameters<Channels['answer']>[0] = null
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    void bodyOf(request).then((raw) => {
      const answered = how ?? take(request, raw, posted)
      response.writeHead(answered.status, { ...(how?.headers ?? {}) }).end(answered.text ?? '')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    posted,
    answer: (next) => {
      how = next
    },
    // Everything is as outside, but the line leads to this machine and is not encrypted.
    reach: {
      hosts: USUAL_HOSTS,
      addressesOf: async () => ['8.8.8.8'],
      request: (options, answer) => httpRequest({ ...options, host: '127.0.0.1', port }, answer),
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
