import type { Meter } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import css from './charts.module.css'
import { ticksOf } from './forecast.ts'

const WIDTH = 760
const LEFT = 52
const RIGHT = 20
const TOP = 22
const FLOOR = 142

/** One window of an allowance beside the next: used (full), booked (hatched), what lapsed (pale), the cap as a line. */
export function UsageBars({ windows, today, label }: { windows: readonly Meter[]; today: string; label: string }) {
  const { t, amount, month } = useWords()
  const unit = windows[0]?.unit ?? 'minutes'
  const cap = Math.max(1, ...windows.map((w) => w.granted), ...windows.map((w) => w.consumed + w.held))
  const y = (value: number) => FLOOR - (value / cap) * (FLOOR - TOP)
  const step = (WIDTH - LEFT - RIGHT) / Math.max(6, windows.length)
  const bar = Math.min(38, step * 0.46)
  return (
    <svg className={css.chart} viewBox={`0 0 ${WIDTH} 172`} role="img" aria-label={label}>
      <defs>
        <pattern id="held" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="2.4" height="5" fill="var(--ai)" />
        </pattern>
      </defs>
      {ticksOf(cap, unit).map((tick) => (
        <g key={tick}>
          <path d={`M${LEFT} ${y(tick)}H${WIDTH - RIGHT}`} stroke="var(--line2)" />
          <text x={LEFT - 8} y={y(tick) + 4} textAnchor="end" className={css.axis}>
            {tick === 0 ? '0' : amount(tick, unit)}
          </text>
        </g>
      ))}
      {windows.map((w, i) => {
        const x = LEFT + step * i + (step - bar) / 2
        const now = w.from <= today && (w.until === null || today < w.until)
        return (
          <g key={w.from}>
            <title>{`${month(w.from, true)}: ${t('chart.barIs', { used: amount(w.consumed, unit), held: amount(w.held, unit), lapsed: amount(w.lapsed, unit) })}`}</title>
            {w.lapsed > 0 ? (
              <rect x={x} y={y(w.granted)} width={bar} height={FLOOR - y(w.lapsed)} rx="2" fill="var(--line2)" />
            ) : null}
            <rect x={x} y={y(w.consumed)} width={bar} height={FLOOR - y(w.consumed)} rx="2" fill="var(--ai)" />
            {w.held > 0 ? (
              <rect
                x={x + 0.5}
                y={y(w.consumed + w.held)}
                width={bar - 1}
                height={FLOOR - y(w.held)}
                rx="2"
                fill="url(#held)"
                stroke="var(--ai)"
                strokeWidth="1"
              />
            ) : null}
            <text x={x + bar / 2} y={FLOOR + 18} textAnchor="middle" className={now ? css.nowLabel : css.label}>
              {month(w.from)}
            </text>
          </g>
        )
      })}
      <path d={`M${LEFT} ${y(cap)}H${WIDTH - RIGHT}`} stroke="var(--shu)" strokeDasharray="3 4" />
      <text x={WIDTH - RIGHT} y={y(cap) - 6} textAnchor="end" className={css.cap}>
        {t('chart.cap', { amount: amount(cap, unit) })}
      </text>
    </svg>
  )
}
