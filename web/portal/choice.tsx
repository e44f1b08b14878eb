import { type ReactNode, useId } from 'react'
import css from './choice.module.css'

export type Option = { value: string; label: ReactNode; hint?: ReactNode; spoken?: string; quiet?: boolean }

type Props = {
  legend: string
  hideLegend?: boolean
  options: readonly Option[]
  value: string | undefined
  onChange: (value: string) => void
  /** Whole rows with a hint, small words beside each other, days in a strip, or the halves of a switch. */
  look: 'rows' | 'words' | 'days' | 'halves'
  error?: string | undefined
}

/** One of a few: radio buttons under their own names, large enough for a thumb. */
export function Choice({ legend, hideLegend, options, value, onChange, look, error }: Props) {
  const id = useId()
  return (
    <fieldset className={css.choice} aria-describedby={error ? `${id}-error` : undefined}>
      <legend className={hideLegend ? 'hidden-text' : css.legend}>{legend}</legend>
      <div className={`${css.options} ${css[look]}`}>
        {options.map((o) => (
          <label key={o.value} data-quiet={o.quiet ? '' : undefined}>
            <input
              type="radio"
              name={id}
              value={o.value}
              checked={o.value === value}
              onChange={() => onChange(o.value)}
              {...(o.spoken ? { 'aria-label': o.spoken } : {})}
            />
            <span className={css.label}>{o.label}</span>
            {o.hint ? <span className={css.hint}>{o.hint}</span> : null}
          </label>
        ))}
      </div>
      {error ? (
        <p id={`${id}-error`} className={css.error}>
          {error}
        </p>
      ) : null}
    </fieldset>
  )
}
