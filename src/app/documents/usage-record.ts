/** 利用実績: every window of every allowance, what became of it, and what was drawn from it by which clause. */
import type { Meter } from '../../contracts/index.ts'
import type { EntryKind, EntryRow } from '../../ledger/index.ts'
import type { Session } from '../../sessions/index.ts'
import type { Facts } from './confirmation.ts'
import type { Cell, Column, Paper, Section } from './paper.ts'
import { cell, type Hand } from './writing.ts'

export type Use = Pick<Facts, 'catalogue' | 'vendor' | 'customer' | 'contract' | 'responsible'> & {
  /** Of the contract and of the orders beside it, oldest window first. */
  meters: readonly Meter[]
  /** Movements, oldest first. */
  entries: readonly EntryRow[]
  sessions: ReadonlyMap<string, Session>
}

/** Movements that changed what is left for good; what is merely booked stands in the sum. */
const TOLD: readonly EntryKind[] = ['settle', 'adjust', 'lapse', 'carry']

const isOf = (m: Meter) => (e: EntryRow) =>
  e.holderId === m.holder.id && e.allowance === m.allowance && e.office === m.office && e.from === m.from

function saidOf(entry: EntryRow, { sessions }: Use, hand: Hand): string {
  const { word, name } = hand
  const session = sessions.get(entry.causeId)
  if (session) return word('session', { kind: name(session.kind), place: name(session.place) })
  if (entry.kind === 'lapse') return word('lapsedLine')
  if (entry.kind === 'carry') return word('carried')
  return [word('adjusted'), entry.reason].filter(Boolean).join(' ')
}

function linesOf(m: Meter, use: Use, hand: Hand): Cell[][] {
  const lines = use.entries.filter(isOf(m)).filter((e) => TOLD.includes(e.kind) && e.amount !== 0)
  return lines.map((e) => {
    const session = use.sessions.get(e.causeId)
    const day = session ? session.day : hand.dayOf(e.at)
    const signed = e.kind === 'adjust' ? e.amount : -e.amount
    const sign = signed > 0 ? '+' : '−'
    return [
      cell(`　${hand.day(day)}`),
      cell(saidOf(e, use, hand), e.clause),
      cell(`${sign}${hand.amount(Math.abs(e.amount), m.unit)}`),
    ]
  })
}

const COUNTED = ['granted', 'consumed', 'held', 'lapsed', 'left'] as const
const HEADS = { granted: 'granted', consumed: 'used', held: 'held', lapsed: 'lapsed', left: 'left' } as const

function windowsSection(title: string, meters: readonly Meter[], hand: Hand): Section {
  const { word } = hand
  const columns: Column[] = [
    { head: word('window'), width: 'wide' },
    ...COUNTED.map((key): Column => ({ head: word(HEADS[key]), width: 'auto', align: 'right' })),
  ]
  const sum = (key: (typeof COUNTED)[number]) => meters.reduce((total, m) => total + m[key], 0)
  const unit = meters[0]!.unit
  const rows = meters.map((m) => [
    cell(hand.span({ from: m.from, until: m.until }), m.clause),
    ...COUNTED.map((key) => cell(hand.amount(m[key], m.unit))),
  ])
  const total = [cell(word('total')), ...COUNTED.map((key) => cell(hand.amount(sum(key), unit)))]
  return { title, columns, rows: meters.length > 1 ? [...rows, total] : rows }
}

function linesSection(meters: readonly Meter[], use: Use, hand: Hand): Section {
  const { word } = hand
  const rows = meters.flatMap((m) => {
    const lines = linesOf(m, use, hand)
    if (lines.length === 0) return []
    return [[cell(hand.span({ from: m.from, until: m.until })), cell(''), cell('')], ...lines]
  })
  return {
    title: '',
    columns: [
      { head: word('lines'), width: 'auto' },
      { head: word('detail'), width: 'wide' },
      { head: word('moved'), width: 'auto', align: 'right' },
    ],
    rows,
    empty: word('noLines'),
  }
}

function sectionsOf(use: Use, hand: Hand): Section[] {
  const groups = Map.groupBy(use.meters, (m) => `${m.holder.id} ${m.allowance} ${m.office}`)
  return [...groups.values()].flatMap((meters) => {
    const { holder, allowance, office } = meters[0]!
    const of = [hand.name(holder.offer), ...holder.details.map(hand.name)].join(' ')
    const what = office === '' ? hand.name(allowance) : `${hand.name(allowance)}（${hand.name(office)}）`
    return [windowsSection(`${what} — ${of}`, meters, hand), linesSection(meters, use, hand)]
  })
}

export const usageRecordOf = (use: Use, hand: Hand): Paper => ({
  language: hand.language,
  title: hand.word('usage'),
  addressed: hand.word('addressed', { name: use.customer }),
  vendor: use.vendor,
  facts: [
    { label: hand.word('plan'), value: cell(hand.name(use.contract.segments.at(-1)!.plan)) },
    {
      label: hand.word('period'),
      value: cell(hand.span({ from: use.contract.start, until: use.contract.endsOn })),
    },
    ...(use.responsible === null ? [] : [{ label: hand.word('responsible'), value: cell(use.responsible) }]),
  ],
  sections: sectionsOf(use, hand),
  notes: [hand.word('clauseNote')],
})
