/**
 * Ends this process, as by SIGTERM, when the one that started it is gone. A shell or npm that is killed tells nobody,
 * and a server left behind would keep its port and its data folder.
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

if (process.env.BANSOU_FOLLOWS) {
  const starters = startersOf(process.ppid)
  const watch = setInterval(() => {
    if (startersOf(process.ppid) === starters) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 250)
  watch.unref()
}
