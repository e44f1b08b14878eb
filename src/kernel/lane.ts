/**
 * Group commit: requests that arrive while a transaction runs are carried out together in the next one, and each is
 * answered after its commit. One fsync and one lock of a hot account then serve many.
 */
import { Problem } from './failure.ts'

export type Settled<Answer> = { answer: Answer } | { error: unknown }

type Waiting<Ask, Answer> = { ask: Ask; resolve: (answer: Answer) => void; reject: (error: unknown) => void }

export type Lane<Ask, Answer> = { submit(key: string, ask: Ask): Promise<Answer> }

/**
 * `run` carries out the asks of one key (a transaction's scope) in one transaction and settles each. When it throws as a
 * whole, nothing of the group stood: its members are run one by one, so that one bad ask spoils no other. But when the
 * database went away, the commit may have reached it: then nobody is run again, and each asks again under its own key.
 * `width` groups at most run at a time, of at most `most` asks each.
 */
export function groupLane<Ask, Answer>(options: {
  width: number
  most: number
  run: (key: string, asks: Ask[]) => Promise<Settled<Answer>[]>
}): Lane<Ask, Answer> {
  const queues = new Map<string, Waiting<Ask, Answer>[]>()
  let running = 0

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
      items.forEach((item, i) => {
        settle(item, settled[i]!)
      })
    } catch (error) {
      const unknown = error instanceof Problem && error.code === 'unavailable'
      if (items.length === 1 || unknown) for (const item of items) item.reject(error)
      else for (const item of items) await carryOut(key, [item])
    }
  }

  function next(): void {
    while (running < options.width && queues.size > 0) {
      const [key, queue] = queues.entries().next().value!
      queues.delete(key)
      const items = queue.splice(0, options.most)
      // What is left goes to the end of the line, so that a busy key never keeps the others waiting.
      if (queue.length > 0) queues.set(key, queue)
      running += 1
      void carryOut(key, items).finally(() => {
        running -= 1
        next()
      })
    }
  }

  return {
    submit: (key, ask) =>
      new Promise((resolve, reject) => {
        const queue = queues.get(key)
        if (queue) queue.push({ ask, resolve, reject })
        else queues.set(key, [{ ask, resolve, reject }])
        next()
      }),
  }
}
