import { describe, expect, it } from 'vitest'
import { Problem } from './failure.ts'
import { groupLane, type Settled } from './lane.ts'

/** A lane whose groups wait until the test lets them go. */
function held(options: { width?: number; most?: number; fail?: (asks: number[]) => unknown } = {}) {
  const groups: { key: string; asks: number[]; go: () => void }[] = []
  const lane = groupLane<number, string>({
    width: options.width ?? 1,
    most: options.most ?? 3,
    run: (key, asks) =>
      new Promise((resolve, reject) => {
        const go = () => {
          const error = options.fail?.(asks)
          if (error !== undefined) reject(error)
          else resolve(asks.map((ask): Settled<string> => (ask < 0 ? { error: new Error(`no ${ask}`) } : { answer: `${key}${ask}` })))
        }
        groups.push({ key, asks, go })
      }),
  })
  return { lane, groups }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

async function drain(groups: { go: () => void }[]): Promise<void> {
  for (let i = 0; i < groups.length; i++) {
    groups[i]!.go()
    await turn()
  }
}

describe('a lane', () => {
  it('carries out together what arrives while a group runs, of one key, and answers each', async () => {
    const { lane, groups } = held()
    const answers = [1, 2, 3, 4, 5].map((ask) => lane.submit('a', ask))
    expect(groups.map((g) => g.asks)).toEqual([[1]])
    await drain(groups)
    expect(groups.map((g) => g.asks)).toEqual([[1], [2, 3, 4], [5]])
    expect(await Promise.all(answers)).toEqual(['a1', 'a2', 'a3', 'a4', 'a5'])
  })

  it('never mixes keys, and lets nobody wait behind a busy one for ever', async () => {
    const { lane, groups } = held({ most: 2 })
    const answers = [1, 2, 3, 4, 5].map((ask) => lane.submit('busy', ask))
    answers.push(lane.submit('quiet', 9))
    await drain(groups)
    expect(groups.map((g) => `${g.key} ${g.asks}`)).toEqual(['busy 1', 'busy 2,3', 'quiet 9', 'busy 4,5'])
    await Promise.all(answers)
  })

  it('runs no more groups at a time than its width', async () => {
    const { lane, groups } = held({ width: 2, most: 1 })
    const answers = [1, 2, 3].map((ask) => lane.submit('a', ask))
    expect(groups).toHaveLength(2)
    await drain(groups)
    expect(await Promise.all(answers)).toEqual(['a1', 'a2', 'a3'])
  })

  it('one that cannot be answered spoils no other', async () => {
    const { lane, groups } = held()
    const answers = [1, -2, 3].map((ask) => lane.submit('a', ask))
    const settled = Promise.allSettled(answers)
    await drain(groups)
    expect((await settled).map((s) => s.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })

  it('a group that fails as a whole is carried out one by one', async () => {
    const { lane, groups } = held({ fail: (asks) => (asks.includes(3) ? new Error('a bug') : undefined) })
    const settled = Promise.allSettled([1, 2, 3, 4].map((ask) => lane.submit('a', ask)))
    await drain(groups)
    expect(groups.map((g) => g.asks)).toEqual([[1], [2, 3, 4], [2], [3], [4]])
    expect((await settled).map((s) => s.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
  })

  it('nobody is run again when the database went away: the commit may have reached it', async () => {
    const { lane, groups } = held({ fail: (asks) => (asks.length > 1 ? new Problem('unavailable') : undefined) })
    const settled = Promise.allSettled([1, 2, 3].map((ask) => lane.submit('a', ask)))
    await drain(groups)
    expect(groups.map((g) => g.asks)).toEqual([[1], [2, 3]])
    expect((await settled).map((s) => s.status)).toEqual(['fulfilled', 'rejected', 'rejected'])
  })
})
