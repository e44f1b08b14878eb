/** The rooms' own commands, many of them, in one transaction: each on a savepoint, all kept or none. */
import { type Db, partOf, type Tx } from '../../../kernel/transaction.ts'

/**
 * A database whose transactions are savepoints of the one that is open, one after the other. Whose rows they may see is
 * the open one's to say: for the vendor's own work only.
 */
export function within(tx: Tx): Db {
  let last: Promise<unknown> = Promise.resolve()
  async function once<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
    await tx.query('savepoint step')
    try {
      const value = await run(partOf(tx))
      await tx.query('release savepoint step')
      return value
    } catch (error) {
      await tx.query('rollback to savepoint step')
      throw error
    }
  }
  function transaction<T>(_scope: unknown, run: (tx: Tx) => Promise<T>): Promise<T> {
    const mine = last.then(() => once(run))
    last = mine.catch(() => undefined)
    return mine
  }
  return { transaction, read: transaction, close: async () => undefined }
}
