/**
 * A backup as one file: a tar archive of `manifest.json`, its digest, and each table's rows compressed, so that
 * whoever has only common tools can look into it. Tables stand in the order in which they can be filled.
 */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { type Readable, Writable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract, pack } from 'tar-stream'
import { z } from 'zod'
import { Refusal } from '../refusal.ts'
import { digesting } from './digest.ts'

const manifestShape = z.object({
  format: z.literal('bansou-backup'),
  formatVersion: z.literal(1),
  program: z.string(),
  madeAt: z.string(),
  /** By which the key is known that sealed values open with; it is not in the backup. Null: the installation had none. */
  keyMark: z.string().nullable(),
  migrations: z.array(z.object({ number: z.int(), name: z.string(), checksum: z.string() })),
  tables: z.array(
    z.object({ name: z.string(), columns: z.array(z.string()), rows: z.int(), sha256: z.string().length(64) }),
  ),
  sequences: z.array(z.object({ name: z.string(), last: z.string(), called: z.boolean() })),
})
export type Manifest = z.output<typeof manifestShape>

const MANIFEST = 'manifest.json'
const MANIFEST_DIGEST = 'manifest.sha256'
const fileOf = (table: string) => `tables/${table}.copy.gz`
const sha256 = (text: Buffer | string) => createHash('sha256').update(text).digest('hex')

const damaged = (file: string, what: string) => new Refusal(`${file} is damaged and was not used: ${what}`)

/** Puts the spooled tables and their manifest into one file, which appears whole or not at all. */
export async function writeArchive(file: string, manifest: Manifest, spooled: Map<string, string>): Promise<void> {
  const part = `${file}.part`
  const tar = pack()
  const out = pipeline(tar, createWriteStream(part, { mode: 0o600 }))
  // Awaited below; a write that fails meanwhile must not end the process first.
  out.catch(() => undefined)
  try {
    const text = `${JSON.stringify(manifest, null, 2)}\n`
    tar.entry({ name: MANIFEST }, text)
    tar.entry({ name: MANIFEST_DIGEST }, `${sha256(text)}\n`)
    for (const { name } of manifest.tables) {
      const from = spooled.get(name)!
      const { size } = await stat(from)
      await pipeline(createReadStream(from), tar.entry({ name: fileOf(name), size }))
    }
    tar.finalize()
    await out
    const handle = await open(part, 'r+')
    await handle.sync()
    await handle.close()
    await rename(part, file)
  } catch (error) {
    tar.destroy()
    await rm(part, { force: true })
    throw error
  }
}

function readManifest(file: string, text: Buffer, digest: string | null): Manifest {
  if (digest === null || digest.trim() !== sha256(text)) throw damaged(file, 'its table of contents was changed')
  try {
    return manifestShape.parse(JSON.parse(text.toString('utf8')))
  } catch {
    throw new Refusal(`${file} is a backup of a kind that this version of Bansou does not know`)
  }
}

/** Hands every entry of the archive on, in its order; each is read to its end before the next. */
async function eachEntry(file: string, take: (name: string, content: Readable) => Promise<void>): Promise<void> {
  const tar = extract()
  const reading = pipeline(createReadStream(file), tar)
  reading.catch(() => undefined)
  try {
    for await (const entry of tar) {
      await take(entry.header.name, entry as unknown as Readable)
      entry.resume()
    }
    await reading
  } catch (error) {
    if (error instanceof Refusal) throw error
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new Refusal(`${file} does not exist`)
    throw damaged(file, message)
  }
}

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() })

/** Reads a backup from its first byte to its last; answers what it holds, or refuses it with the reason. */
export async function checkArchive(file: string): Promise<Manifest> {
  let text: Buffer | null = null
  let manifest: Manifest | null = null
  const found = new Map<string, { rows: number; sha256: string }>()
  await eachEntry(file, async (name, content) => {
    if (name === MANIFEST) text = await buffer(content)
    else if (name === MANIFEST_DIGEST && text !== null)
      manifest = readManifest(file, text, (await buffer(content)).toString('utf8'))
    else {
      const counted = digesting()
      await pipeline(content, createGunzip(), counted.stream, nowhere())
      found.set(name, counted.digest())
    }
  })
  if (manifest === null) throw new Refusal(`${file} is no backup of Bansou: it has no ${MANIFEST}`)
  const known: Manifest = manifest
  for (const { name, rows, sha256: digest } of known.tables) {
    const read = found.get(fileOf(name))
    if (!read) throw damaged(file, `the table ${name} is missing`)
    if (read.sha256 !== digest || read.rows !== rows) throw damaged(file, `the rows of ${name} were changed`)
  }
  return known
}

/** Hands on the rows of every table of a backup that was checked, uncompressed, in the order in which they may go in. */
export function eachTable(file: string, take: (table: string, rows: Readable) => Promise<void>): Promise<void> {
  return eachEntry(file, async (name, content) => {
    const table = /^tables\/(.+)\.copy\.gz$/.exec(name)?.[1]
    if (table === undefined) return
    const unpacked = createGunzip()
    await Promise.all([pipeline(content, unpacked), take(table, unpacked)])
  })
}
