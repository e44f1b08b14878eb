const paths = {
  home: 'M3.5 10.2L12 3.4l8.5 6.8M5.5 9v11h13V9M10 20v-5.5h4V20',
  sessions: 'M4 6.5h16v14H4zM4 10.8h16M8.3 3.4v5M15.7 3.4v5',
  book: 'M12 5v14M5 12h14',
  // Two lines side by side, as every allowance is drawn.
  usage: 'M3.5 16.5c6 0 8-8 14-8h3M3.5 20.5c6 0 8-7.6 13-7.6h4',
  terms: 'M6 3.5h9l3.5 3.5v13.5H6zM14.5 3.8V7.5h3.8M9 12h6.5M9 15.8h6.5',
  people:
    'M9 11.2a3.4 3.4 0 1 0 0-6.8 3.4 3.4 0 0 0 0 6.8zM2.8 19.6c.7-3.4 3.2-5.1 6.2-5.1s5.5 1.7 6.2 5.1M16 4.7a3.4 3.4 0 0 1 0 6.3M17.6 14.9c1.9.7 3.1 2.3 3.6 4.7',
  documents: 'M3.5 6h6.2l2 2.6h8.8v10.9h-17zM3.5 12h17',
  other: 'M5.5 12h.01M12 12h.01M18.5 12h.01',
} as const

export type NavIconName = keyof typeof paths

export function NavIcon({ name, size = 22 }: { name: NavIconName; size?: number }) {
  const weight = name === 'other' ? 3 : name === 'book' ? 2.2 : 1.7
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={weight}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  )
}
