/**
 * Ends this process, as by SIGTERM, when the one that started it is gone. A shell or npm that is killed tells nobody,
 * and a server left behind would keep its port and its data folder. Asked for by BANSOU_FOLLOWS, which whoever starts a
 * server for himself alone may set to 1.
 */
import { readFileSync } from 'node:fs'

/** npm runs its scripts in a shell, which outlives it: then both are followed. Known where the machine says (Linux). */
function startersOf(pid) {
  try {
    const [, option] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    if (option !== '-c') return String(pid)
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]}`
  } catch {
    return String(pid)
  }
}

const starters = startersOf(process.ppid)

/** For a process that goes on as another program: whom it follows, as it was when it began. */
export const followedAs = `${process.pid}:${starters}`

/** Ends this process when its starter is gone; `as` is how the starter was known before. */
export function followStarter(as = starters) {
  const watch = setInterval(() => {
    if (startersOf(process.ppid) === as) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 250)
  watch.unref()
}

const [pid, before] = (process.env.BANSOU_FOLLOWS ?? '').split(':')
if (pid) followStarter(Number(pid) === process.pid && before ? before : starters)
