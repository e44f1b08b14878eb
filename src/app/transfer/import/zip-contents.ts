/** Whether a zip file (which an .xlsx is) may be unpacked: what it unpacks to is measured before it is trusted. */
import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'

export type ZipVerdict = 'fine' | 'broken' | 'too-big' | 'encrypted'

const END = 0x06054b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
const ENTRY_SIZE = 46
const LOCAL_SIZE = 30
/** The end record may be followed by a comment of at most 64 kB. */
const END_WITHIN = 65_557
const MOST_ENTRIES = 5000

const inflate = promisify(inflateRaw)

function endOf(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - END_WITHIN); at--)
    if (bytes.readUInt32LE(at) === END) return at
  return -1
}

type Entry = { method: number; packed: number; unpacked: number; at: number; encrypted: boolean }

function entriesOf(bytes: Buffer): Entry[] | null {
  const end = endOf(bytes)
  if (end < 0) return null
  const count = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  if (count > MOST_ENTRIES) return null
  const entries: Entry[] = []
  for (let i = 0; i < count; i++) {
    if (at + ENTRY_SIZE > bytes.length || bytes.readUInt32LE(at) !== ENTRY) return null
    entries.push({
      encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
    })
    at += ENTRY_SIZE + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

/** The bytes of an entry; null where it points outside the file. */
function packedOf(bytes: Buffer, entry: Entry): Buffer | null {
  if (entry.at + LOCAL_SIZE > bytes.length || bytes.readUInt32LE(entry.at) !== LOCAL) return null
  const from = entry.at + LOCAL_SIZE + bytes.readUInt16LE(entry.at + 26) + bytes.readUInt16LE(entry.at + 28)
  return from + entry.packed > bytes.length ? null : bytes.subarray(from, from + entry.packed)
}

/** Unpacks everything once, never more than `most` bytes of it: the sizes that a file states may be lies. */
export async function judgeZip(bytes: Buffer, most: number): Promise<ZipVerdict> {
  const entries = entriesOf(bytes)
  if (entries === null || entries.length === 0) return 'broken'
  if (entries.some((e) => e.encrypted)) return 'encrypted'
  if (entries.reduce((sum, e) => sum + e.unpacked, 0) > most) return 'too-big'
  let left = most
  for (const entry of entries) {
    const packed = packedOf(bytes, entry)
    if (packed === null) return 'broken'
    if (entry.method === 0) left -= packed.length
    else if (entry.method !== 8) return 'broken'
    else
      try {
        left -= (await inflate(packed, { maxOutputLength: Math.max(left, 1) })).length
      } catch (error) {
        return (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-big' : 'broken'
      }
    if (left < 0) return 'too-big'
  }
  return 'fine'
}
