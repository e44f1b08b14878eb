/** Questions to the pure rules, asked of holders as a catalogue makes them: no database, no clock, nothing booked before. */
import { calendarConfig } from '../../src/app/services.ts'
import { buildCalendar, type DayCalendar } from '../../src/calendar/index.ts'
import { contractHolder, type Holder, orderHolder } from '../../src/contracts/index.ts'
import type { Contract, Order } from '../../src/contracts/model.ts'
import { endOf } from '../../src/contracts/rules.ts'
import { addDays, addMonths, type CivilDate, weekday } from '../../src/kernel/civil.ts'
import { type Decision, decide } from '../../src/kernel/decision.ts'
import { Books } from '../../src/ledger/index.ts'
import { judgeSession, type SessionFacts, type SessionRequest } from '../../src/sessions/index.ts'
import type { Standing } from '../../src/sessions/model.ts'
import type { Catalogue } from '../../src/terms/index.ts'

/** The first day of every contract and order: a Thursday amid a month, so that service months are no calendar months. */
export const START: CivilDate = '2025-04-10'
const TODAY = addDays(START, -1)

export type Asker = { catalogue: Catalogue; calendar: DayCalendar; far: string }
export type Held = { name: string; holder: Holder; day: CivilDate }

/** `far` is a region that no office is at home in. */
export function askerOf(catalogue: Catalogue): Asker {
  const homes = new Set(Object.values(catalogue.data.offices).flatMap((o) => o.homeArea.value))
  const far = catalogue.data.regions.find((r) => !homes.has(r.name))?.name ?? ''
  const calendar = buildCalendar(calendarConfig(catalogue), { closures: [], imported: [] })
  return { catalogue, calendar, far }
}

export function contractOf(catalogue: Catalogue, plan: string): Contract {
  return {
    accountId: 'a',
    id: 'k',
    start: START,
    endsOn: endOf(catalogue.plan(plan), START),
    noticeOn: null,
    baseOffice: Object.keys(catalogue.data.offices)[0] ?? '',
    responsibleId: null,
    firstStart: START,
    acceptedVersion: '',
    consentedVersion: '',
    createdAt: 0,
    version: 1,
    segments: [{ from: START, plan, anchor: START }],
    options: [],
  }
}

export function orderOf(catalogue: Catalogue, addOn: string, given: Partial<Order> = {}): Order {
  const { period } = catalogue.addOn(addOn)
  const months = period.rule === 'months' ? period.value : 2
  const until = period.rule === 'delivered' ? null : addMonths(START, months)
  return {
    accountId: 'a',
    id: 'o',
    addOn,
    contractId: null,
    language: catalogue.data.languages[0] ?? '',
    connection: null,
    target: null,
    options: [],
    extendsId: null,
    acceptedVersion: '',
    createdAt: 0,
    version: 1,
    coverage: [{ from: START, until, byOrderId: 'o', anchor: START, months }],
    ...given,
  }
}

/** A day well inside a stretch that begins on `from`: the Tuesday of its second week. */
const dayInside = (from: CivilDate): CivilDate => addDays(from, 7 + ((2 - weekday(from) + 7) % 7))

/** Every phase of every plan, every add-on with a support, and every project that a plan includes. */
export function heldUnder(catalogue: Catalogue): Held[] {
  const { plans, addOns } = catalogue.data
  const phases = Object.keys(plans).flatMap((id) => {
    const holder = contractHolder(catalogue, contractOf(catalogue, id))
    return holder.stretches.map((s) => ({ name: `${id} ${s.phase}`, holder, day: dayInside(s.from) }))
  })
  const orders = Object.entries(addOns).flatMap(([id, a]) => {
    if (a.support === null) return []
    const languages = a.languages?.value ?? ['']
    return languages.map((language) => {
      const order = orderOf(catalogue, id, language === '' ? {} : { language })
      return {
        name: `${id}${language === '' ? '' : ` in ${language}`}`,
        holder: orderHolder(catalogue, order, null)!,
        day: dayInside(START),
      }
    })
  })
  const projects = Object.entries(plans).flatMap(([id, p]) => {
    if (!p.projects) return []
    const order = orderOf(catalogue, p.projects.addOn, { contractId: 'k', connection: 't' })
    const holder = orderHolder(catalogue, order, contractOf(catalogue, id))!
    return [{ name: `project in ${id}`, holder, day: dayInside(START) }]
  })
  return [...phases, ...orders, ...projects]
}

export type Question = Partial<SessionRequest> & { kind: string; place: string; day?: CivilDate; at?: number }
type Circumstances = { standing?: Standing[]; partner?: string }

export function ask(
  { catalogue, calendar, far }: Asker,
  { holder, day }: Held,
  q: Question,
  circumstances: Circumstances = {},
): Decision {
  const facts: SessionFacts = {
    catalogue,
    calendar,
    now: { date: TODAY, minute: 540 },
    holder,
    region: far,
    books: new Books(),
    standing: circumstances.standing ?? [],
    journeys: new Map(),
    staff: circumstances.partner === undefined ? null : { id: 's', name: 'S', partner: circumstances.partner },
    staffBusy: false,
  }
  const request: SessionRequest = {
    minutes: 60,
    region: null,
    office: null,
    language: null,
    ...q,
    start: { date: q.day ?? day, minute: q.at ?? 840 },
  }
  const judged = judgeSession(facts, request)
  return decide(judged.findings, { draws: judged.draws, charges: judged.charges, remaining: judged.remaining })
}

const amounts = (of: Record<string, number>) =>
  Object.entries(of)
    .map(([name, left]) => `${name} ${left}`)
    .join(', ')

/** What came out, on one line. */
export function said(d: Decision): string {
  const parts = [
    d.outcome,
    d.because.join(' '),
    d.remedies.length > 0 ? `→ ${d.remedies.join(' ')}` : '',
    d.draws.map((x) => `draws ${x.allowance} ${x.minutes ?? x.count}`).join(', '),
    d.charges.map((c) => `charges ${c.kind} ${c.amount ?? '?'} ${c.currency} a ${c.unit}`).join(', '),
    d.warnings.join(' '),
    Object.keys(d.remaining).length > 0 ? `left: ${amounts(d.remaining)}` : '',
    `(${d.cites.join(' ')})`,
  ]
  return parts.filter((part) => part !== '').join('; ')
}
