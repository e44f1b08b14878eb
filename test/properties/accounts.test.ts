import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { at, type House, openHouse } from '../support/house.ts'
import { startStory } from './player.ts'
import { story } from './story.ts'

const START = '2025-01-06T09:00'
let house: House
beforeAll(async () => {
  house = await openHouse(START, { max: 4 })
})
afterAll(() => house.close())

// FAST_CHECK_SEED and FAST_CHECK_RUNS search further than a test run has time for.
const seed = Number(process.env.FAST_CHECK_SEED ?? 20_250_401)
const numRuns = Number(process.env.FAST_CHECK_RUNS ?? 40)

it('whatever is done to an account, its books stay true', async () => {
  const outcomes: Record<string, number> = {}
  await fc.assert(
    fc.asyncProperty(story, async (steps) => {
      house.clock.set(at(START) + 60_000)
      const teller = await startStory(house)
      for (const step of steps) {
        const answer = await teller.tell(step)
        const how = answer === null ? 'nothing' : answer.status < 300 ? 'applied' : 'refused'
        outcomes[`${step.do} ${how}`] = (outcomes[`${step.do} ${how}`] ?? 0) + 1
      }
      await teller.lookBack()
    }),
    { seed, numRuns },
  )
  // A story that is always refused would prove nothing.
  for (const step of ['open', 'change', 'end', 'order', 'book', 'move', 'cancel', 'complete', 'adjust'])
    expect(outcomes, step).toHaveProperty(`${step} applied`)
}, 120_000)
