/** Random tokens whose digests alone are kept. */
import { createHash, randomBytes } from 'node:crypto'

export const newToken = (): string => randomBytes(32).toString('base64url')
export const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest()
/** A token of ours is 32 bytes; anything else is not worth a question to the database. */
export const isToken = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text)
