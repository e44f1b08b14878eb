/**
 * Sessions that were held, out of rows: booked on the morning of their day and completed at their end by the sessions
 * room, day by day in their order, so that every rule is asked as it would have been and every allowance drawn.
 */
import type { CivilDate, Minute } from '../../../kernel/civil.ts'
import { formatInstant, type Instant, instantOf } from '../../../kernel/clock.ts'
import { regionOf } from '../../../people/index.ts'
import { sessionRoutes } from '../../../sessions/index.ts'
import { type Answered, carryOut, routeOf } from './ask-room.ts'
import { type DayAndTime, plain, readDay, readMinutes, readTime } from './cells.ts'
import { namedIn } from './import-contracts.ts'
import type { Made, Work } from './import-work.ts'
import { idOf, loadReferences, type References } from './references.ts'
import { type Item, readable } from './rows.ts'

const MINUTE = 60_000

type Ready = {
  item: Item
  day: CivilDate
  startsAt: Instant
  endsAt: Instant
  minutes: number
  body: Record<string, unknown>
}

function startIn({ found }: Work, item: Item): { date: CivilDate; minute: Minute } | null {
  const { row, cells } = item
  const day = readDay(cells.date!)
  if ('fault' in day) {
    found.push({ row, field: 'date', code: day.fault, value: cells.date! })
    return null
  }
  const { date, minute }: DayAndTime = day.value
  if (!cells.time) {
    if (minute === null) found.push({ row, field: 'time', code: 'required' })
    return minute === null ? null : { date, minute }
  }
  const time = readTime(cells.time)
  if ('value' in time) return { date, minute: time.value }
  found.push({ row, field: 'time', code: time.fault, value: cells.time })
  return null
}

function minutesIn({ found }: Work, item: Item): number | null {
  const text = item.cells.minutes!
  const read = readMinutes(text)
  if ('value' in read) return read.value
  found.push({ row: item.row, field: 'minutes', code: read.fault, value: text })
  return null
}

function prefectureIn({ services, found }: Work, item: Item): string | null {
  const text = plain(item.cells.prefecture ?? '')
  if (text === '') return null
  const region = regionOf(services.catalogue().data.regions, text)
  if (region === null) found.push({ row: item.row, field: 'prefecture', code: 'unknown-prefecture', value: text })
  return region
}

function readSession(work: Work, references: References, item: Item): Ready | null {
  const { names, found, services } = work
  const before = found.length
  const start = startIn(work, item)
  const minutes = minutesIn(work, item)
  const contractId = start === null ? null : idOf(references.contract(item, start.date), item, found)
  const kind = namedIn(item, 'kind', names.kinds, 'unknown-kind', found)
  const place = namedIn(item, 'place', names.places, 'unknown-place', found)
  const language = namedIn(item, 'language', names.languages, 'unknown-language', found)
  const prefecture = prefectureIn(work, item)
  const staffId = idOf(references.staff(item, 'staff'), item, found)
  if (found.length > before || start === null || minutes === null) return null
  const { timeZone } = services.catalogues
  const startsAt = instantOf(start, timeZone)
  const endsAt = startsAt + minutes * MINUTE
  if (endsAt > work.now) {
    found.push({ row: item.row, field: 'date', code: 'not-in-the-past', value: item.cells.date! })
    return null
  }
  const body = {
    contractId,
    kind,
    place,
    start: formatInstant(startsAt, timeZone),
    minutes,
    ...(language === null ? {} : { language }),
    ...(prefecture === null ? {} : { prefecture }),
    ...(staffId === null ? {} : { staffId }),
    acceptCharges: true,
  }
  return { item, day: start.date, startsAt, endsAt, minutes, body }
}

const byStart = (a: Ready, b: Ready) => a.startsAt - b.startsAt || a.item.row - b.item.row

export async function importSessions(work: Work, items: readonly Item[]): Promise<Made[]> {
  const { tx, found, services, clock, asking } = work
  const sound = readable(items, ['date', 'minutes', 'kind', 'place'], found)
  const references = await loadReferences(tx, sound)
  const ready = sound.flatMap((item) => readSession(work, references, item) ?? [])
  const routes = sessionRoutes(services)
  const book = routeOf(routes, 'POST', '/api/sessions')
  const complete = routeOf(routes, 'POST', '/api/sessions/:id/complete')
  const made: Made[] = []
  for (const [day, held] of Map.groupBy(ready.sort(byStart), (r) => r.day)) {
    clock.set(instantOf({ date: day, minute: 0 }, services.catalogues.timeZone))
    // Together, so that the room judges those of one day in few groups.
    const booked: Answered[] = await Promise.all(held.map((r) => carryOut(asking, book, r.item.row, r.body)))
    for (const [i, { item, endsAt, minutes }] of held.entries()) {
      const session = booked[i]!
      if ('found' in session) {
        found.push(...session.found)
        continue
      }
      clock.set(endsAt)
      const done = await carryOut(asking, complete, item.row, { minutes }, { id: session.id })
      if ('found' in done) found.push(...done.found)
      else made.push({ item, id: session.id })
    }
  }
  return made
}
