/** The language of an answer: the first of Accept-Language that the server speaks, Japanese where it names none. */
import type { FastifyRequest } from 'fastify'
import type { Language } from '../../kernel/route.ts'

const known = new Map<string, Language>()
/** Browsers send a handful of different headers; a bound against those who send others. */
const MOST_KNOWN = 500

function parse(header: string): Language {
  const asked = header.split(',').map((item, i) => {
    const [tag = '', ...parameters] = item.trim().split(';')
    const q = parameters.map((p) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(p)?.[1]).find((value) => value !== undefined)
    return { tag: tag.trim().toLowerCase().split('-')[0], q: q === undefined ? 1 : Number(q), i }
  })
  const ranked = asked.filter(({ q }) => q > 0).sort((a, b) => b.q - a.q || a.i - b.i)
  return ranked.find(({ tag }) => tag === 'ja' || tag === 'en')?.tag === 'en' ? 'en' : 'ja'
}

export function languageOf(request: Pick<FastifyRequest, 'headers'>): Language {
  const header = request.headers['accept-language']
  if (!header) return 'ja'
  const found = known.get(header)
  if (found) return found
  const language = parse(header)
  if (known.size < MOST_KNOWN) known.set(header, language)
  return language
}
