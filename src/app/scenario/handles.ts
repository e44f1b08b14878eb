/** The file's own names for things: which step makes them, which step uses them. */
import type { ActionName } from './action-fields.ts'
import { nameOf } from './field-names.ts'
import type { Step } from './format.ts'
import type { Said } from './problem.ts'

export type HandleType =
  | 'staff'
  | 'account'
  | 'contract'
  | 'order'
  | 'project'
  | 'session'
  | 'intake'
  | 'kit'
  | 'consignment'

/** `field` is the path in the step (`with.addOns[0].order`). Kits and consignments are names within their intake. */
export type Handle = { type: HandleType; name: string; field: string; scope: string }

/** Fields that name a thing, wherever they stand. */
const TYPE_OF_FIELD: Record<string, HandleType> = {
  staff: 'staff',
  responsible: 'staff',
  by: 'staff',
  approvedBy: 'staff',
  account: 'account',
  contract: 'contract',
  order: 'order',
  project: 'project',
  session: 'session',
  intake: 'intake',
  kit: 'kit',
  kits: 'kit',
  consignment: 'consignment',
}

/** The field of each making action that names what it makes. */
const MADE_BY: Partial<Record<ActionName, string>> = {
  'staff.create': 'staff',
  'account.create': 'account',
  'contract.quote': 'contract',
  'contract.open': 'contract',
  'addon.order': 'order',
  'project.start': 'project',
  'session.book': 'session',
  'intake.request': 'intake',
  'intake.kit': 'kit',
  'intake.send': 'consignment',
}

/** Actions after which the name is free again, when they took effect. */
const FREED_BY: Partial<Record<ActionName, HandleType>> = { 'session.cancel': 'session', 'intake.cancel': 'intake' }

/** A parcel's receipt may be the first word of it: cards are also handed over without a message beforehand. */
const isFirstWord = (action: ActionName, field: string) => action === 'intake.receive' && field === 'consignment'

const noun = (type: HandleType) => (type === 'staff' ? 'person' : type)
const article = (type: HandleType) => (/^[aeiou]/.test(noun(type)) ? ('an' as const) : ('a' as const))
/** "a contract". */
export const aThing = (type: HandleType): Said => {
  const en = `${article(type)} ${noun(type)}`
  return { en, ja: nameOf(en) }
}
/** "the contract". */
export const theThing = (type: HandleType): Said => {
  const en = `the ${noun(type)}`
  return { en, ja: nameOf(en) }
}
/** "a contract "k1"", as problem lines say it. */
export const inWords = (handle: Handle): Said => {
  const { en, ja } = aThing(handle.type)
  return { en: `${en} "${handle.name}"`, ja: `${ja}「${handle.name}」` }
}
export const keyOf = (handle: Handle) => `${handle.type} ${handle.scope}${handle.name}`

type Named = { field: string; path: string; value: unknown }

function fieldsOf(step: Step): Named[] {
  const own = Object.entries(step.with).map(([field, value]) => ({ field, path: `with.${field}`, value }))
  return own.flatMap((f) =>
    f.field === 'kits' && Array.isArray(f.value)
      ? f.value.map((value, i) => ({ field: 'kits', path: `${f.path}[${i}]`, value }))
      : [f],
  )
}

const handleOf = (step: Step, { field, path, value }: Named): Handle[] => {
  const type = TYPE_OF_FIELD[field]
  if (type === undefined || typeof value !== 'string') return []
  const scope = type === 'kit' || type === 'consignment' ? `${String(step.with.intake)}/` : ''
  return [{ type, name: value, field: path, scope }]
}

/** Orders inside a contract: made together with it. */
export function ordersInside(step: Step): Handle[] {
  const addOns = Array.isArray(step.with.addOns) ? (step.with.addOns as { order: string }[]) : []
  return addOns.map((a, i) => ({ type: 'order', name: a.order, field: `with.addOns[${i}].order`, scope: '' }))
}

/** What the step itself is to make. */
export const ownMade = (step: Step): Handle[] =>
  fieldsOf(step)
    .filter((f) => f.field === MADE_BY[step.do])
    .flatMap((f) => handleOf(step, f))

/** Every handle that the step gives to something new. */
export const madeBy = (step: Step): Handle[] => [...ownMade(step), ...ordersInside(step)]

/** Handles of things that must be there already. */
export const usedBy = (step: Step): Handle[] =>
  fieldsOf(step)
    .filter((f) => f.field !== MADE_BY[step.do] && !isFirstWord(step.do, f.field))
    .flatMap((f) => handleOf(step, f))

/** Handles that are free again after the step, if it took effect. */
export const freedBy = (step: Step): Handle[] =>
  FREED_BY[step.do] === undefined ? [] : usedBy(step).filter((h) => h.type === FREED_BY[step.do])

/** A quote names a contract that it does not make. */
export const makesNothing = (step: Step) => step.do === 'contract.quote'

/** The consignment that a receipt names, whether or not it was announced. */
export const firstNamed = (step: Step): Handle[] =>
  fieldsOf(step)
    .filter((f) => isFirstWord(step.do, f.field))
    .flatMap((f) => handleOf(step, f))
