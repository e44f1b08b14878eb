/** What may be asked of a plan, a phase, an add-on or a project in sessions, with the answers. */
import { windowSpecs } from '../../src/contracts/index.ts'
import { addDays, type CivilDate, formatMinute, weekday } from '../../src/kernel/civil.ts'
import { type Asker, ask, type Held, said } from './asking.ts'

/** Longer than any session may be where lengths are limited. */
const LONG = 1440
/** Around every full and half hour, where hours begin and end; a nudge of a minute shows. */
const MOMENTS = Array.from({ length: 1440 }, (_, minute) => minute).filter((minute) => [0, 1, 29].includes(minute % 30))

function kindsAndPlaces(asker: Asker, held: Held): string[] {
  const { kinds, places } = asker.catalogue.data
  return Object.keys(kinds).flatMap((kind) => {
    const answers = Object.keys(places).map((place) => ({ place, answer: said(ask(asker, held, { kind, place })) }))
    // A kind that is not included at all is so everywhere.
    const same = answers.every((a) => a.answer === answers[0]?.answer)
    return same ? [`${kind} anywhere: ${answers[0]?.answer}`] : answers.map((a) => `${kind} ${a.place}: ${a.answer}`)
  })
}

/** The kind and place that a holder allows for certain, for questions about something else. */
function plainQuestion(asker: Asker, { holder }: Held): { kind: string; place: string } {
  const sessions = holder.stretches.at(-1)!.support.sessions
  const free = Object.entries(sessions).find(([, s]) => !s.after) ?? Object.entries(sessions)[0]!
  return {
    kind: free[0],
    place: free[1].places.value.find((p) => !asker.catalogue.data.places[p]?.travels) ?? free[1].places.value[0]!,
  }
}

function lengths(asker: Asker, held: Held): string[] {
  const sessions = held.holder.stretches.at(-1)!.support.sessions
  return Object.keys(sessions).flatMap((kind) => {
    const place = sessions[kind]!.places.value[0]!
    const at = (minutes: number) =>
      ask(asker, held, { kind, place, minutes, at: 480 }).because.includes('session-too-long')
    if (!at(LONG)) return []
    let [short, long] = [0, LONG]
    while (long - short > 1) {
      const middle = Math.floor((short + long) / 2)
      if (at(middle)) long = middle
      else short = middle
    }
    return [`${kind} up to ${short} minutes`]
  })
}

/** How many of a kind may stand, and what must stand before it. */
function before(asker: Asker, held: Held): string[] {
  const { sessions } = held.holder.stretches.at(-1)!.support
  const end = { date: held.day, minute: 600 }
  const standing = (kind: string, n: number) =>
    Array.from({ length: n }, (_, i) => ({ id: String(i), kind, start: { date: held.day, minute: 540 }, end }))
  return Object.keys(sessions).flatMap((kind) => {
    const place = sessions[kind]!.places.value[0]!
    const count = [1, 2, 3, 4].find((n) =>
      ask(asker, held, { kind, place }, { standing: standing(kind, n) }).because.includes('already-used'),
    )
    const waits = Object.keys(asker.catalogue.data.kinds).filter((other) => {
      const alone = ask(asker, held, { kind, place }).because.includes('requires-step')
      return (
        alone && !ask(asker, held, { kind, place }, { standing: standing(other, 1) }).because.includes('requires-step')
      )
    })
    return [
      ...(count === undefined ? [] : [`${kind} at most ${count}`]),
      ...waits.map((other) => `${kind} after ${other}`),
    ]
  })
}

/** Minutes of the day at which one may begin, as spans, and the days of a week. */
function hoursAndDays(asker: Asker, held: Held): string[] {
  const q = plainQuestion(asker, held)
  const open = (day: CivilDate, at: number) =>
    !ask(asker, held, { ...q, day, at, minutes: 1 }).because.some((c) => /hours|business/.test(c))
  const spans: string[] = []
  let since: number | null = null
  for (const [i, at] of MOMENTS.entries()) {
    const isOpen = open(held.day, at)
    if (isOpen) since ??= at
    if (since !== null && !isOpen) {
      spans.push(`${formatMinute(since)} to ${formatMinute(MOMENTS[i - 1] ?? 0)}`)
      since = null
    }
  }
  const noon = (day: CivilDate) => [600, 840].some((at) => open(day, at))
  const days = Array.from({ length: 7 }, (_, i) => addDays(held.day, i)).filter(noon)
  return [
    `may begin ${spans.join(', ')} on ${days.map((d) => 'Sun Mon Tue Wed Thu Fri Sat'.split(' ')[weekday(d)]).join(' ')}`,
  ]
}

function languages(asker: Asker, held: Held): string[] {
  const q = plainQuestion(asker, held)
  return asker.catalogue.data.languages.map((language) => {
    const d = ask(asker, held, { ...q, language })
    return `in ${language}: ${d.because.includes('language-not-supported') ? `refused → ${d.remedies.join(' ')}` : 'fine'}`
  })
}

function partners(asker: Asker, held: Held): string[] {
  const sessions = held.holder.stretches.at(-1)!.support.sessions
  const given = Object.keys(sessions).filter((kind) => {
    const d = ask(asker, held, { kind, place: sessions[kind]!.places.value[0]! }, { partner: 'P' })
    return d.findings.some((f) => f.code === 'subcontracted')
  })
  return given.length === 0 ? [] : [`a subcontractor may give ${given.join(', ')}`]
}

/** The windows that hold a day of each stretch. */
export function windows({ catalogue }: Asker, { holder, day }: Held): string[] {
  const stretch = holder.stretches.find((s) => s.from <= day && (s.until === null || day < s.until))!
  return windowSpecs(catalogue, holder, stretch, day).map(
    (w) =>
      `${w.allowance}${w.office === '' ? '' : ` of ${w.office}`} ${w.amount} from ${w.from} to ${w.until ?? 'open'} (${w.clause})`,
  )
}

function journeys(asker: Asker, held: Held): string[] {
  const { data } = asker.catalogue
  const { sessions, trips } = held.holder.stretches.at(-1)!.support
  const visit = Object.entries(sessions).flatMap(([kind, s]) =>
    s.places.value.filter((p) => data.places[p]?.travels).map((place) => ({ kind, place })),
  )[0]
  if (!trips || !visit) return []
  return Object.keys(data.offices).map((office) => {
    const rule = (region: string) =>
      ask(asker, held, { ...visit, office, region }).findings.some((f) => f.rule === 'insideHomeArea')
    return `from ${office} without a trip to ${data.regions
      .map((r) => r.name)
      .filter(rule)
      .join(' ')}; else ${said(ask(asker, held, { ...visit, office }))}`
  })
}

/** What a request for a day past the end is told. */
function pastEnd(asker: Asker, held: Held): string[] {
  const { until } = held.holder.stretches.at(-1)!
  if (until === null) return []
  return [`past the end: ${said(ask(asker, held, { ...plainQuestion(asker, held), day: nextTuesday(until) }))}`]
}

const nextTuesday = (day: CivilDate) => addDays(day, (2 - weekday(day) + 7) % 7)

export const heldLines = (asker: Asker, held: Held): string[] =>
  [kindsAndPlaces, lengths, before, hoursAndDays, languages, partners, windows, journeys, pastEnd]
    .flatMap((lines) => lines(asker, held))
    .map((line) => `${held.name}: ${line}`)
