/** What was measured, as one table: ours, what it stands beside, their ratio, and the aim. */
import type { DecisionFigures } from './decisions.ts'
import type { HistoryFigures } from './history.ts'
import type { ListFigures, Times } from './lists.ts'
import { figure } from './measure.ts'
import type { Reserved } from './reserve.ts'
import type { StartFigures } from './start.ts'

/** `met` is null where there is no aim. */
export type Row = { what: string; ours: string; beside: string; ratio: string; aim: string; met: boolean | null }

const times = (a: number, b: number) => `${figure(a / b)} ×`

export function rowsOfDecisions(d: DecisionFigures): Row[] {
  return [
    {
      what: 'Decisions a second, in process, every rule asked',
      ours: figure(d.ours.perSecond),
      beside: `${figure(d.engine.perSecond)} json-rules-engine, same rules`,
      ratio: times(d.ours.perSecond, d.engine.perSecond),
      aim: '',
      met: null,
    },
    {
      what: 'A decision, p50',
      ours: `${figure(d.ours.p50)} µs`,
      beside: `${figure(d.engine.p50)} µs`,
      ratio: times(d.engine.p50, d.ours.p50),
      aim: '',
      met: null,
    },
    {
      what: 'A decision, p99',
      ours: `${figure(d.ours.p99)} µs`,
      beside: `${figure(d.engine.p99)} µs`,
      ratio: times(d.engine.p99, d.ours.p99),
      aim: '< 20 µs',
      met: d.ours.p99 < 20,
    },
  ]
}

export function rowsOfReserve(r: Reserved): Row[] {
  const [share, hot] = [r.spread.perSecond / r.bareSpread.perSecond, r.hot.perSecond / r.bareHot.perSecond]
  const latency = (name: string, ours: Reserved['spread'], bare: Reserved['spread']): Row => ({
    what: `… its latency on ${name}, p50 / p99`,
    ours: `${figure(ours.p50)} / ${figure(ours.p99)} ms`,
    beside: `${figure(bare.p50)} / ${figure(bare.p99)} ms`,
    ratio: '',
    aim: '',
    met: null,
  })
  return [
    {
      what: 'Book over HTTP, many contracts, 32 connections, a second',
      ours: figure(r.spread.perSecond),
      beside: `${figure(r.bareSpread.perSecond)} bare four statements`,
      ratio: `${Math.round(share * 100)} %`,
      aim: '≥ 60 %',
      met: share >= 0.6,
    },
    latency('many contracts', r.spread, r.bareSpread),
    {
      what: 'Book over HTTP, one hot contract, 32 connections, a second',
      ours: figure(r.hot.perSecond),
      beside: `${figure(r.bareHot.perSecond)} bare four statements`,
      ratio: `${figure(hot)} ×`,
      aim: '≥ 3 ×',
      met: hot >= 3,
    },
    latency('one contract', r.hot, r.bareHot),
    ...(r.memoryUnderLoad === null
      ? []
      : [
          {
            what: 'Memory under that load, server and database',
            ours: `${figure(r.memoryUnderLoad)} MB`,
            beside: '',
            ratio: '',
            aim: '',
            met: null,
          },
        ]),
    { what: 'After these runs', ours: r.checked, beside: '', ratio: '', aim: 'nothing wrong', met: true },
  ]
}

/** Not slower than by half again is flat: the rest is noise of a small machine. */
const FLAT = 1.5

export function rowsOfHistory(h: HistoryFigures): Row[] {
  const row = (what: string, figures: { short: number; long: number }): Row => {
    const ratio = figures.long / figures.short
    return {
      what: `${what}, 1 M entries behind it`,
      ours: `${figure(figures.long)} ms`,
      beside: `${figure(figures.short)} ms with 1 k`,
      ratio: `${figure(ratio)} ×`,
      aim: 'flat',
      met: ratio < FLAT,
    }
  }
  return [
    row('Balance', h.balance),
    row('Decision (preview of a booking)', h.decision),
    row('Booking', h.booking),
    row('First page of the ledger', h.ledger),
    row('Balance at a past moment', h.past),
    {
      what: 'Verify the whole ledger, 1 M entries',
      ours: `${figure(h.verifySeconds)} s`,
      beside: '',
      ratio: '',
      aim: 'no difference',
      met: true,
    },
  ]
}

export function rowsOfLists({ accounts, timeline }: ListFigures): Row[] {
  const row = (what: string, t: Times): Row => ({
    what,
    ours: `${figure(t.p50)} / ${figure(t.p95)} ms`,
    beside: '',
    ratio: '',
    aim: '< 150 ms',
    met: t.p95 < 150,
  })
  return [
    row('Accounts list, 10,000 accounts, every order and filter: first rows, p50 / p95', accounts),
    row('Timeline of an account with 5,000 entries: first rows, p50 / p95', timeline),
  ]
}

export function rowsOfStart(s: StartFigures): Row[] {
  return [
    {
      what: 'First start with demo data, to the first page',
      ours: `${figure(s.first)} s`,
      beside: '',
      ratio: '',
      aim: '',
      met: null,
    },
    {
      what: 'Second start to the first page',
      ours: `${figure(s.second)} s`,
      beside: '',
      ratio: '',
      aim: '< 5 s',
      met: s.second < 5,
    },
    ...(s.memory === null
      ? []
      : [
          {
            what: 'Memory at rest, launcher, server and database',
            ours: `${figure(s.memory)} MB`,
            beside: '',
            ratio: '',
            aim: '< 250 MB',
            met: s.memory < 250,
          },
        ]),
  ]
}

export function tableOf(rows: Row[]): string {
  const lines = rows.map(
    (r) =>
      `| ${r.what} | ${r.ours} | ${r.beside} | ${r.ratio} | ${r.aim}${r.met === null ? '' : r.met ? ' ✓' : ' ✗'} |`,
  )
  return ['| what | Bansou | beside | ratio | aim |', '|---|---|---|---|---|', ...lines, ''].join('\n')
}
