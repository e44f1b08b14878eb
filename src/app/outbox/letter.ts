/** One letter in two forms: plain text, and the same set as a page that every mail program can show. */
import type { Language } from '../../kernel/route.ts'

/** What is sent, whatever the way. `text` holds paragraphs parted by empty lines; an address alone on a line is a link to press. */
export type Outgoing = {
  id: string
  recipient: string
  language: Language
  kind: string
  subject: string
  text: string
  unsubscribe: string | null
  createdAt: number
}

const WORDS = {
  ja: {
    open: '開く',
    foot: 'このメールは「伴走」からお送りしました。',
    end: 'お知らせの受け取り方を変える',
  },
  en: {
    open: 'Open',
    foot: 'This letter was sent by Bansou.',
    end: 'Change what you are told of',
  },
} as const

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]!)

const ADDRESS = /^https?:\/\/\S+$/

/** A paragraph, or an address that is one by itself: what the letter is for. */
type Block = { link: string } | { lines: string[] }

const isAddress = (line: string): boolean => ADDRESS.test(line.trim())

/** The blocks of a text, in order. */
export function blocksOf(text: string): Block[] {
  return text
    .split(/\n{2,}/)
    .map((block) => block.split('\n').filter((line) => line.trim() !== ''))
    .filter((lines) => lines.length > 0)
    .map((lines) => (lines.length === 1 && isAddress(lines[0]!) ? { link: lines[0]!.trim() } : { lines }))
}

export function plainText(letter: Outgoing): string {
  const { foot, end } = WORDS[letter.language]
  const last = letter.unsubscribe ? `${foot}\n${end}: ${letter.unsubscribe}` : foot
  return `${letter.text.trim()}\n\n-- \n${last}\n`
}

const INK = '#20242a'
const QUIET = '#565c64'
const INDIGO = '#1c4e80'
const FONTS = "'Hiragino Sans','Yu Gothic','Noto Sans JP',Meiryo,sans-serif"

function lineHtml(line: string, language: Language): string {
  if (!isAddress(line)) return escapeHtml(line)
  return `<a href="${escapeHtml(line.trim())}" style="color:${INDIGO};font-size:13px">${WORDS[language].open}</a>`
}

function blockHtml(block: Block, language: Language): string {
  if ('link' in block) {
    const href = escapeHtml(block.link)
    return `<p style="margin:20px 0"><a href="${href}" style="display:inline-block;padding:10px 22px;border-radius:8px;background:${INDIGO};color:#ffffff;font-weight:700;text-decoration:none">${WORDS[language].open}</a></p><p style="margin:0 0 16px;font-size:12px;color:${QUIET};word-break:break-all">${href}</p>`
  }
  return `<p style="margin:0 0 16px">${block.lines.map((line) => lineHtml(line, language)).join('<br>')}</p>`
}

/** Styles stand on the elements: mail programs drop sheets. No picture and nothing from elsewhere is loaded. */
export function htmlPage(letter: Outgoing): string {
  const { foot, end } = WORDS[letter.language]
  const body = blocksOf(letter.text).map((block) => blockHtml(block, letter.language))
  const way = letter.unsubscribe
    ? `<br><a href="${escapeHtml(letter.unsubscribe)}" style="color:${QUIET}">${end}</a>`
    : ''
  return `<!doctype html><html lang="${letter.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light"><title>${escapeHtml(letter.subject)}</title></head><body style="margin:0;padding:24px 12px;background:#faf8f4;color:${INK};font:15px/1.7 ${FONTS}"><div style="max-width:560px;margin:0 auto;padding:28px 28px 20px;background:#ffffff;border:1px solid #e6e1d7;border-radius:12px"><h1 style="margin:0 0 18px;font-size:18px;line-height:1.5">${escapeHtml(letter.subject)}</h1>${body.join('')}<p style="margin:28px 0 0;padding-top:14px;border-top:1px solid #e6e1d7;font-size:12px;color:${QUIET}">${foot}${way}</p></div></body></html>`
}
