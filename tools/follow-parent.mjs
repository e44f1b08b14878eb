/**
 * Ends this process, as by SIGTERM, when the one that started it is gone. A shell or npm that is killed tells nobody,
 * and a server left behind would keep its port and its data folder.
 */
if (process.env.BANSOU_FOLLOWS) {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 250)
  watch.unref()
}
