/**
 * Loaded before every program that is launched here: how it ends when it is told to.
 *
 * One wish to stop may arrive twice within moments, from the terminal or the process group and from the launcher that
 * passes it on; the second must not look like impatience. A program without a handler of its own leaves by process.exit,
 * so that what waits for the exit still happens.
 */
import './follow-parent.mjs'

const NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 }
const ONE_WISH_MS = 1000
const emit = process.emit
let heardAt = -ONE_WISH_MS

process.emit = function emitOnce(event, ...rest) {
  if (event in NUMBERS) {
    const now = performance.now()
    if (now - heardAt < ONE_WISH_MS) return true
    heardAt = now
  }
  return emit.call(this, event, ...rest)
}

for (const [signal, number] of Object.entries(NUMBERS)) {
  process.on(signal, () => {
    if (process.listenerCount(signal) === 1) process.exit(128 + number)
  })
}
