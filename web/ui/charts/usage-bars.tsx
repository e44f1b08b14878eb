import type { Meter } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import css from './charts.module.css'
import { ticksOf } from './forecast.ts'
import { useFrame } from './use-frame.ts'

/** One window of an allowance beside the next: used (full), booked (hatched), what lapsed (pale), the cap as a line. */
export function UsageBars({ windows, today, label }: { windows: readonly Meter[]; today: string; label: string }) {
  const { t, amount, month } = useWords()
  const { narrow, width, height, left, right, top, floor } = useFrame()
  const unit = windows[0]?.unit ?? 'minutes'
  const cap = Math.max(1, ...windows.map((w) => w.granted), ...windows.map((w) => w.consumed + w.held))
  const y = (value: number) => floor - (value / cap) * (floor - top)
  const step = (right - left) / Math.max(6, windows.length)
  // Where names of months would run into each other only some are written, the last one always.
  const every = Math.ceil((narrow ? 58 : 52) / step)
  const labelled = (i: number) => (windows.length - 1 - i) % every === 0
  const bar = Math.min(38, step * 0.46)
  return (
    <svg className={css.chart} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <defs>
        <pattern id="held" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="2.4" height="5" fill="var(--ai)" />
        </pattern>
      </defs>
      {ticksOf(cap, unit).map((tick) => (
        <g key={tick}>
          <path d={`M${left} ${y(tick)}H${right}`} stroke="var(--line2)" />
          <text x={left - 8} y={y(tick) + 4} textAnchor="end" className={css.axis}>
            {tick === 0 ? '0' : amount(tick, unit)}
          </text>
        </g>
      ))}
      {windows.map((w, i) => {
        const x = left + step * i + (step - bar) / 2
        const now = w.from <= today && (w.until === null || today < w.until)
        return (
          <g key={w.from}>
            <title>{`${month(w.from, true)}: ${t('chart.barIs', { used: amount(w.consumed, unit), held: amount(w.held, unit), lapsed: amount(w.lapsed, unit) })}`}</title>
            {w.lapsed > 0 ? (
              <rect x={x} y={y(w.granted)} width={bar} height={floor - y(w.lapsed)} rx="2" fill="var(--line2)" />
            ) : null}
            <rect x={x} y={y(w.consumed)} width={bar} height={floor - y(w.consumed)} rx="2" fill="var(--ai)" />
            {w.held > 0 ? (
              <rect
                x={x + 0.5}
                y={y(w.consumed + w.held)}
                width={bar - 1}
                height={floor - y(w.held)}
                rx="2"
                fill="url(#held)"
                stroke="var(--ai)"
                strokeWidth="1"
              />
            ) : null}
            <text x={x + bar / 2} y={floor + 18} textAnchor="middle" className={now ? css.nowLabel : css.label}>
              {labelled(i) ? month(w.from) : ''}
            </text>
          </g>
        )
      })}
      <path d={`M${left} ${y(cap)}H${right}`} stroke="var(--shu)" strokeDasharray="3 4" />
      <text x={right} y={y(cap) - 6} textAnchor="end" className={css.cap}>
        {t('chart.cap', { amount: amount(cap, unit) })}
      </text>
    </svg>
  )
}
