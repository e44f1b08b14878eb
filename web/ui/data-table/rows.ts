/** Rows that stay with the server: how many there are, those that are here, and the way to the others. */
export type Paged<Row> = {
  total: number | undefined
  rowAt: (index: number) => Row | undefined
  /** What is shown belongs to the filter before; the new one is on its way. */
  isOld: boolean
  error: unknown
  retry: () => void
  onSight: (from: number, until: number) => void
  /** All rows that the filter finds, page by page, until the signal ends it. */
  readAll: (onProgress: (done: number, total: number) => void, signal: AbortSignal) => Promise<Row[]>
}

/** What is chosen: rows by key, or everything found but those that were taken out. */
export type Selection<Row> = { all: boolean; picked: ReadonlyMap<string, Row>; except: ReadonlySet<string> }

export const nothing = { all: false, picked: new Map<string, never>(), except: new Set<string>() }

export const isChosen = <Row>(s: Selection<Row>, key: string) => (s.all ? !s.except.has(key) : s.picked.has(key))

export const chosenCount = <Row>(s: Selection<Row>, total: number) => (s.all ? total - s.except.size : s.picked.size)

/** One row more or less. */
export function turned<Row>(s: Selection<Row>, key: string, row: Row): Selection<Row> {
  if (s.all) {
    const except = new Set(s.except)
    if (!except.delete(key)) except.add(key)
    return { ...s, except }
  }
  const picked = new Map(s.picked)
  if (!picked.delete(key)) picked.set(key, row)
  return { ...s, picked }
}
