/** A message as Slack and as Teams take it. */
import type { Outgoing } from '../outbox/index.ts'

type Content = Pick<Outgoing, 'subject' | 'text' | 'language'>
const OPEN = { ja: '伴走で開く', en: 'Open in Bansou' }
const ADDRESS = /^https?:\/\/\S+$/

/** The text without the address at its end, which becomes a button. */
function parted(text: string): { body: string; link: string | null } {
  const lines = text.trim().split('\n')
  const last = lines.at(-1)?.trim() ?? ''
  return ADDRESS.test(last)
    ? { body: lines.slice(0, -1).join('\n').trim(), link: last }
    : { body: text.trim(), link: null }
}

const cut = (text: string, length: number) => (text.length <= length ? text : `${text.slice(0, length - 1)}…`)

/** Slack reads these three as its own signs; nothing else needs escaping, and nobody is mentioned by a name in a fact. */
const slackText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Blocks of an incoming webhook; `text` is what a notification on a phone shows. */
export function slackMessage(content: Content): object {
  const { body, link } = parted(content.text)
  return {
    text: slackText(content.subject),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: cut(content.subject, 150), emoji: false } },
      ...(body === ''
        ? []
        : [{ type: 'section', text: { type: 'mrkdwn', text: cut(slackText(body), 3000), verbatim: true } }]),
      ...(link === null
        ? []
        : [
            {
              type: 'actions',
              elements: [
                { type: 'button', text: { type: 'plain_text', text: OPEN[content.language], emoji: false }, url: link },
              ],
            },
          ]),
    ],
  }
}

/** In a text block of a card Markdown is read; what would be taken for it is written as itself. */
const cardText = (text: string) => text.replace(/[\\`*_{}[\]()#+!|<>~-]/g, '\\$&').replaceAll('\n', '\n\n')

/** An Adaptive Card in the envelope that the workflow "post to a channel when a webhook request is received" takes. */
export function teamsMessage(content: Content): object {
  const { body, link } = parted(content.text)
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          lang: content.language,
          msteams: { width: 'Full' },
          body: [
            {
              type: 'TextBlock',
              text: cardText(cut(content.subject, 500)),
              weight: 'Bolder',
              size: 'Medium',
              wrap: true,
            },
            ...(body === '' ? [] : [{ type: 'TextBlock', text: cardText(cut(body, 10_000)), wrap: true }]),
          ],
          ...(link !== null && {
            actions: [{ type: 'Action.OpenUrl', title: OPEN[content.language], url: link }],
          }),
        },
      },
    ],
  }
}
