import type { Account } from '../../api/types.ts'
import { dayNumber, monthOrdinal } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Card } from '../../ui/card.tsx'
import { useNames, useSignedIn } from '../../ui/me-context.ts'
import css from './timeline.module.css'

type Stretch = { label: string; from: string; until: string | null; tone: 'plan' | 'order' }
type Line = { id: string; label: string; stretches: Stretch[] }

function useLines(account: Account): Line[] {
  const names = useNames()
  const plans = account.contracts.map(
    (c): Line => ({
      id: c.id,
      label: names.plan(c.plan),
      stretches: c.segments.map((s) => ({
        label: names.plan(s.plan),
        from: s.from,
        until: s.until ?? c.period.until,
        tone: 'plan',
      })),
    }),
  )
  const orders = account.orders
    .filter((o) => o.coverage.length > 0)
    .map(
      (o): Line => ({
        id: o.id,
        label: [names.addOn(o.addOn), o.connection].filter(Boolean).join(' · '),
        stretches: o.coverage.map((c) => ({ label: names.addOn(o.addOn), ...c, tone: 'order' })),
      }),
    )
  return [...plans, ...orders]
}

/** First days of quarters within the span, as marks of the axis. */
function marksOf(first: string, last: string): string[] {
  const marks: string[] = []
  const months = monthOrdinal(`${first.slice(0, 7)}-01`, last)
  const step = months > 30 ? 12 : months > 14 ? 6 : months > 7 ? 3 : 1
  for (let year = +first.slice(0, 4); year <= +last.slice(0, 4); year++) {
    for (let month = 1; month <= 12; month += step) {
      const mark = `${year}-${String(month).padStart(2, '0')}-01`
      if (mark >= first && mark <= last) marks.push(mark)
    }
  }
  return marks
}

/** All agreements of an account along one axis of time, with today across it. */
export function Timeline({ account }: { account: Account }) {
  const { t, period, language } = useWords()
  const { today } = useSignedIn()
  const lines = useLines(account)
  const days = lines.flatMap((l) => l.stretches.flatMap((s) => [s.from, s.until ?? today])).sort()
  const first = days[0]
  const last = days.at(-1)
  if (!first || !last || first === last) return null
  const span = dayNumber(last) - dayNumber(first)
  const roomFor = (mark: string) => dayNumber(last) - dayNumber(mark) > span * 0.09
  const at = (date: string) => `${Math.min(100, Math.max(0, ((dayNumber(date) - dayNumber(first)) / span) * 100))}%`
  const width = (from: string, until: string) => `${((dayNumber(until) - dayNumber(from)) / span) * 100}%`
  const monthName = (date: string) =>
    language === 'ja' ? `${date.slice(0, 4)}年${+date.slice(5, 7)}月` : `${+date.slice(5, 7)}/${date.slice(0, 4)}`
  return (
    <Card title={t('contract.timeline')}>
      <div className={css.timeline}>
        <ul>
          {lines.map((line) => (
            <li key={line.id}>
              <span className={css.label}>{line.label}</span>
              <div className={css.track}>
                {line.stretches.map((s) => (
                  <i
                    key={s.from}
                    data-tone={s.tone}
                    style={{ left: at(s.from), width: width(s.from, s.until ?? last) }}
                    title={`${s.label} ${period(s)}`}
                  >
                    <span className="hidden-text">
                      {s.label} {period(s)}
                    </span>
                  </i>
                ))}
              </div>
            </li>
          ))}
        </ul>
        <div className={css.axis} aria-hidden="true">
          <div className={css.track}>
            {marksOf(first, last)
              .filter(roomFor)
              .map((mark) => (
                <span key={mark} style={{ left: at(mark) }}>
                  {monthName(mark)}
                </span>
              ))}
            {today >= first && today <= last ? (
              <b style={{ left: at(today) }}>
                <em>{t('chart.today')}</em>
              </b>
            ) : null}
          </div>
        </div>
      </div>
    </Card>
  )
}
