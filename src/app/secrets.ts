/** Keeps what must be used again and never be read: addresses of webhooks, secrets of sign-in providers. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dataFolder } from './postgres/provide.ts'
import { Refusal } from './refusal.ts'

/** AES-256-GCM: whoever has the database without the key learns nothing, and notices nothing when it was changed. */
export type Secrets = {
  /** `about` ties the sealed text to its row: moved to another, it does not open. */
  seal(text: string, about: string): Buffer
  /** Throws where the key, the text or what it is about is another. */
  open(sealed: Buffer, about: string): string
}

const KEY_BYTES = 32
const IV_BYTES = 12
const TAG_BYTES = 16
const FILE = 'secret.key'

export const randomKey = (): Buffer => randomBytes(KEY_BYTES)

export function openSecrets(key: Buffer): Secrets {
  return {
    seal(text, about) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(about))
      return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
    },
    open(sealed, about) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES))
      decipher.setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(-TAG_BYTES))
      return decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
    },
  }
}

function keyOf(text: string, where: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length === KEY_BYTES) return key
  throw new Refusal(
    `${where} holds no key: write 32 random bytes in base64, as \`openssl rand -base64 32\` prints them`,
  )
}

/** The installation's key: BANSOU_SECRET_KEY, or a file in the data folder that is made at the first start. */
export async function installationKey(env: Record<string, string | undefined>): Promise<Buffer> {
  if (env.BANSOU_SECRET_KEY) return keyOf(env.BANSOU_SECRET_KEY, 'BANSOU_SECRET_KEY')
  const folder = dataFolder(env)
  const path = join(folder, FILE)
  await mkdir(folder, { recursive: true })
  const made = randomKey()
  try {
    await writeFile(path, `${made.toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
    return made
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error
    return keyOf(await readFile(path, 'utf8'), path)
  }
}
