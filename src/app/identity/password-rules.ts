/** What a password must be: long enough, not leaked, and not made of what everybody knows of the person. */
import { Problem } from '../../kernel/failure.ts'
import { isBreached } from './breached.ts'

/** Characters, as a person counts them. NIST SP 800-63B asks for 8 beside a second factor, and 15 without one. */
export const SHORTEST_PASSWORD = 12
export const LONGEST_PASSWORD = 200

/** The product's own words; nobody's password should be found by reading its sign-in page. */
const OWN_WORDS = ['bansou', '伴走', 'バンソウ', 'ばんそう', 'password', 'パスワード']
/** Two characters are a Japanese surname, and in Latin letters nothing. */
const isWord = (text: string): boolean => lengthOf(text) >= (/^[\p{ASCII}]*$/u.test(text) ? 3 : 2)

export type Owner = { email: string; name: string }
export type PasswordFault = {
  code: 'too-short' | 'too-long' | 'password-breached' | 'password-guessable'
  limit: number
}

const normal = (text: string): string => text.normalize('NFKC').toLowerCase()
const lengthOf = (text: string): number => [...text].length

function wordsOf({ email, name }: Owner): string[] {
  const words = normal(`${email} ${name}`).split(/[^\p{L}\p{N}]+/u)
  const [local = ''] = normal(email).split('@')
  return [...OWN_WORDS, local, ...words].filter(isWord).sort((a, b) => lengthOf(b) - lengthOf(a))
}

/** What is left when own words are taken out, and runs of one character shortened to it. */
function substanceOf(password: string, owner: Owner): string {
  const without = wordsOf(owner).reduce((rest, word) => rest.replaceAll(word, ''), normal(password))
  return without.replace(/(.)\1{2,}/gsu, '$1')
}

const FEWEST_DIFFERENT = 5

/** Null where the password may be used. */
export function passwordFault(password: string, owner: Owner): PasswordFault | null {
  const length = lengthOf(password)
  if (length < SHORTEST_PASSWORD) return { code: 'too-short', limit: SHORTEST_PASSWORD }
  if (length > LONGEST_PASSWORD) return { code: 'too-long', limit: LONGEST_PASSWORD }
  if (isBreached(password)) return { code: 'password-breached', limit: SHORTEST_PASSWORD }
  const substance = substanceOf(password, owner)
  const poor = lengthOf(substance) < SHORTEST_PASSWORD || new Set(substance).size < FEWEST_DIFFERENT
  return poor ? { code: 'password-guessable', limit: SHORTEST_PASSWORD } : null
}

/** Throws `invalid-field` with the fault's code at the field. */
export function mustBeUsable(password: string, owner: Owner, field = 'password'): void {
  const fault = passwordFault(password, owner)
  if (fault) throw new Problem('invalid-field', field, fault)
}
