/** The few signs that the screens use, drawn on one grid so that they share a weight. */
const paths = {
  yes: 'M3.5 8.5l3 3 6-7',
  no: 'M4 4l8 8M12 4l-8 8',
  yen: 'M4 3l4 5 4-5M8 8v5.5M5 9h6M5 11.5h6',
  alert: 'M8 3v6M8 12.2v.3',
  draw: 'M8 2.5v8.5M4.5 7.8L8 11.3l3.5-3.5M3.5 13.8h9',
  hint: 'M3 3v5a2.5 2.5 0 0 0 2.5 2.5H13M10 7l3.3 3.5L10 14',
  close: 'M4 4l8 8M12 4l-8 8',
  search: 'M7 11.5a4.5 4.5 0 1 1 0-9 4.5 4.5 0 0 1 0 9zM10.4 10.4L14 14',
  plus: 'M8 3v10M3 8h10',
  up: 'M4 10l4-4 4 4',
  down: 'M4 6l4 4 4-4',
  right: 'M6 4l4 4-4 4',
  left: 'M10 4L6 8l4 4',
  table: 'M2.5 3.5h11v9h-11zM2.5 6.5h11M6.5 6.5v6',
  chart: 'M3 13V8.5M8 13V3.5M13 13V6.5',
  save: 'M8 2.5v7M5 7l3 3 3-3M3 13h10',
  columns: 'M2.5 3.5h11v9h-11zM6.2 3.5v9M9.8 3.5v9',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 5v3.2l2 1.3',
  sun: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9',
  moon: 'M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z',
  screen: 'M2 3h12v8H2zM6 14h4',
  play: 'M5 3.2l7.5 4.8L5 12.8z',
  bell: 'M3.2 11.5c1-1 1.3-2 1.3-4.2a3.5 3.5 0 0 1 7 0c0 2.2.3 3.2 1.3 4.2zM6.7 13.8a1.5 1.5 0 0 0 2.6 0',
  person: 'M8 8a2.6 2.6 0 1 0 0-5.2A2.6 2.6 0 0 0 8 8zM2.8 13.6c.6-2.5 2.7-3.8 5.2-3.8s4.6 1.3 5.2 3.8',
} as const

export type IconName = keyof typeof paths

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  const heavy = name === 'more' || name === 'alert'
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={heavy ? 2 : 1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      style={{ flex: 'none' }}
    >
      <path d={paths[name]} />
    </svg>
  )
}
