/** Wall-clock times of the catalogue's zone with the offset that they have on that day. The one file that uses `Date`. */

/** `2026-11-27`, `14:00` in `Asia/Tokyo` → `2026-11-27T14:00:00+09:00`. */
export function momentIn(zone: string, date: string, clock: string): string {
  const asUtc = Date.parse(`${date}T${clock}:00Z`)
  const named = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(new Date(asUtc))
    .find((part) => part.type === 'timeZoneName')?.value
  const offset = named?.replace('GMT', '') || '+00:00'
  return `${date}T${clock}:00${offset === '' ? '+00:00' : offset}`
}

/** Milliseconds since 1970 → the wall clock there, `2026-11-27T14:00`. */
export const wallClockIn = (zone: string, at: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
    .format(new Date(at))
    .replace(' ', 'T')
