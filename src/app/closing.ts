/** What was opened, closed again in the opposite order, once, whenever the end comes. */

export class Stopped extends Error {
  constructor() {
    super('stopped while starting')
  }
}

export type Closing = {
  /** Ends long work that is under way. */
  readonly signal: AbortSignal
  /** Keeps how to close something; closes it at once, and throws, where the end has come already. */
  add(close: () => Promise<unknown>): Promise<void>
  closeAll(): Promise<void>
}

export function openClosing(): Closing {
  const ending = new AbortController()
  const open: (() => Promise<unknown>)[] = []
  let closed: Promise<void> | undefined
  async function closeInTurn(): Promise<void> {
    ending.abort(new Stopped())
    for (let close = open.pop(); close; close = open.pop()) await close().catch(() => undefined)
  }
  return {
    signal: ending.signal,
    async add(close) {
      if (closed === undefined) {
        open.push(close)
        return
      }
      await close()
      throw new Stopped()
    },
    closeAll() {
      closed ??= closeInTurn()
      return closed
    },
  }
}
