/** Every action of the scenario language with its fields. The table of the specification, as schemas. */
import type * as z from 'zod'
import { CHARGE_KINDS } from '../../kernel/decision.ts'
import {
  date,
  exactlyOne,
  fields,
  figure,
  flag,
  handle,
  list,
  oneOf,
  signed,
  text,
  time,
  timeOfDay,
  whole,
} from './fields.ts'
import { intakeActions } from './intake-fields.ts'
import { CALL_SUBJECTS, REFUND_REASONS, ROLES, SURFACES, type Vocabulary } from './vocabulary.ts'

/** One of contract, order, project: whose allowance a step is about. */
const holder = {
  contract: handle('a contract').optional(),
  order: handle('an order').optional(),
  project: handle('a project').optional(),
}
const oneHolder = exactlyOne('contract', 'order', 'project')

const peopleActions = {
  'staff.create': fields(
    {
      staff: handle('the person'),
      name: text('the name'),
      role: oneOf(ROLES),
      partner: text('the subcontractor').optional(),
    },
    'staff.create',
  ),
  'account.create': fields(
    {
      account: handle('the account'),
      name: text('the name'),
      prefecture: text('the prefecture'),
      existingCustomer: flag().optional(),
    },
    'account.create',
  ),
  'holiday.add': fields({ date: date(), name: text('the name of the closure') }, 'holiday.add'),
}

/** Contracts, orders and projects; the add-ons inside a contract have the fields of an order but the account. */
const contractActions = (words: Vocabulary) => {
  const options = () => list(oneOf(words.options), 'options').optional()
  const addOn = {
    order: handle('the order'),
    addOn: oneOf(words.addOns),
    start: date().optional(),
    months: whole(1, 'months').optional(),
    tenant: text('the tenant').optional(),
    target: text('the target system').optional(),
    language: oneOf(words.languages).optional(),
    options: options(),
    acceptTerms: flag(),
    acceptCharges: flag().optional(),
  }
  const addOns = () => list(fields(addOn, 'an add-on'), 'add-ons').optional()
  const quote = {
    contract: handle('the contract'),
    account: handle('an account'),
    plan: oneOf(words.plans),
    start: date(),
    baseOffice: oneOf(words.offices).optional(),
    responsible: handle('a person').optional(),
    options: options(),
    addOns: addOns(),
  }
  return {
    'contract.quote': fields(quote, 'contract.quote'),
    'contract.open': fields({ ...quote, acceptTerms: flag() }, 'contract.open'),
    'contract.change': fields(
      {
        contract: handle('a contract'),
        on: date(),
        plan: oneOf(words.plans).optional(),
        addOptions: options(),
        removeOptions: options(),
        addOns: addOns(),
        acceptCharges: flag().optional(),
      },
      'contract.change',
    ),
    'contract.end': fields({ contract: handle('a contract'), on: date() }, 'contract.end'),
    'addon.order': fields({ ...addOn, account: handle('an account') }, 'addon.order'),
    'project.start': fields(
      {
        project: handle('the project'),
        contract: handle('a contract'),
        tenant: text('the tenant'),
        target: text('the target system'),
        start: date(),
      },
      'project.start',
    ),
  }
}

const sessionActions = (words: Vocabulary) => {
  const session = handle('a session')
  return {
    'session.book': fields(
      {
        session: handle('the session'),
        ...holder,
        kind: oneOf(words.kinds),
        place: oneOf(words.places),
        start: time(),
        minutes: whole(1, 'minutes'),
        prefecture: text('the prefecture').optional(),
        baseOffice: oneOf(words.offices).optional(),
        language: oneOf(words.languages).optional(),
        staff: handle('a person').optional(),
        acceptCharges: flag().optional(),
      },
      'session.book',
    ).refine(oneHolder.holds, oneHolder),
    'session.move': fields(
      { session, start: time(), minutes: whole(1, 'minutes').optional(), acceptCharges: flag().optional() },
      'session.move',
    ),
    'session.cancel': fields({ session }, 'session.cancel'),
    'session.no-show': fields({ session }, 'session.no-show'),
    'session.complete': fields({ session, minutes: whole(0, 'minutes') }, 'session.complete'),
  }
}

const bookActions = (words: Vocabulary) => {
  const amount = exactlyOne('minutes', 'count')
  const refunded = exactlyOne('contract', 'order', 'intake')
  return {
    'balance.read': fields(holder, 'balance.read').refine(oneHolder.holds, oneHolder),
    'ledger.adjust': fields(
      {
        ...holder,
        allowance: oneOf(words.allowances),
        minutes: signed('minutes').optional(),
        count: signed('sessions or trips').optional(),
        reason: text('the reason'),
        by: handle('a person'),
        approvedBy: handle('a second person'),
      },
      'ledger.adjust',
    )
      .refine(oneHolder.holds, oneHolder)
      .refine(amount.holds, amount),
    'charge.refund': fields(
      {
        charge: oneOf(CHARGE_KINDS),
        contract: handle('a contract').optional(),
        order: handle('an order').optional(),
        intake: handle('an intake').optional(),
        reason: oneOf(REFUND_REASONS),
      },
      'charge.refund',
    ).refine(refunded.holds, refunded),
  }
}

const deskActions = (words: Vocabulary) => ({
  'desk.close': fields({ date: date(), from: timeOfDay().optional(), until: timeOfDay().optional() }, 'desk.close'),
  'desk.call': fields(
    {
      account: handle('an account'),
      surface: oneOf(SURFACES),
      about: oneOf(CALL_SUBJECTS),
      language: oneOf(words.languages).optional(),
    },
    'desk.call',
  ),
})

const termsActions = () => {
  const contract = handle('a contract')
  const change = fields(
    { clause: text('the clause'), value: figure('the new figure of the clause, in its unit') },
    'a change',
  )
  return {
    'terms.announce': fields(
      { version: text('the version'), effective: date(), set: list(change, 'changes').optional() },
      'terms.announce',
    ),
    'terms.consent': fields({ contract, version: text('the version') }, 'terms.consent'),
    'terms.read': fields({ contract }, 'terms.read'),
  }
}

/** All actions under the words of one catalogue. */
export const actionSchemas = (words: Vocabulary) => ({
  ...peopleActions,
  ...contractActions(words),
  ...sessionActions(words),
  ...bookActions(words),
  ...deskActions(words),
  ...intakeActions(),
  ...termsActions(),
})

type Schemas = ReturnType<typeof actionSchemas>
export type ActionName = keyof Schemas
/** What stands under `with` for an action. */
export type Fields<A extends ActionName> = z.output<Schemas[A]>
