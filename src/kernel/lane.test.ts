import { describe, expect, it } from 'vitest'
import { Problem } from './failure.ts'
import { groupLane, type Settled } from './lane.ts'

type Options = {
  width?: number
  asks?: number
  subjects?: number
  waiting?: number
  fail?: (asks: number[]) => unknown
}

/** A lane whose groups wait until the test lets them go. */
function held({ width = 1, asks = 3, subjects = 3, waiting = 100, fail }: Options = {}) {
  const groups: { key: string; asks: number[]; go: () => void }[] = []
  const lane = groupLane<number, string>({
    width,
    asks,
    subjects,
    waiting,
    run: (key, taken) =>
      new Promise((resolve, reject) => {
        const go = () => {
          const error = fail?.(taken)
          if (error !== undefined) reject(error)
          else
            resolve(
              taken.map(
                (ask): Settled<string> => (ask < 0 ? { error: new Error(`no ${ask}`) } : { answer: `${key}${ask}` }),
              ),
            )
        }
        groups.push({ key, asks: taken, go })
      }),
  })
  /** Every ask is about something of its own, unless it says what. */
  const submit = (key: string, ask: number, on = String(ask)) => lane.submit(key, on, ask)
  const told = () => groups.map((g) => `${g.key} ${g.asks}`)
  return { submit, groups, told }
}

const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))

async function drain(groups: { go: () => void }[]): Promise<void> {
  await turn()
  for (let i = 0; i < groups.length; i++) {
    groups[i]!.go()
    await turn()
  }
}

describe('a lane', () => {
  it('carries out together what arrives together or while a group runs, and answers each', async () => {
    const { submit, groups, told } = held()
    const answers = [1, 2].map((ask) => submit('a', ask))
    await turn()
    answers.push(...[3, 4, 5, 6].map((ask) => submit('a', ask)))
    await turn()
    expect(told()).toEqual(['a 1,2'])
    await drain(groups)
    expect(told()).toEqual(['a 1,2', 'a 3,4,5', 'a 6'])
    expect(await Promise.all(answers)).toEqual(['a1', 'a2', 'a3', 'a4', 'a5', 'a6'])
  })

  it('never mixes keys, and lets nobody wait behind a busy one for ever', async () => {
    const { submit, groups, told } = held({ asks: 2 })
    const answers = [1, 2, 3, 4, 5].map((ask) => submit('busy', ask))
    answers.push(submit('quiet', 9))
    await drain(groups)
    expect(told()).toEqual(['busy 1,2', 'quiet 9', 'busy 3,4', 'busy 5'])
    await Promise.all(answers)
  })

  it('runs so many groups at a time, about so many things each, and about one thing never two', async () => {
    const { submit, groups, told } = held({ width: 3, asks: 9, subjects: 2 })
    const answers = ['x', 'x', 'y', 'z', 'x', 'v', 'w', 'u'].map((on, ask) => submit('a', ask, on))
    await turn()
    expect(told()).toEqual(['a 0,1,2,4', 'a 3,5', 'a 6,7'])
    answers.push(submit('a', 8, 'x'))
    groups[1]!.go()
    await turn()
    expect(told()).toHaveLength(3)
    groups[0]!.go()
    await drain(groups)
    expect(told().slice(3)).toEqual(['a 8'])
    expect(await Promise.all(answers)).toHaveLength(9)
  })

  it('turns away whoever comes when too many wait, of any key, and takes others once they are through', async () => {
    const { submit, groups, told } = held({ asks: 2, waiting: 3 })
    const answers = [1, 2].map((ask) => submit('a', ask))
    await turn()
    // Two are carried out and wait no more; three may wait behind them.
    answers.push(submit('a', 3), submit('b', 4), submit('a', 5))
    await expect(submit('a', 6)).rejects.toMatchObject({ code: 'unavailable' })
    await expect(submit('c', 7)).rejects.toMatchObject({ code: 'unavailable' })
    await drain(groups)
    answers.push(submit('a', 8))
    await drain(groups.slice(-1))
    await turn()
    groups.at(-1)!.go()
    expect(await Promise.all(answers)).toEqual(['a1', 'a2', 'a3', 'b4', 'a5', 'a8'])
    expect(told()).toHaveLength(4)
  })

  it('one that cannot be answered spoils no other', async () => {
    const { submit, groups } = held()
    const settled = Promise.allSettled([1, -2, 3].map((ask) => submit('a', ask)))
    await drain(groups)
    expect((await settled).map((s) => s.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })

  it('a group that fails as a whole is carried out one by one', async () => {
    const { submit, groups, told } = held({ fail: (asks) => (asks.includes(3) ? new Error('a bug') : undefined) })
    const settled = Promise.allSettled([2, 3, 4].map((ask) => submit('a', ask)))
    await drain(groups)
    expect(told()).toEqual(['a 2,3,4', 'a 2', 'a 3', 'a 4'])
    expect((await settled).map((s) => s.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })

  it('nobody is run again when the database went away: the commit may have reached it', async () => {
    const { submit, groups, told } = held({ fail: () => new Problem('unavailable') })
    const settled = Promise.allSettled([1, 2, 3].map((ask) => submit('a', ask)))
    await drain(groups)
    expect(told()).toEqual(['a 1,2,3'])
    expect((await settled).map((s) => s.status)).toEqual(['rejected', 'rejected', 'rejected'])
  })
})
