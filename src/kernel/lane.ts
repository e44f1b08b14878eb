/**
 * Group commit: requests that arrive while a transaction runs are carried out together in the next one, and each is
 * answered after its commit. One fsync and one lock of a hot account then serve many.
 */
import { Problem } from './failure.ts'

export type Settled<Answer> = { answer: Answer } | { error: unknown }

type Waiting<Ask, Answer> = {
  on: string
  ask: Ask
  resolve: (answer: Answer) => void
  reject: (error: unknown) => void
}

export type Lane<Ask, Answer> = {
  /** `key` is the scope of the transaction, `on` what the ask is about and its group holds alone. */
  submit(key: string, on: string, ask: Ask): Promise<Answer>
}

export type LaneOptions<Ask, Answer> = {
  /** Groups that run at a time. */
  width: number
  /** Asks of a group, at most. */
  asks: number
  /** Things that a group is about, at most: so that groups about others run beside it, and use the other processor. */
  subjects: number
  /** Asks that wait, at most, whatever their key: another is turned away as `unavailable`, and safe to send again. */
  waiting: number
  /** Carries out the asks of one key in one transaction and settles each. */
  run: (key: string, asks: Ask[]) => Promise<Settled<Answer>[]>
}

/**
 * What two asks are about is never in two groups at a time: the second group would wait for the first one's lock and
 * gather nobody meanwhile. When `run` throws as a whole, nothing of the group stood: its members are run one by one, so
 * that one bad ask spoils no other. But when the database went away, the commit may have reached it: then nobody is run
 * again, and each asks again under its own key.
 */
export function groupLane<Ask, Answer>(options: LaneOptions<Ask, Answer>): Lane<Ask, Answer> {
  const queues = new Map<string, Waiting<Ask, Answer>[]>()
  const busy = new Set<string>()
  let running = 0
  let waiting = 0
  let isGathering = false

  function settle(item: Waiting<Ask, Answer>, settled: Settled<Answer>) {
    if ('answer' in settled) item.resolve(settled.answer)
    else item.reject(settled.error)
  }

  async function carryOut(key: string, items: Waiting<Ask, Answer>[]): Promise<void> {
    try {
      const settled = await options.run(
        key,
        items.map((i) => i.ask),
      )
      // Not before the next group is on its way: the database works on that one while these answers are put into words.
      setImmediate(() => {
        items.forEach((item, i) => {
          settle(item, settled[i]!)
        })
      })
    } catch (error) {
      const unknown = error instanceof Problem && error.code === 'unavailable'
      if (items.length === 1 || unknown) for (const item of items) item.reject(error)
      else for (const item of items) await carryOut(key, [item])
    }
  }

  /** Takes from a queue what may run now, and leaves the rest in its order. */
  function take(key: string, queue: Waiting<Ask, Answer>[]): Waiting<Ask, Answer>[] {
    const subjects = new Set<string>()
    const items: Waiting<Ask, Answer>[] = []
    const rest: Waiting<Ask, Answer>[] = []
    for (const item of queue) {
      const fits = subjects.has(item.on) || (subjects.size < options.subjects && !busy.has(item.on))
      if (!fits || items.length >= options.asks) rest.push(item)
      else {
        subjects.add(item.on)
        items.push(item)
      }
    }
    // What is left goes to the end of the line, so that a busy key never keeps the others waiting.
    queues.delete(key)
    if (rest.length > 0) queues.set(key, rest)
    waiting -= items.length
    return items
  }

  function begin(key: string, items: Waiting<Ask, Answer>[]): void {
    const subjects = new Set(items.map((i) => i.on))
    for (const on of subjects) busy.add(on)
    running += 1
    void carryOut(key, items).finally(() => {
      running -= 1
      for (const on of subjects) busy.delete(on)
      next()
    })
  }

  function next(): void {
    for (let begun = true; begun; ) {
      begun = false
      for (const [key, queue] of [...queues]) {
        if (running >= options.width) return
        const items = take(key, queue)
        if (items.length > 0) begin(key, items)
        begun ||= items.length > 0
      }
    }
  }

  /** Those that arrive in the same turn of the loop go together, instead of all but the first waiting for a commit. */
  function gather(): void {
    if (isGathering) return
    isGathering = true
    setImmediate(() => {
      isGathering = false
      next()
    })
  }

  return {
    submit: (key, on, ask) =>
      new Promise((resolve, reject) => {
        if (waiting >= options.waiting) return reject(new Problem('unavailable'))
        waiting += 1
        const queue = queues.get(key)
        if (queue) queue.push({ on, ask, resolve, reject })
        else queues.set(key, [{ on, ask, resolve, reject }])
        gather()
      }),
  }
}
