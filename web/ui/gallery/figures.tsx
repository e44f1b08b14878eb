import { addDays } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { AnswerCard } from '../answer-card.tsx'
import { BurnDown } from '../charts/burn-down.tsx'
import { UsageBars } from '../charts/usage-bars.tsx'
import { useNames, useSignedIn } from '../me-context.ts'
import { MeterCard } from '../meter.tsx'
import { PairBar, PairLegend } from '../pair-bar.tsx'
import { Pill } from '../pill.tsx'
import { TimelineLine } from '../timeline-line.tsx'
import css from './gallery.module.css'
import { Part } from './pieces.tsx'
import { sampleDecision, sampleMeter } from './samples.ts'

type Clauses = { clauses: readonly [string, string, string] }

/** The first allowance in minutes that this installation's terms have. */
function useAllowance() {
  const { catalogue } = useSignedIn()
  return catalogue.allowances.find((a) => a.unit === 'minutes')?.id ?? 'hours'
}

export function Bars() {
  const { t } = useWords()
  return (
    <Part title={t('gallery.parts.bars')}>
      <div className={css.bars}>
        <PairLegend />
        <PairBar pace={0.4} used={0.3} held={0.2} />
        <PairBar pace={0.8} used={0.95} />
        <PairBar pace={null} used={0.1} />
        <PairBar thin pace={0.5} used={0.2} held={0.1} />
      </div>
    </Part>
  )
}

export function Meters({ clauses }: Clauses) {
  const { t } = useWords()
  const { today } = useSignedIn()
  const allowance = useAllowance()
  const ended = { from: addDays(today, -90), until: today, pace: 1, held: 0, left: 0, lapsed: 360 }
  return (
    <Part title={t('gallery.parts.meters')} wide>
      <div className={css.meters}>
        <MeterCard meter={sampleMeter(today, allowance, clauses[0])} today={today} />
        <MeterCard
          meter={sampleMeter(today, allowance, clauses[0], { consumed: 600, held: 0, left: 0 })}
          today={today}
        />
        <MeterCard meter={sampleMeter(today, allowance, clauses[1], ended)} today={today} />
        <MeterCard meter={sampleMeter(today, allowance, clauses[1], { until: null, pace: 0 })} today={today} />
      </div>
    </Part>
  )
}

export function Charts({ clauses }: Clauses) {
  const { t } = useWords()
  const names = useNames()
  const { today } = useSignedIn()
  const allowance = useAllowance()
  const meter = sampleMeter(today, allowance, clauses[0])
  const points = [
    { date: addDays(today, -30), left: 540 },
    { date: addDays(today, -18), left: 420 },
    { date: addDays(today, -4), left: 270 },
  ]
  const months = [0, 1, 2, 3, 4].map((i) => {
    const [from, until] = [addDays(today, -150 + 30 * i), addDays(today, -120 + 30 * i)]
    const consumed = 120 + 90 * i
    return { ...meter, from, until, consumed, held: i === 4 ? 60 : 0, lapsed: i < 4 ? 600 - consumed : 0 }
  })
  const name = names.allowance(allowance)
  return (
    <Part title={t('gallery.parts.charts')} wide>
      <div className={css.two}>
        <BurnDown
          meter={{ ...meter, until: addDays(today, 50) }}
          points={points}
          today={today}
          label={t('chart.burnDown', { name })}
        />
        <UsageBars windows={months} today={today} label={t('chart.usage', { name })} />
      </div>
    </Part>
  )
}

/** Yes, yes with a charge, no: as they follow a form, and as they are kept. */
export function Answers({ clauses: [a, b, c] }: Clauses) {
  const { t, minutes } = useWords()
  const { today, catalogue } = useSignedIn()
  const allowance = useAllowance()
  const lasting = { verdict: 'holds' as const, sentence: t('meter.noEnd'), clause: a }
  const draws = { verdict: 'draws' as const, sentence: t('meter.booked', { amount: minutes(90) }), clause: b }
  const plan = catalogue.plans.at(-1)?.id
  const period = { from: addDays(today, -40), until: addDays(today, 50) }
  const charge = {
    kind: 'travel-expense',
    amount: 32_000,
    currency: catalogue.currency,
    quantity: 1,
    unit: 'journey',
    clause: c,
  }
  return (
    <Part title={t('gallery.parts.answers')} wide>
      <div className={css.answers}>
        <AnswerCard
          mode="live"
          decision={sampleDecision('allowed', [draws, lasting], {
            draws: [{ allowance, minutes: 90, clause: b }],
            remaining: { [allowance]: 180 },
            period,
          })}
        />
        <AnswerCard
          mode="done"
          asking
          decision={sampleDecision(
            'charged',
            [draws, { verdict: 'charges', sentence: t('charge.kind.travel-expense'), clause: c }],
            { charges: [charge], remaining: { [allowance]: 180 } },
          )}
        />
        <AnswerCard
          mode="kept"
          onRemedy={() => {}}
          decision={sampleDecision(
            'refused',
            [{ verdict: 'broken', sentence: t('meter.usedUp'), clause: b }, lasting],
            {
              because: ['allowance-exceeded'],
              ...(plan ? { remedies: [plan] } : {}),
            },
          )}
        />
      </div>
    </Part>
  )
}

/** Things on the line of time: one to come, an answer, a correction, a charge. */
export function Moments({ clauses: [a, b] }: Clauses) {
  const { t } = useWords()
  const { today } = useSignedIn()
  const at = (time: string) => `${today}T${time}:00+09:00`
  return (
    <Part title={t('gallery.parts.timeline')} wide>
      <ol className={css.moments}>
        <TimelineLine
          coming
          type="session"
          at={at('15:00')}
          title={<b>{t('state.booked')}</b>}
          note={t('gallery.company')}
          clauses={[a]}
        />
        <TimelineLine
          type="answer"
          at={at('11:20')}
          title={<Pill tone="no">{t('answer.done.refused')}</Pill>}
          note={t('meter.usedUp')}
          by={t('gallery.company')}
          clauses={[b]}
        />
        <TimelineLine type="correction" at={at('10:00')} title={t('events.type.correction')} clauses={[a]} />
        <TimelineLine type="charge" at={at('09:30')} title={t('charge.kind.travel-expense')} clauses={[b]} />
      </ol>
    </Part>
  )
}
