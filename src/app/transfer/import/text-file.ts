/** The text of a file whose encoding nobody said: byte order mark, then UTF-8, then what Japanese Windows writes (CP932). */
import iconv from 'iconv-lite'

export type Encoding = 'utf-8' | 'utf-8-bom' | 'utf-16' | 'cp932'

const startsWith = (bytes: Uint8Array, ...mark: number[]) => mark.every((byte, i) => bytes[i] === byte)

/** Bytes that CP932 has no character for become U+FFFD; a file full of them is no text. */
const MOST_UNREADABLE = 0.01

/** Null where it is no text that is known here. */
export function decodeText(bytes: Uint8Array): { text: string; encoding: Encoding } | null {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf))
    return { text: new TextDecoder('utf-8').decode(bytes), encoding: 'utf-8-bom' }
  if (startsWith(bytes, 0xff, 0xfe)) return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16' }
  if (startsWith(bytes, 0xfe, 0xff)) return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'utf-16' }
  if (bytes.includes(0)) return null
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' }
  } catch {
    const text = iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), 'cp932')
    const unreadable = text.split('\ufffd').length - 1
    return unreadable > text.length * MOST_UNREADABLE ? null : { text, encoding: 'cp932' }
  }
}
