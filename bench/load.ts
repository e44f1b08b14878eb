/** Sends bookings over so many connections, each waiting for its answer; raw sockets, so that it costs little itself. */
import { connect, type Socket } from 'node:net'
import { askedOf } from './measure.ts'

export type LoadAsked = {
  port: number
  token: string
  connections: number
  warmUp: number
  seconds: number
  contracts: string[]
  staff: string[]
  /** Moments at which a session may start, the same for every person. */
  starts: string[]
  minutes: number
  /** The first request's number: every number is a person's time of its own. */
  first: number
}
export type LoadAnswer = {
  perSecond: number
  p50: number
  p99: number
  accepted: number
  other: number
  next: number
  sample: string
}

const asked = await askedOf<LoadAsked>()
let next = asked.first
let accepted = 0
let other = 0
let sample = ''
const times: number[] = []
const begun = performance.now() + asked.warmUp * 1000
const end = begun + asked.seconds * 1000

function request(): string {
  const n = next++
  const slot = Math.floor(n / asked.staff.length)
  const start = asked.starts[slot]
  if (start === undefined) throw new Error('no time is left to book')
  const body = JSON.stringify({
    contractId: asked.contracts[n % asked.contracts.length],
    kind: 'meeting',
    place: 'online',
    start,
    minutes: asked.minutes,
    staffId: asked.staff[n % asked.staff.length],
  })
  return `POST /api/sessions HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${asked.token}\r\ncontent-type: application/json\r\nidempotency-key: bench-${n}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

/** The length of a whole answer, -1 where more is to come. */
function answerLength(text: string): number {
  const head = text.indexOf('\r\n\r\n')
  if (head < 0) return -1
  const length = Number(/content-length: (\d+)/i.exec(text.slice(0, head))?.[1])
  return text.length >= head + 4 + length ? head + 4 + length : -1
}

function drive(socket: Socket): Promise<void> {
  return new Promise((done, failed) => {
    let text = ''
    let sent = 0
    const send = () => {
      sent = performance.now()
      if (sent >= end) return done(socket.destroy() && undefined)
      socket.write(request())
    }
    // One byte a character, so that lengths are those of the wire.
    socket.setEncoding('latin1')
    socket.setNoDelay(true)
    socket.once('error', failed)
    socket.on('data', (chunk) => {
      text += chunk
      if (answerLength(text) < 0) return
      if (text.startsWith('HTTP/1.1 201')) accepted++
      else {
        other++
        sample ||= Buffer.from(text, 'latin1').toString()
      }
      const now = performance.now()
      if (sent >= begun) times.push(now - sent)
      text = ''
      send()
    })
    send()
  })
}

const sockets = Array.from({ length: asked.connections }, () => connect(asked.port, '127.0.0.1'))
await Promise.all(sockets.map((s) => new Promise((done) => s.once('connect', done))))
await Promise.all(sockets.map(drive))
times.sort((a, b) => a - b)
const at = (q: number) => times[Math.floor(times.length * q)] ?? Number.NaN
process.send!({
  perSecond: times.length / asked.seconds,
  p50: at(0.5),
  p99: at(0.99),
  accepted,
  other,
  next,
  sample,
} satisfies LoadAnswer)
process.disconnect()
