/** Passwords at rest: scrypt with its own salt and costs beside it, so that costs can rise without a reset. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** N = 2^log2N blocks of 128·r bytes: 32 MB and about 60 ms by default. */
export type PasswordCost = { log2N: number; r: number; p: number }
export const PASSWORD_COST: PasswordCost = { log2N: 15, r: 8, p: 1 }

const KEY_BYTES = 32

/** One person types it composed, another decomposed: NFKC makes them one (RFC 8265 section 4.2). */
function keyOf(password: string, salt: Buffer, cost: PasswordCost): Promise<Buffer> {
  const N = 2 ** cost.log2N
  const options = { N, r: cost.r, p: cost.p, maxmem: 256 * N * cost.r }
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, options, (error, key) => (error ? reject(error) : resolve(key)))
  })
}

/** `scrypt$15$8$1$salt$key`, base64url. */
export async function hashPassword(password: string, cost: PasswordCost = PASSWORD_COST): Promise<string> {
  const salt = randomBytes(16)
  const key = await keyOf(password, salt, cost)
  return ['scrypt', cost.log2N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [, log2N, r, p, salt, key] = hash.split('$')
  if (log2N === undefined || r === undefined || p === undefined || salt === undefined || key === undefined) return false
  const asked = await keyOf(password, Buffer.from(salt, 'base64url'), { log2N: +log2N, r: +r, p: +p })
  return timingSafeEqual(asked, Buffer.from(key, 'base64url'))
}
