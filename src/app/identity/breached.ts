/** Whether a password is on the list of those that leaked most often; offline, by digests (breached.md says whose list). */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const BREACHED_FILE = join(import.meta.dirname, 'breached.bin')
/** Five bytes: among 50,000 entries one password in 20 million is taken for a listed one, and asked to be another. */
const BYTES = 5

const normal = (password: string): string => password.normalize('NFKC').toLowerCase()
const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest().subarray(0, BYTES)

/** The file's content: digests in order, each once. */
export function digestsOf(passwords: readonly string[]): Buffer {
  const all = [...new Set(passwords.map((password) => digestOf(normal(password)).toString('hex')))].sort()
  return Buffer.from(all.join(''), 'hex')
}

let list: Buffer | null = null

/** Binary search in the file's digests, read once. */
function isListed(text: string): boolean {
  list ??= readFileSync(BREACHED_FILE)
  const sought = digestOf(text)
  let low = 0
  let high = list.length / BYTES
  while (low < high) {
    const middle = (low + high) >>> 1
    const order = sought.compare(list, middle * BYTES, (middle + 1) * BYTES)
    if (order === 0) return true
    if (order < 0) high = middle
    else low = middle + 1
  }
  return false
}

const SIGNS: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}
const lettersFor = (text: string): string => text.replace(/[013457@$!]/g, (sign) => SIGNS[sign] ?? sign)
/** `abcabcabc` → `abc`. */
const unitOf = (text: string): string => /^(.{3,}?)\1+$/su.exec(text)?.[1] ?? text
const withoutEnds = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
const SHORTEST_CORE = 4

/**
 * True for a listed password, whatever its case and width; also where it is one that digits or signs were added to, that was
 * written with signs for letters, or that stands there twice.
 */
export function isBreached(password: string): boolean {
  const text = normal(password)
  if (isListed(text) || isListed(unitOf(text))) return true
  const cores = [text, withoutEnds(text), lettersFor(text), withoutEnds(lettersFor(withoutEnds(text)))]
  return cores.some((core) => core.length >= SHORTEST_CORE && (isListed(core) || isListed(unitOf(core))))
}
