import type { Meter } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Amount } from '../../ui/amount.tsx'
import { Card } from '../../ui/card.tsx'
import { useNames } from '../../ui/me-context.ts'
import { MeterBar } from '../../ui/meter.tsx'
import { PairLegend } from '../../ui/pair-bar.tsx'
import { Seal } from '../../ui/seal.tsx'
import { lastDay } from '../../ui/times.tsx'
import { BookLink } from '../book-link.tsx'
import css from './lead.module.css'

/** When the allowance ends and what happens then, in one sentence. */
function useSentence(meter: Meter, today: string): { text: string; warn: boolean } {
  const { t, day } = useWords()
  const { left, held, from, until } = meter
  if (today < from) return { text: t('portal.lead.starts', { date: day(from) }), warn: false }
  if (until === null) return { text: t(left > 0 ? 'portal.lead.open' : 'portal.lead.usedUpOpen'), warn: left <= 0 }
  const date = day(lastDay(until), { year: until.slice(0, 4) !== today.slice(0, 4), weekday: true })
  if (left <= 0) return { text: t(held > 0 ? 'portal.lead.allBooked' : 'portal.lead.usedUp', { date }), warn: true }
  return { text: t('portal.lead.lapses', { date }), warn: false }
}

/** The one big number: what is left of the allowance that runs today. */
export function Lead({ meter, today }: { meter: Meter; today: string }) {
  const { t, amount, period } = useWords()
  const names = useNames()
  const sentence = useSentence(meter, today)
  const parts = [
    ['portal.lead.spent', meter.consumed],
    ['portal.lead.held', meter.held],
    ['portal.lead.granted', meter.granted],
  ] as const
  return (
    <Card
      title={t(meter.unit === 'minutes' ? 'portal.lead.title' : 'portal.lead.titleCount')}
      aside={<Seal id={meter.clause} />}
    >
      <p className={css.about}>
        <span>{names.allowance(meter.allowance)}</span>
        <span className="whole">{meter.until === null ? names.holder(meter.holder) : period(meter)}</span>
      </p>
      <div className={css.row}>
        <p className={css.number}>
          <span className="hidden-text">{t('portal.usage.left')} </span>
          <span className="whole">{amount(meter.left, meter.unit)}</span>
        </p>
        <dl className={css.parts}>
          {parts.map(([key, value]) => (
            <div key={key}>
              <dt>{t(key)}</dt>
              <dd>
                <Amount value={value} unit={meter.unit} />
              </dd>
            </div>
          ))}
        </dl>
      </div>
      <MeterBar meter={meter} />
      <div className={css.under}>
        <p className={sentence.warn ? css.warn : css.sentence}>{sentence.text}</p>
        <PairLegend />
      </div>
      <BookLink word="portal.lead.book" size="large" wide className={css.book} />
    </Card>
  )
}
