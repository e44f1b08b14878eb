import type { Meter } from '../../api/types.ts'
import { daysBetween } from '../../i18n/civil.ts'
import { useWords } from '../../i18n/use-words.ts'
import css from './charts.module.css'
import { forecastOf, type Point, ticksOf } from './forecast.ts'
import { useFrame } from './use-frame.ts'

type Props = {
  meter: Meter & { until: string }
  /** What was left after each change, oldest first. */
  points: readonly Point[]
  today: string
  label: string
}

/** What is left of one window over its time: the even pace (pale), what happened (steps), where it leads (dotted). */
export function BurnDown({ meter, points, today, label }: Props) {
  const { t, amount, day } = useWords()
  const frame = useFrame()
  const { from, until, granted, unit } = meter
  const whole = Math.max(1, daysBetween(from, until))
  const x = (date: string) =>
    frame.left + (Math.min(whole, Math.max(0, daysBetween(from, date))) / whole) * (frame.right - frame.left)
  const y = (value: number) => frame.floor - (value / Math.max(1, granted)) * (frame.floor - frame.top)
  const end = today < until ? (today < from ? from : today) : until
  let line = `M${x(from)} ${y(granted)}`
  for (const p of points) line += `H${x(p.date > end ? end : p.date)}V${y(p.left)}`
  line += `H${x(end)}`
  const now = points.at(-1)?.left ?? granted
  const forecast = forecastOf({ ...meter, left: now }, today)
  const goal =
    forecast &&
    ('usedUpOn' in forecast ? { x: x(forecast.usedUpOn), y: y(0) } : { x: x(until), y: y(forecast.leftAtEnd) })
  return (
    <svg className={css.chart} viewBox={`0 0 ${frame.width} ${frame.height}`} role="img" aria-label={label}>
      {ticksOf(granted, unit).map((tick) => (
        <g key={tick}>
          <path d={`M${frame.left} ${y(tick)}H${frame.right}`} stroke="var(--line2)" />
          <text x={frame.left - 8} y={y(tick) + 4} textAnchor="end" className={css.axis}>
            {tick === 0 ? '0' : amount(tick, unit)}
          </text>
        </g>
      ))}
      <path
        d={`M${x(from)} ${y(granted)}L${x(until)} ${y(0)}`}
        stroke="var(--pace)"
        strokeWidth="4"
        strokeLinecap="round"
        fill="none"
      />
      <path d={`${line}V${frame.floor}H${x(from)}Z`} fill="var(--ai-soft)" opacity="0.7" />
      <path d={line} stroke="var(--ai)" strokeWidth="2.6" strokeLinejoin="round" fill="none" />
      {goal ? (
        <path
          d={`M${x(end)} ${y(now)}L${goal.x} ${goal.y}`}
          stroke="var(--ai)"
          strokeWidth="2"
          strokeDasharray="1 6"
          strokeLinecap="round"
        />
      ) : null}
      {goal ? (
        <circle
          cx={goal.x}
          cy={goal.y}
          r="4"
          fill="var(--card)"
          stroke={forecast && 'usedUpOn' in forecast ? 'var(--shu)' : 'var(--ai)'}
          strokeWidth="2"
        />
      ) : null}
      {today >= from && today < until ? (
        <g>
          <path d={`M${x(today)} ${frame.top - 6}V${frame.floor}`} stroke="var(--ink3)" />
          <text x={x(today)} y={frame.floor + 18} textAnchor="middle" className={css.nowLabel}>
            {t('chart.today')}
          </text>
        </g>
      ) : null}
      <text x={frame.left} y={frame.floor + 18} className={css.label}>
        {daysBetween(from, today) > whole * 0.12 || today < from ? day(from, { weekday: false }) : ''}
      </text>
      <text x={frame.right} y={frame.floor + 18} textAnchor="end" className={css.label}>
        {daysBetween(today, until) > whole * 0.12 || today >= until ? day(until, { weekday: false }) : ''}
      </text>
    </svg>
  )
}
