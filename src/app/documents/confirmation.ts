/** 契約内容確認書: what was agreed, what it includes by which clause, what was ordered besides, and who accepted what. */
import type { StandingLine } from '../../charges/index.ts'
import { type Contract, coveredBy, type Order, optionsOn, periodOn } from '../../contracts/index.ts'
import { addDays, type CivilDate } from '../../kernel/civil.ts'
import type { AcceptanceRow, ConsentRow } from '../../notices/index.ts'
import { type Catalogue, type Support, TRIPS } from '../../terms/index.ts'
import { PHASE_WORDS, WEEKDAY_WORDS, WINDOW_WORDS } from '../words/papers.ts'
import { CHARGE_NAMES } from '../words/refusals.ts'
import { LANGUAGES } from '../words/terms.ts'
import type { Cell, Paper, Section } from './paper.ts'
import { cell, type Hand } from './writing.ts'

/** Everything that the papers of a contract are made of. */
export type Facts = {
  catalogue: Catalogue
  today: CivilDate
  vendor: string
  customer: string
  contract: Contract
  orders: readonly Order[]
  responsible: string | null
  acceptances: readonly AcceptanceRow[]
  consents: readonly ConsentRow[]
  charges: readonly StandingLine[]
}

function periodCell({ catalogue, contract, today }: Facts, hand: Hand): Cell {
  const day = today < contract.start ? contract.start : today
  const period = periodOn(catalogue, contract, day)
  const plan = catalogue.plan(contract.segments.at(-1)!.plan)
  if (contract.endsOn !== null || period.until === null)
    return cell(hand.span({ from: contract.start, until: contract.endsOn }), plan.period.clause)
  const days = { from: hand.day(contract.start), last: hand.day(addDays(period.until, -1)) }
  return cell(hand.word('renews', days), plan.period.clause)
}

function factsOf(f: Facts, hand: Hand): Paper['facts'] {
  const { catalogue, contract, today } = f
  const { word, name, day } = hand
  const plans =
    contract.segments.length === 1
      ? name(contract.segments[0]!.plan)
      : contract.segments.map((s) => word('planFrom', { plan: name(s.plan), date: day(s.from) })).join(' → ')
  const options = optionsOn(contract, today < contract.start ? contract.start : today)
  return [
    { label: word('plan'), value: cell(plans) },
    { label: word('period'), value: periodCell(f, hand) },
    ...(contract.noticeOn === null
      ? []
      : [{ label: '', value: cell(word('noticeGiven', { date: day(contract.noticeOn) })) }]),
    { label: word('options'), value: cell(options.length === 0 ? word('none') : hand.names(options)) },
    { label: word('office'), value: cell(name(contract.baseOffice)) },
    ...(f.responsible === null ? [] : [{ label: word('responsible'), value: cell(f.responsible) }]),
    {
      label: word('terms'),
      value: cell(word('termsVersion', { version: catalogue.version }), catalogue.data.acceptance.clause),
    },
  ]
}

function hoursText(catalogue: Catalogue, id: string, hand: Hand): string {
  const hours = catalogue.data.hours[id]
  if (!hours) return id
  const days = hours.days.map((d) => WEEKDAY_WORDS[hand.language][d]).join(hand.language === 'ja' ? '・' : ', ')
  return `${days} ${hours.windows.map((w) => `${w.from}–${w.until}`).join(', ')}`
}

function includedRows(catalogue: Catalogue, support: Support, hand: Hand): Cell[][] {
  const { word, name, names, amount, said } = hand
  const rows = Object.entries(support.allowances).map(([allowance, a]) => [
    cell(name(allowance)),
    cell(said(WINDOW_WORDS[a.window], { amount: amount(a.value, catalogue.unit(allowance)) }), a.clause),
  ])
  const { trips, languages } = support
  if (trips && trips.included.value > 0)
    rows.push([
      cell(word('trips')),
      cell(
        said(WINDOW_WORDS[trips.window], { amount: amount(trips.included.value, catalogue.unit(TRIPS)) }),
        trips.included.clause,
      ),
    ])
  for (const [kind, s] of Object.entries(support.sessions))
    rows.push([cell(word('places', { kind: name(kind) })), cell(names(s.places.value), s.places.clause)])
  if (Array.isArray(languages.value)) {
    const list = languages.value.map((l) => LANGUAGES[l]?.[hand.language] ?? l)
    rows.push([cell(word('languages')), cell(list.join(hand.language === 'ja' ? '、' : ', '), languages.clause)])
  }
  rows.push([cell(word('hours')), cell(hoursText(catalogue, support.hours.value, hand), support.hours.clause)])
  return rows
}

function includedSections({ catalogue, contract }: Facts, hand: Hand): Section[] {
  const { word, said } = hand
  const plan = catalogue.plan(contract.segments.at(-1)!.plan)
  return plan.phases.map((p) => ({
    title:
      plan.phases.length === 1
        ? word('included')
        : word('includedIn', { phase: p.phase === null ? '' : said(PHASE_WORDS[p.phase]) }),
    columns: [
      { head: word('item'), width: 'wide' },
      { head: word('figure'), width: 'wide' },
    ],
    rows: includedRows(catalogue, catalogue.support(p.support), hand),
  }))
}

function ordersSection({ orders, catalogue }: Facts, hand: Hand): Section {
  const { word, name } = hand
  return {
    title: word('orders'),
    columns: [
      { head: word('order'), width: 'wide' },
      { head: word('covers'), width: 'wide' },
    ],
    rows: orders.map((o) => {
      const period = coveredBy(o)
      const details = [o.connection, ...o.options.map(name)].filter((d) => d !== null).join(' ')
      return [
        cell([name(o.addOn), details].filter(Boolean).join(' ')),
        cell(
          period === null || period.until === null ? word('untilDelivered') : hand.span(period),
          catalogue.addOn(o.addOn).period.clause,
        ),
      ]
    }),
    empty: word('noOrders'),
  }
}

function chargesSection({ charges }: Facts, hand: Hand): Section {
  const { word } = hand
  return {
    title: word('charges'),
    note: word('taxNote'),
    columns: [
      { head: word('date'), width: 'auto' },
      { head: word('chargeItem'), width: 'wide' },
      { head: word('amount'), width: 'auto', align: 'right' },
    ],
    rows: charges.map((c) => [
      cell(hand.day(hand.dayOf(c.at))),
      cell(hand.said(CHARGE_NAMES[c.kind]), c.clause),
      cell(hand.money(c.amount, c.currency)),
    ]),
    empty: word('noCharges'),
  }
}

function acceptedSection(f: Facts, hand: Hand): Section {
  const { word, name } = hand
  const { acceptance } = f.catalogue.data
  const called = new Map([
    [f.contract.id, name(f.contract.segments[0]!.plan)],
    ...f.orders.map((o): [string, string] => [o.id, name(o.addOn)]),
  ])
  const rows = [
    ...f.acceptances.map((a) => ({
      at: a.at,
      of: a.subjectId,
      version: a.version,
      by: a.by,
      clause: acceptance.clause,
    })),
    ...f.consents.map((c) => ({
      at: c.at,
      of: c.contractId,
      version: c.version,
      by: word(c.kind === 'express' ? 'consentExpress' : 'consentDeemed'),
      clause: 'edge.24',
    })),
  ]
  return {
    title: word('accepted'),
    columns: [
      { head: word('what'), width: 'wide' },
      { head: word('version'), width: 'auto' },
      { head: word('when'), width: 'auto' },
      { head: word('who'), width: 'auto' },
    ],
    rows: rows
      .filter((r) => called.has(r.of))
      .toSorted((a, b) => a.at - b.at)
      .map((r) => [cell(called.get(r.of)!, r.clause), cell(r.version), cell(hand.when(r.at)), cell(r.by)]),
    empty: word('acceptedNone'),
  }
}

export const confirmationOf = (f: Facts, hand: Hand): Paper => ({
  language: hand.language,
  title: hand.word('confirmation'),
  addressed: hand.word('addressed', { name: f.customer }),
  vendor: f.vendor,
  facts: factsOf(f, hand),
  sections: [...includedSections(f, hand), ordersSection(f, hand), chargesSection(f, hand), acceptedSection(f, hand)],
  notes: [hand.word('clauseNote')],
})
