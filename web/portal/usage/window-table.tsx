import type { Meter } from '../../api/types.ts'
import { useWords } from '../../i18n/use-words.ts'
import { Span } from '../../ui/times.tsx'
import css from './usage.module.css'

/** The same as the chart, as figures. */
export function WindowTable({ windows, name }: { windows: readonly Meter[]; name: string }) {
  const { t, amount } = useWords()
  const columns = ['granted', 'consumed', 'held', 'lapsed', 'left'] as const
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the page is scrolled by keyboard too
    <section className={css.scroll} tabIndex={0} aria-label={name}>
      <table className={css.table}>
        <caption className="hidden-text">{name}</caption>
        <thead>
          <tr>
            <th scope="col">{t('chart.window')}</th>
            {columns.map((c) => (
              <th key={c} scope="col" className={css.figure}>
                {t(`chart.${c}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...windows].reverse().map((w) => (
            <tr key={w.from}>
              <th scope="row">
                <Span from={w.from} until={w.until} />
              </th>
              {columns.map((c) => (
                <td key={c} className={css.figure}>
                  <span className="whole">{amount(w[c], w.unit)}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
