import type { Meter } from '../api/types.ts'
import { useWords } from '../i18n/use-words.ts'
import { Amount } from './amount.tsx'
import { forecastOf } from './charts/forecast.ts'
import { useNames } from './me-context.ts'
import css from './meter.module.css'
import { PairBar } from './pair-bar.tsx'
import { Seal } from './seal.tsx'
import { lastDay } from './times.tsx'

const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0)

/** What a meter's owner should know next about it, in one sentence, and how pressing it is. */
export function useMeterNote(meter: Meter, today: string): { text: string; tone: 'quiet' | 'warn' } {
  const { t, day, amount } = useWords()
  const { left, held, granted, from, until, unit } = meter
  if (today < from) return { text: t('meter.notStarted', { date: day(from) }), tone: 'quiet' }
  if (left <= 0) return { text: t(held > 0 ? 'meter.nothing' : 'meter.usedUp'), tone: 'warn' }
  if (until === null) return { text: t('meter.noEnd'), tone: 'quiet' }
  if (until <= today) return { text: t('meter.ended', { date: day(lastDay(until)) }), tone: 'quiet' }
  const forecast = forecastOf(meter, today)
  if (forecast && 'usedUpOn' in forecast)
    return { text: t('meter.usedUpOn', { date: day(forecast.usedUpOn, { year: false }) }), tone: 'warn' }
  if (forecast && unit === 'minutes' && forecast.leftAtEnd >= granted / 4) {
    return { text: t('meter.leftAtEnd', { amount: amount(forecast.leftAtEnd, unit) }), tone: 'quiet' }
  }
  return { text: t('meter.lapsesOn', { date: day(lastDay(until), { year: false }) }), tone: 'quiet' }
}

export function MeterBar({ meter, thin }: { meter: Meter; thin?: boolean }) {
  const names = useNames()
  return (
    <PairBar
      pace={meter.until === null ? null : meter.pace}
      used={share(meter.consumed, meter.granted)}
      held={share(meter.held, meter.granted)}
      label={names.allowance(meter.allowance)}
      thin={thin ?? false}
    />
  )
}

/** One allowance with its window: the big number is what is left. */
export function MeterCard({ meter, today, large }: { meter: Meter; today: string; large?: boolean }) {
  const { t, amount, period } = useWords()
  const names = useNames()
  const note = useMeterNote(meter, today)
  const spent = [
    meter.consumed > 0 ? t('meter.spent', { amount: amount(meter.consumed, meter.unit) }) : null,
    meter.held > 0 ? t('meter.booked', { amount: amount(meter.held, meter.unit) }) : null,
  ].filter((part) => part !== null)
  return (
    <div className={`${css.meter} ${large ? css.large : ''}`}>
      <div className={css.head}>
        <span>{names.allowance(meter.allowance)}</span>
        <Seal id={meter.clause} />
      </div>
      <p className={css.holder}>
        {[
          meter.holder.type === 'contract' ? null : names.holder(meter.holder),
          meter.office ? names.office(meter.office) : null,
          meter.holder.type === 'contract' ? period(meter, today) : null,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p className={css.left}>
        <span className="hidden-text">{t('meter.left')} </span>
        <Amount value={meter.left} unit={meter.unit} big of={meter.granted} />
      </p>
      <MeterBar meter={meter} />
      {spent.length > 0 ? <p className={css.spent}>{spent.join(' · ')}</p> : null}
      <p className={note.tone === 'warn' ? css.warn : css.note}>{note.text}</p>
    </div>
  )
}
