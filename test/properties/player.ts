/** Carries a random story out through the routes, and holds after every step what must always hold. */
import { turnTheDay } from '../../src/contracts/index.ts'
import { addDays, weekday } from '../../src/kernel/civil.ts'
import { civilAt, formatInstant } from '../../src/kernel/clock.ts'
import { lockAccounts } from '../../src/people/index.ts'
import { type Answer, decisionOf, type House } from '../support/house.ts'
import { claim, holdBooks, rowsOf, standing, TENANTS } from './books.ts'
import type { Step } from './story.ts'

type Remembered = { at: number; holder: { type: string; id: string }; answer: unknown }
type BookStep = Extract<Step, { do: 'book' | 'bookAndCancel' }>

export async function startStory(house: House) {
  const zone = house.catalogues.timeZone
  const today = () => civilAt(house.clock.now(), zone).date
  const day = (inDays: number) => addDays(today(), inDays)
  /** Mostly a weekday: on others nothing is booked. */
  const openDay = (inDays: number) => {
    const date = day(inDays)
    return [0, 6].includes(weekday(date)) && inDays % 5 !== 0 ? addDays(date, 2) : date
  }
  const accountId = await house.account()
  const staff = [await house.staff('trainer'), await house.staff('architect')]
  const tables = (await house.db.read({ vendor: true }, (tx) => tx.query<{ name: string }>(TENANTS))).map((r) => r.name)
  const contracts: string[] = []
  const orders: string[] = []
  const sessions: string[] = []
  const remembered: Remembered[] = []

  const holderOf = (n: number) => {
    const all = [...contracts.map((id) => ({ contractId: id })), ...orders.map((id) => ({ orderId: id }))]
    return all[n % Math.max(all.length, 1)] ?? null
  }
  const rows = () => house.db.read({ vendor: true }, (tx) => rowsOf(tx, tables, accountId))
  const remaining = async (ref: object) =>
    (await house.ask('GET', `/api/balances?${new URLSearchParams(ref as Record<string, string>)}`)).body

  async function remember(): Promise<void> {
    for (const id of [...contracts, ...orders]) {
      const type = contracts.includes(id) ? 'contractId' : 'orderId'
      const answer = await remaining({ [type]: id })
      for (const m of answer.meters)
        claim(
          m.granted === m.held + m.consumed + m.lapsed + m.left && m.left >= 0,
          `the meter ${m.allowance} does not add up: ${JSON.stringify(m)}`,
        )
      remembered.push({ at: house.clock.now(), holder: { type, id }, answer: standing(answer) })
    }
  }

  const post = (url: string, body: object) => house.ask('POST', url, body)
  const bodyOf = (s: BookStep) => ({
    ...holderOf(s.holder),
    kind: s.kind,
    place: s.place,
    start: `${openDay(s.inDays)}T${s.hour}:00:00+09:00`,
    minutes: s.minutes,
    ...(s.prefecture === null ? {} : { prefecture: s.prefecture }),
    ...(s.staff === null ? {} : { staffId: staff[s.staff] }),
    acceptCharges: s.acceptCharges,
  })
  const session = (n: number) => sessions[n % Math.max(sessions.length, 1)]
  const keep = (into: string[], answer: Answer) => {
    const d = decisionOf(answer)
    if (d?.applied && d.subject) into.push(d.subject.id)
    return answer
  }
  const contract = () => contracts.at(-1)

  async function bookAndCancel(s: BookStep): Promise<Answer | null> {
    const ref = holderOf(s.holder)
    if (!ref) return null
    const before = standing(await remaining(ref))
    const answer = await post('/api/sessions', bodyOf(s))
    const d = decisionOf(answer)
    if (!d?.applied) return answer
    const cancelled = await post(`/api/sessions/${d.subject!.id}/cancel`, {})
    claim(cancelled.status === 200, `a booking can be cancelled: ${JSON.stringify(cancelled.body)}`)
    const after = standing(await remaining(ref))
    claim(
      JSON.stringify(after) === JSON.stringify(before),
      `booking and cancelling restores: ${JSON.stringify({ before, after })}`,
    )
    return null
  }

  async function adjust(s: Extract<Step, { do: 'adjust' }>): Promise<Answer | null> {
    const ref = holderOf(s.holder)
    if (!ref) return null
    const { meters } = await remaining(ref)
    const meter = meters[s.allowance % Math.max(meters.length, 1)]
    if (!meter) return null
    return house.adjust({ ...ref, allowance: meter.allowance, [meter.unit]: s.amount, reason: 'a property' })
  }

  /** Time passes until the session begins, unless that is far away. */
  async function waitFor(id: string): Promise<void> {
    const { start } = await house.db.read({ vendor: true }, (tx) =>
      tx.one<{ start: number }>('select starts_at as start from sessions.sessions where id = $1', [id]),
    )
    const away = start - house.clock.now()
    if (away > 0 && away < 40 * 86_400_000) house.clock.set(start + 60_000)
  }

  async function take(s: Step): Promise<Answer | null> {
    const one = 'session' in s ? session(s.session) : undefined
    if ('session' in s && one === undefined) return null
    if (one !== undefined && 'waits' in s && s.waits) await waitFor(one)
    switch (s.do) {
      case 'open':
        return keep(
          contracts,
          await post('/api/contracts', { accountId, plan: s.plan, start: day(s.inDays), acceptTerms: true }),
        )
      case 'change':
        return contract() ? post(`/api/contracts/${contract()}/change`, { on: day(s.inDays), plan: s.plan }) : null
      case 'end':
        return contract() ? post(`/api/contracts/${contract()}/end`, { on: day(s.inDays) }) : null
      // A further month holds nothing of its own: what it brings is its project's.
      case 'order':
        return keep(s.addOn === 'data-integration-month' ? [] : orders, await post('/api/orders', orderBody(s)))
      case 'project':
        return contract()
          ? keep(
              orders,
              await post('/api/projects', {
                contractId: contract(),
                tenant: s.tenant,
                target: 'Salesforce',
                start: day(s.inDays),
              }),
            )
          : null
      case 'book':
        return holderOf(s.holder) ? keep(sessions, await post('/api/sessions', bodyOf(s))) : null
      case 'bookAndCancel':
        return bookAndCancel(s)
      case 'move':
        return post(`/api/sessions/${one}/move`, {
          start: `${openDay(s.inDays)}T${s.hour}:00:00+09:00`,
          ...(s.minutes === null ? {} : { minutes: s.minutes }),
          acceptCharges: s.acceptCharges,
        })
      case 'cancel':
        return post(`/api/sessions/${one}/cancel`, {})
      case 'complete':
        return post(`/api/sessions/${one}/complete`, { minutes: s.minutes })
      case 'noShow':
        return post(`/api/sessions/${one}/no-show`, {})
      case 'adjust':
        return adjust(s)
      case 'wait':
        house.clock.set(house.clock.now() + s.days * 86_400_000 + s.hours * 3_600_000)
        return null
      case 'turn':
        await house.db.transaction({ vendor: true }, async (tx) => {
          await lockAccounts(tx, [accountId])
          await turnTheDay(tx, house.catalogues.on(today()), accountId, today(), house.clock.now())
        })
        return null
    }
  }
  const orderBody = (s: Extract<Step, { do: 'order' }>) => ({
    accountId,
    addOn: s.addOn,
    start: day(s.inDays),
    acceptTerms: true,
    acceptCharges: true,
    ...(s.addOn.startsWith('data-integration') ? { tenant: s.tenant, target: s.target } : {}),
    ...(s.addOn === 'option-support' ? { options: ['survey'] } : {}),
    ...(s.addOn === 'onboarding-extension' ? { months: 2 } : {}),
  })

  return {
    /** Takes a step at a moment of its own; one that is not applied must change nothing. */
    async tell(s: Step): Promise<Answer | null> {
      house.clock.set(house.clock.now() + 1000)
      const before = await rows()
      const answer = await take(s)
      if (answer) {
        claim(answer.status < 500, `${s.do} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
        if (decisionOf(answer)?.applied !== true)
          claim(
            (await rows()) === before,
            `${s.do} was not applied and changed something: ${JSON.stringify(answer.body)}`,
          )
      }
      await holdBooks(house, accountId, today())
      await remember()
      return answer
    },
    /** What was answered at each moment is still the answer for that moment. */
    async lookBack(): Promise<void> {
      house.clock.set(house.clock.now() + 1000)
      for (const r of remembered) {
        const then = standing(await remaining({ [r.holder.type]: r.holder.id, at: formatInstant(r.at, zone) }))
        claim(
          JSON.stringify(then) === JSON.stringify(r.answer),
          `the balance at ${formatInstant(r.at, zone)} was ${JSON.stringify(r.answer)}, and is now told as ${JSON.stringify(then)}`,
        )
      }
    },
  }
}
