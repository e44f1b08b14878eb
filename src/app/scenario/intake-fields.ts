/** The actions of card intake with their fields. Kits and consignments are names within their intake. */
import * as z from 'zod'
import { INTAKE_SETTINGS, INTAKE_WAYS } from '../../intake/index.ts'
import { date, exactlyOne, fields, flag, handle, list, oneOf, text, whole } from './fields.ts'
import { both } from './problem.ts'
import { DIRECTIONS, SLIP_METHODS } from './vocabulary.ts'

/** Cards on receipt: one number for one kit, or a number for each kit. */
const cards = () =>
  z.custom<number | Record<string, number>>(
    (v) => isCount(v) || (typeof v === 'object' && v !== null && !Array.isArray(v) && Object.values(v).every(isCount)),
    {
      error: both({
        en: 'write the number of cards for one kit, or kit: number for each kit, from 0',
        ja: 'キットが1つなら枚数を、いくつかあれば「キット: 枚数」をそれぞれ 0 以上で書いてください。',
      }),
    },
  )
const isCount = (v: unknown) => Number.isSafeInteger(v) && (v as number) >= 0

/** Cards from request to close: by mail or by visit. */
export const intakeActions = () => {
  const intake = handle('an intake')
  const kits = list(handle('a kit'), 'kits')
  const consigned = {
    intake,
    consignment: handle('the consignment'),
    direction: oneOf(DIRECTIONS),
    kits,
    cards: cards().optional(),
  }
  const source = exactlyOne('contract', 'order')
  const when = exactlyOne('startWeek', 'workDays')
  const accepts = { acceptCharges: flag().optional() }
  return {
    'intake.request': fields(
      {
        intake: handle('the intake'),
        contract: handle('a contract').optional(),
        order: handle('an order').optional(),
        way: oneOf(INTAKE_WAYS),
        settings: list(oneOf(INTAKE_SETTINGS), 'settings').optional(),
        minutesAway: whole(0, 'minutes').optional(),
      },
      'intake.request',
    )
      .refine(source.holds, source)
      .refine((w) => w.way !== 'visit' || w.minutesAway !== undefined, {
        path: ['minutesAway'],
        error: both({
          en: 'is missing: a visit needs the minutes of the journey from the office',
          ja: '指定がありません。訪問では、拠点からの移動の分数が必要です。',
        }),
      }),
    'intake.survey': fields({ intake, holder: text('the registered name'), cards: whole(0, 'cards') }, 'intake.survey'),
    'intake.order': fields(
      {
        intake,
        startWeek: date().optional(),
        workDays: list(date(), 'dates').optional(),
        acceptTerms: flag(),
        ...accepts,
      },
      'intake.order',
    ).refine(when.holds, when),
    'intake.kit': fields(
      {
        intake,
        kit: handle('the kit'),
        holder: text('the registered name'),
        nameOnKit: text('the name on the kit'),
        nameCard: flag().optional(),
      },
      'intake.kit',
    ),
    'intake.send': fields(consigned, 'intake.send'),
    'intake.receive': fields(consigned, 'intake.receive'),
    'intake.sign-slip': fields(
      { intake, consignment: handle('a consignment'), method: oneOf(SLIP_METHODS) },
      'intake.sign-slip',
    ),
    'intake.import': fields(
      {
        intake,
        stage: whole(1, 'the stage'),
        kit: handle('a kit'),
        imported: whole(0, 'cards'),
        unreadable: whole(0, 'cards').optional(),
        duplicate: whole(0, 'cards').optional(),
      },
      'intake.import',
    ),
    'intake.change': fields({ intake, startWeek: date(), ...accepts }, 'intake.change'),
    'intake.cancel': fields({ intake, ...accepts }, 'intake.cancel'),
    'intake.work-day': fields(
      {
        intake,
        day: date(),
        presentAtStart: list(text('a name'), 'names'),
        presentAtEnd: list(text('a name'), 'names'),
        kits: kits.optional(),
      },
      'intake.work-day',
    ),
    'intake.close': fields({ intake }, 'intake.close'),
  }
}
