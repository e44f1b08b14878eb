import css from './brand.module.css'

/** Two lines running side by side: the mark of the product. */
export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={(size * 20) / 26}
      viewBox="0 0 26 20"
      fill="none"
      strokeWidth="2.4"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M1 14C7 14 9 6 15 6h10" stroke="var(--ink)" />
      <path d="M1 18.4c7 0 9-7 15-7.2h9" stroke="var(--shu)" />
    </svg>
  )
}

export function Brand({ name, size }: { name: string; size?: number }) {
  return (
    <span className={css.brand}>
      <Mark {...(size === undefined ? {} : { size })} />
      {name}
    </span>
  )
}
