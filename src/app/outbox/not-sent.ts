/** Why something was not sent, and whether trying again can help. Its words go to operators: no address, no token. */
export class NotSent extends Error {
  /** Trying again would be answered the same. */
  readonly forGood: boolean
  /** Milliseconds after which the other side takes it; null: our own patience decides. */
  readonly after: number | null
  /** Whether this counts as one of the tries: waiting for one's turn does not. */
  readonly counts: boolean
  constructor(why: string, how: { forGood?: boolean; after?: number | null; counts?: boolean } = {}) {
    super(why)
    this.forGood = how.forGood ?? false
    this.after = how.after ?? null
    this.counts = how.counts ?? true
  }
}
