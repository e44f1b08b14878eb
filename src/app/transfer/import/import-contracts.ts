/** Contracts out of rows: opened by the contracts room as it would have on the day they were agreed, earliest first. */
import { contractRoutes } from '../../../contracts/index.ts'
import type { CivilDate } from '../../../kernel/civil.ts'
import { instantOf } from '../../../kernel/clock.ts'
import { carryOut, routeOf } from './ask-room.ts'
import type { NameIndex } from './catalogue-names.ts'
import { readDay } from './cells.ts'
import type { Found, ImportCode } from './finding-codes.ts'
import type { Made, Work } from './import-work.ts'
import { idOf, loadReferences, type References } from './references.ts'
import { type Item, readable } from './rows.ts'

type Ready = {
  item: Item
  agreedOn: CivilDate
  noticeOn: CivilDate | null
  body: { accountId: string; plan: string; start: CivilDate } & Record<string, unknown>
}

/** The day in a cell; null where it is empty or wrong, which is then noted. */
export function dayIn(item: Item, field: string, found: Found[]): CivilDate | null {
  const text = item.cells[field] ?? ''
  if (text === '') return null
  const read = readDay(text)
  if ('value' in read) return read.value.date
  found.push({ row: item.row, field, code: read.fault, value: text })
  return null
}

/** The catalogue's id for what a cell says; null where it is empty or unknown, which is then noted. */
export function namedIn(item: Item, field: string, index: NameIndex, unknown: ImportCode, found: Found[]) {
  const text = item.cells[field] ?? ''
  if (text === '') return null
  const id = index.find(text)
  if (id === null) found.push({ row: item.row, field, code: unknown, value: text, facts: { some: index.some } })
  return id
}

function optionsIn({ names, found }: Work, item: Item): string[] {
  const texts = (item.cells.options ?? '').split(/[、,;／|\n]+/).map((text) => text.trim())
  return texts.flatMap((text) => {
    if (text === '') return []
    const id = names.options.find(text)
    if (id !== null) return [id]
    found.push({
      row: item.row,
      field: 'options',
      code: 'unknown-option',
      value: text,
      facts: { some: names.options.some },
    })
    return []
  })
}

function readContract(work: Work, references: References, item: Item): Ready | null {
  const { names, found } = work
  const before = found.length
  const accountId = idOf(references.account(item), item, found)
  const plan = namedIn(item, 'plan', names.plans, 'unknown-plan', found)
  const start = dayIn(item, 'start', found)
  const agreedOn = dayIn(item, 'agreedOn', found)
  const noticeOn = dayIn(item, 'noticeOn', found)
  const baseOffice = namedIn(item, 'baseOffice', names.offices, 'unknown-office', found)
  const responsibleId = idOf(references.staff(item, 'responsible'), item, found)
  const options = optionsIn(work, item)
  if (found.length > before || accountId === null || plan === null || start === null) return null
  return {
    item,
    agreedOn: agreedOn ?? start,
    noticeOn,
    body: {
      accountId,
      plan,
      start,
      ...(baseOffice === null ? {} : { baseOffice }),
      ...(responsibleId === null ? {} : { responsibleId }),
      ...(options.length === 0 ? {} : { options }),
      acceptTerms: true,
      acceptCharges: true,
    },
  }
}

const byDay = (a: Ready, b: Ready) =>
  a.body.start < b.body.start ? -1 : a.body.start > b.body.start ? 1 : a.item.row - b.item.row

export async function importContracts(work: Work, items: readonly Item[]): Promise<Made[]> {
  const { tx, found, services, clock, asking, now } = work
  const sound = readable(items, ['plan', 'start'], found)
  const references = await loadReferences(tx, sound)
  const ready = sound.flatMap((item) => readContract(work, references, item) ?? [])
  const routes = contractRoutes(services)
  const open = routeOf(routes, 'POST', '/api/contracts')
  const end = routeOf(routes, 'POST', '/api/contracts/:id/end')
  const at = (day: CivilDate) => Math.min(instantOf({ date: day, minute: 0 }, services.catalogues.timeZone), now)
  const made: Made[] = []
  for (const { item, agreedOn, noticeOn, body } of ready.sort(byDay)) {
    clock.set(at(agreedOn))
    const opened = await carryOut(asking, open, item.row, body)
    if ('found' in opened) {
      found.push(...opened.found)
      continue
    }
    made.push({ item, id: opened.id })
    if (noticeOn === null) continue
    clock.set(at(noticeOn))
    const ended = await carryOut(asking, end, item.row, { on: noticeOn }, { id: opened.id })
    if ('found' in ended) found.push(...ended.found.map((f) => ({ ...f, field: 'noticeOn' })))
  }
  return made
}
