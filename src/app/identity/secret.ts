/** What the installation's key is good for in sign-in: sealing what the database must not show, signing what a browser keeps. */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { openSecrets, randomKey, type Secrets } from '../secrets.ts'

export type Sealer = Secrets & {
  sign(text: string, purpose: string): string
  isSigned(text: string, signature: string, purpose: string): boolean
}

export function openSealer(key: Buffer): Sealer {
  const sign = (text: string, purpose: string) => {
    const own = Buffer.from(hkdfSync('sha256', key, 'bansou', `sign ${purpose}`, 32))
    return createHmac('sha256', own).update(text).digest('base64url')
  }
  return {
    ...openSecrets(key),
    sign,
    isSigned(text, signature, purpose) {
      const right = Buffer.from(sign(text, purpose))
      const given = Buffer.from(signature)
      return right.length === given.length && timingSafeEqual(right, given)
    },
  }
}

/** For databases that are thrown away: what it seals can be read in this process only. */
export const throwAwaySealer = (): Sealer => openSealer(randomKey())
