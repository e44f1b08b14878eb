/** Counts and digests what passes: the rows of a table as PostgreSQL copies them, one line a row. */
import { createHash } from 'node:crypto'
import { Transform } from 'node:stream'

export type Digest = { rows: number; sha256: string }

const LINE_END = 10

/** A stream that lets everything through; `digest` is right once it has ended. Line ends within a value are escaped. */
export function digesting(): { stream: Transform; digest(): Digest } {
  const hash = createHash('sha256')
  let rows = 0
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      for (let at = chunk.indexOf(LINE_END); at !== -1; at = chunk.indexOf(LINE_END, at + 1)) rows++
      done(null, chunk)
    },
  })
  return { stream, digest: () => ({ rows, sha256: hash.digest('hex') }) }
}
