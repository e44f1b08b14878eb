/** Random stories of one account: steps as a person might take them, in any order, under a clock that moves on. */
import fc from 'fast-check'

const PLANS = ['basic', 'advanced', 'premier', 'premier-plus'] as const
const HOURS = ['09', '10', '11', '13', '14', '15', '16', '17', '18'] as const

const days = (min: number, max: number) => fc.integer({ min, max })
const pick = fc.nat({ max: 1000 })

const booking = {
  holder: pick,
  kind: fc.constantFrom('meeting', 'meeting', 'training', 'kickoff', 'review', 'preparation'),
  place: fc.constantFrom('online', 'online', 'phone', 'customer-site', 'vendor-office'),
  inDays: fc.oneof(days(-1, 12), days(0, 150)),
  hour: fc.constantFrom(...HOURS),
  minutes: fc.constantFrom(15, 30, 60, 60, 90, 120, 200),
  prefecture: fc.constantFrom(null, '東京都', '大阪府', '沖縄県'),
  staff: fc.constantFrom(null, 0, 1),
  acceptCharges: fc.boolean(),
}

const steps = {
  open: fc.record({ do: fc.constant('open' as const), plan: fc.constantFrom(...PLANS), inDays: days(-20, 40) }),
  change: fc.record({
    do: fc.constant('change' as const),
    plan: fc.constantFrom(...PLANS),
    inDays: fc.oneof(fc.constant(0), days(0, 60)),
  }),
  end: fc.record({ do: fc.constant('end' as const), inDays: days(0, 90) }),
  order: fc.record({
    do: fc.constant('order' as const),
    addOn: fc.constantFrom(
      'data-integration',
      'data-integration-month',
      'option-support',
      'onboarding-extension',
      'training-3h',
    ),
    tenant: fc.constantFrom('prod', 'test'),
    target: fc.constantFrom('SATORI', 'Salesforce'),
    inDays: days(0, 30),
  }),
  project: fc.record({
    do: fc.constant('project' as const),
    tenant: fc.constantFrom('prod', 'test'),
    inDays: days(0, 30),
  }),
  book: fc.record({ do: fc.constant('book' as const), ...booking }),
  bookAndCancel: fc.record({ do: fc.constant('bookAndCancel' as const), ...booking }),
  move: fc.record({
    do: fc.constant('move' as const),
    session: pick,
    inDays: fc.oneof(days(-1, 12), days(0, 120)),
    hour: fc.constantFrom(...HOURS),
    minutes: fc.constantFrom(null, 30, 60, 120),
    acceptCharges: fc.boolean(),
  }),
  cancel: fc.record({ do: fc.constant('cancel' as const), session: pick }),
  complete: fc.record({
    do: fc.constant('complete' as const),
    session: pick,
    waits: fc.boolean(),
    minutes: fc.constantFrom(0, 20, 60, 75, 240),
  }),
  noShow: fc.record({ do: fc.constant('noShow' as const), session: pick, waits: fc.boolean() }),
  adjust: fc.record({
    do: fc.constant('adjust' as const),
    holder: pick,
    allowance: pick,
    amount: fc.constantFrom(-60, -1, 1, 30, 600),
  }),
  wait: fc.record({
    do: fc.constant('wait' as const),
    days: fc.constantFrom(0, 1, 3, 7, 14, 31, 62, 180),
    hours: fc.constantFrom(1, 5),
  }),
  turn: fc.record({ do: fc.constant('turn' as const) }),
}

export type Step = {
  [K in keyof typeof steps]: (typeof steps)[K] extends fc.Arbitrary<infer T> ? T : never
}[keyof typeof steps]

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: steps.open },
  { weight: 4, arbitrary: steps.change },
  { weight: 1, arbitrary: steps.end },
  { weight: 2, arbitrary: steps.order },
  { weight: 1, arbitrary: steps.project },
  { weight: 8, arbitrary: steps.book },
  { weight: 2, arbitrary: steps.bookAndCancel },
  { weight: 3, arbitrary: steps.move },
  { weight: 2, arbitrary: steps.cancel },
  { weight: 3, arbitrary: steps.complete },
  { weight: 1, arbitrary: steps.noShow },
  { weight: 1, arbitrary: steps.adjust },
  { weight: 3, arbitrary: steps.wait },
  { weight: 1, arbitrary: steps.turn },
)

/** A story begins with a contract, so that most of its steps have something to stand on. */
export const story: fc.Arbitrary<Step[]> = fc
  .tuple(steps.open, fc.array(step, { minLength: 4, maxLength: 24 }))
  .map(([first, rest]) => [{ ...first, inDays: Math.min(first.inDays, 5) }, ...rest])
