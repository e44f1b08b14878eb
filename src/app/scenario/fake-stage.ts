/** A stage without an application: answers from a script and keeps what it was asked. For tests of the player itself. */
import type { Answer } from './answer.ts'
import type { Stage } from './play.ts'

export type Asked = { method: string; path: string; body?: Record<string, unknown>; clock: number }
type Script = (asked: Asked) => Answer | undefined

/** What a route answers that allows a step: a Decision with the id of what it made. */
export const allowed = (id: string, more: object = {}): Answer => ({
  status: 201,
  body: {
    outcome: 'allowed',
    applied: true,
    because: [],
    cites: [],
    remedies: [],
    warnings: [],
    charges: [],
    draws: [],
    remaining: {},
    findings: [],
    subject: { type: 'thing', id },
    ...more,
  },
})

/** Problem details as the HTTP layer writes them. */
export const problem = (status: number, code: string, more: object = {}): Answer => ({
  status,
  body: { type: `urn:bansou:${code}`, title: code, status, code, detail: `About ${code}.`, ...more },
})

/** Unscripted requests are allowed, with ids counted up from `id-1`. */
export function fakeStage(script: Script = () => undefined) {
  const asked: Asked[] = []
  const seen = { opened: 0, closed: 0 }
  let clock = 0
  const stage = (): Stage => ({
    zone: 'Asia/Tokyo',
    setClock: (instant) => {
      clock = instant
    },
    request: async (method, path, body) => {
      const request = { method, path, ...(body && { body }), clock }
      asked.push(request)
      return script(request) ?? allowed(`id-${asked.length}`)
    },
    close: async () => {
      seen.closed++
    },
  })
  const open = async () => {
    seen.opened++
    return stage()
  }
  return { open, asked, seen }
}
